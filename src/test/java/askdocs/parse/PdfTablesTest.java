package askdocs.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class PdfTablesTest {
  private final PdfDraft draft = new PdfDraft();

  @Test
  void rulesMakeATableWhoseCellsMayHaveSeveralLines() throws Exception {
    PdfDraft.Page page = draft.page().line(10, 72, 740, "Before the table.");
    for (int y : new int[] {700, 680, 640}) {
      page.rule(70, y, 370, y);
    }
    for (int x : new int[] {70, 170, 370}) {
      page.rule(x, 640, x, 700);
    }
    page.line(10, 72, 686, "Grupo")
        .line(10, 172, 686, "Nota")
        .line(10, 72, 666, "A")
        .line(10, 172, 666, "La primera conser-")
        .line(10, 172, 654, "va de todas.")
        .line(10, 72, 600, "After it.")
        .close();

    assertEquals(
        "Before the table.\n\n"
            + "| Grupo | Nota |\n| --- | --- |\n| A | La primera conserva de todas. |\n\n"
            + "After it.",
        draft.read().text());
  }

  @Test
  void wordsInColumnsMakeATableWithoutRules() throws Exception {
    String[][] rows = {{"Name", "Year", "Sum"}, {"Ana María", "2024", "10.5"}, {"Bo", "", "7"}};
    PdfDraft.Page page = draft.page();
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < 3; j++) {
        if (!rows[i][j].isEmpty()) {
          page.line(10, 72 + 90 * j, 700 - 14 * i, rows[i][j]);
        }
      }
    }
    page.close();

    assertEquals(
        "| Name | Year | Sum |\n| --- | --- | --- |\n| Ana María | 2024 | 10.5 |\n| Bo |  | 7 |",
        draft.read().text());
  }

  @Test
  void aListIsNoTable() throws Exception {
    draft
        .page()
        .line(10, 72, 700, "1.")
        .line(10, 110, 700, "Extract it.")
        .line(10, 72, 686, "2.")
        .line(10, 110, 686, "Transform it.")
        .line(10, 72, 672, "3.")
        .line(10, 110, 672, "Load it.")
        .close();

    assertEquals("1. Extract it.\n\n2. Transform it.\n\n3. Load it.", draft.read().text());
  }

  @Test
  void theBoxesOfADrawingAreNoTable() throws Exception {
    PdfDraft.Page page = draft.page();
    page.content().addRect(70, 600, 100, 50);
    page.content().addRect(250, 600, 100, 50);
    page.content().stroke();
    page.rule(170, 625, 250, 625).line(10, 80, 620, "Start").line(10, 260, 620, "End").close();

    assertEquals("Start\tEnd", draft.read().text());
  }

  @Test
  void columnsThatWereWrittenAcrossAreReadOneAfterTheOther() throws Exception {
    String[] left = {
      "The left column has lines of some length,", "and each goes on with the one before it,",
      "down to the foot of the whole column,", "where its last sentence comes to an end."
    };
    String[] right = {
      "Only then is the right column to be read,", "which is set beside the other one here,",
      "and was written line by line with it,", "as some producers of documents will do."
    };
    PdfDraft.Page page = draft.page();
    for (int i = 0; i < left.length; i++) {
      page.line(10, 60, 700 - 12 * i, left[i]).line(10, 320, 700 - 12 * i, right[i]);
    }
    page.close();

    assertEquals(String.join(" ", left) + "\n\n" + String.join(" ", right), draft.read().text());
  }
}
