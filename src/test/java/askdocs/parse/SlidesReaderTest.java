package askdocs.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;

import askdocs.ingest.StructuredText;
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
import org.apache.poi.xslf.usermodel.XSLFNotes;
import org.apache.poi.xslf.usermodel.XSLFSlide;
import org.apache.poi.xslf.usermodel.XSLFTable;
import org.apache.poi.xslf.usermodel.XSLFTableRow;
import org.apache.poi.xslf.usermodel.XSLFTextBox;
import org.apache.poi.xslf.usermodel.XSLFTextParagraph;
import org.apache.poi.xslf.usermodel.XSLFTextShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

  private static XSLFTextBox box(XSLFSlide slide, int left, String text) {
    XSLFTextBox box = slide.createTextBox();
    box.setAnchor(new Rectangle(left, 50, 100, 20));
    box.setText(text);
    return box;
  }
}
