package askdocs.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;

import askdocs.ingest.StructuredText;
import java.awt.Color;
import java.awt.Rectangle;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import javax.xml.namespace.QName;
import org.apache.poi.sl.usermodel.Placeholder;
import org.apache.poi.xslf.usermodel.SlideLayout;
import org.apache.poi.xslf.usermodel.XMLSlideShow;
import org.apache.poi.xslf.usermodel.XSLFAutoShape;
import org.apache.poi.xslf.usermodel.XSLFNotes;
import org.apache.poi.xslf.usermodel.XSLFSlide;
import org.apache.poi.xslf.usermodel.XSLFTable;
import org.apache.poi.xslf.usermodel.XSLFTableCell;
import org.apache.poi.xslf.usermodel.XSLFTableRow;
import org.apache.poi.xslf.usermodel.XSLFTextBox;
import org.apache.poi.xslf.usermodel.XSLFTextParagraph;
import org.apache.poi.xslf.usermodel.XSLFTextRun;
import org.apache.poi.xslf.usermodel.XSLFTextShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openxmlformats.schemas.drawingml.x2006.main.CTRegularTextRun;
import org.openxmlformats.schemas.drawingml.x2006.main.STSchemeColorVal;

class SlidesReaderTest {
  @TempDir Path folder;

  @Test
  void aSlideIsItsTitleItsBodyAndItsNotes() throws Exception {
    Path file = folder.resolve("slides.pptx");
    try (XMLSlideShow show = new XMLSlideShow();
        OutputStream out = Files.newOutputStream(file)) {
      XSLFSlide hidden = show.createSlide();
      box(hidden, 0, "hidden slide");
      hidden.setHidden(true);
      XSLFSlide slide =
          show.createSlide(
              show.getSlideMasters().getFirst().getLayout(SlideLayout.TITLE_AND_CONTENT));
      slide.getPlaceholder(0).setText("Qué es ETL");
      XSLFTextShape body = slide.getPlaceholder(1);
      body.setText("Extraer");
      XSLFTextParagraph deeper = body.addNewTextParagraph();
      deeper.addNewTextRun().setText("de bases de datos");
      deeper.setIndentLevel(1);
      body.addNewTextParagraph().addNewTextRun().setText("Cargar");
      box(slide, 20, "A free text.");
      box(slide, -500, "left of the slide");
      XSLFTextBox gone = box(slide, 30, "hidden shape");
      gone.getXmlObject()
          .selectPath(
              "declare namespace p='http://schemas.openxmlformats.org/presentationml/2006/main'"
                  + " .//p:cNvPr")[0]
          .newCursor()
          .setAttributeText(new QName("hidden"), "1");
      XSLFTable table = slide.createTable();
      for (String[] cells : new String[][] {{"k", "v"}, {"a", "1"}}) {
        XSLFTableRow row = table.addRow();
        for (String cell : cells) {
          row.addCell().setText(cell);
        }
      }
      XSLFNotes notes = show.getNotesSlide(slide);
      for (XSLFTextShape shape : notes.getPlaceholders()) {
        if (shape.getTextType() == Placeholder.BODY) {
          shape.setText("Said aloud.");
        }
      }
      show.write(out);
    }

    StructuredText read =
        new SlidesReader(ReadLimits.DEFAULT).read(new FormatReader.Source(file, Optional.empty()));

    assertEquals(
        """
        Qué es ETL

        - Extraer
          - de bases de datos
        - Cargar

        A free text.

        | k | v |
        | --- | --- |
        | a | 1 |

        Said aloud.\
        """,
        read.text());
    assertEquals(Optional.of("Qué es ETL"), read.title());
    assertEquals(OptionalInt.of(2), read.blocks().getLast().page());
  }

  @Test
  void textAsPaleAsWhatItStandsOnIsLeftOut() throws Exception {
    Path file = folder.resolve("pale.pptx");
    try (XMLSlideShow show = new XMLSlideShow();
        OutputStream out = Files.newOutputStream(file)) {
      XSLFSlide slide =
          show.createSlide(
              show.getSlideMasters().getFirst().getLayout(SlideLayout.TITLE_AND_CONTENT));
      slide.getPlaceholder(0).setText("Title");
      slide.getPlaceholder(1).setText("In its place");
      run(slide.getPlaceholder(1), Color.WHITE, "white in its place");
      run(box(slide, 0, "Black on paper."), Color.WHITE, "white on paper");
      runOfPaper(box(slide, 100, "Theme's"), "the theme's white");
      run(box(slide, 200, "Clear"), new Color(0, 0, 0, 0), "transparent");
      XSLFTextBox filled = box(slide, 300, "");
      filled.setFillColor(Color.BLUE);
      run(filled, Color.WHITE, "White on blue.");
      run(filled, Color.BLUE, "blue on blue");
      XSLFAutoShape panel = slide.createAutoShape();
      panel.setAnchor(new Rectangle(400, 0, 120, 200));
      panel.setFillColor(Color.BLACK);
      XSLFTextBox above = box(slide, 410, "");
      run(above, Color.WHITE, "White on the panel below.");
      run(above, Color.BLACK, "black on the panel below");
      run(box(slide, 350, ""), Color.WHITE, "White, half on the panel.");
      XSLFTable table = slide.createTable();
      table.setAnchor(new Rectangle(0, 300, 200, 50));
      XSLFTableRow row = table.addRow();
      run(row.addCell(), Color.WHITE, "In the table's style.");
      XSLFTableCell cell = row.addCell();
      cell.setFillColor(Color.WHITE);
      run(cell, Color.WHITE, "white in a white cell");
      XSLFSlide dark = show.createSlide();
      dark.getXmlObject()
          .getCSld()
          .addNewBg()
          .addNewBgPr()
          .addNewSolidFill()
          .addNewSrgbClr()
          .setVal(new byte[] {0, 0, 0});
      run(box(dark, 0, ""), Color.WHITE, "White on black paper.");
      run(box(dark, 100, ""), Color.BLACK, "black on black paper");
      show.write(out);
    }

    assertEquals(
        """
        Title

        - In its place

        Black on paper.

        Theme's

        Clear

        White on blue.

        White on the panel below.

        White, half on the panel.

        In the table's style.

        White on black paper.\
        """,
        new SlidesReader(ReadLimits.DEFAULT)
            .read(new FormatReader.Source(file, Optional.empty()))
            .text());
  }

  private static void run(XSLFTextShape shape, Color colour, String text) {
    XSLFTextRun run = shape.addNewTextParagraph().addNewTextRun();
    run.setText(text);
    run.setFontColor(colour);
  }

  /** Of the colour that the theme has for backgrounds. */
  private static void runOfPaper(XSLFTextShape shape, String text) {
    XSLFTextRun run = shape.addNewTextParagraph().addNewTextRun();
    run.setText(text);
    ((CTRegularTextRun) run.getXmlObject())
        .addNewRPr()
        .addNewSolidFill()
        .addNewSchemeClr()
        .setVal(STSchemeColorVal.BG_1);
  }

  private static XSLFTextBox box(XSLFSlide slide, int left, String text) {
    XSLFTextBox box = slide.createTextBox();
    box.setAnchor(new Rectangle(left, 50, 100, 20));
    box.setText(text);
    return box;
  }
}
