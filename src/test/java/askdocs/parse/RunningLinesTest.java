package askdocs.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class RunningLinesTest {
  private final PdfDraft draft = new PdfDraft();

  @Test
  void leftAndRightPagesHaveHeadsOfTheirOwn() throws Exception {
    String[] numerals = {"ix", "x", "xi", "xii", "xiii", "xiv"};
    for (int i = 0; i < 6; i++) {
      draft
          .page()
          .line(8, 72, 770, i % 2 == 0 ? "El libro" : "La autora")
          .line(10, 72, 600, "Palabras de " + "abcdef".charAt(i) + ".")
          .line(8, 300, 30, numerals[i])
          .close();
    }

    assertEquals(
        "El libro\n\nPalabras de a.\n\nLa autora\n\nPalabras de b.\n\nPalabras de c.\n\n"
            + "Palabras de d.\n\nPalabras de e.\n\nPalabras de f.",
        draft.read().text());
  }

  @Test
  void pageNumbersGoFromTheShortestDocumentToo() throws Exception {
    for (String foot : List.of("Página 1 de 2", "Página 2 de 2")) {
      draft.page().line(10, 72, 600, "El año 2007.").line(8, 300, 30, foot).close();
    }

    assertEquals("El año 2007.\n\nEl año 2007.", draft.read().text());
  }

  @Test
  void aNumberThatCountsNoPagesStays() throws Exception {
    draft.page().line(10, 72, 700, "1984").line(10, 72, 600, "Una novela.").close();
    draft.page().line(10, 72, 700, "2001").line(10, 72, 600, "Una odisea.").close();

    assertEquals("1984\n\nUna novela.\n\n2001\n\nUna odisea.", draft.read().text());
  }
}
