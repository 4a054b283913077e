package askdocs.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import askdocs.ingest.Block;
import askdocs.ingest.StructuredText;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.poi.wp.usermodel.HeaderFooterType;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFParagraph;
import org.apache.poi.xwpf.usermodel.XWPFRun;
import org.apache.poi.xwpf.usermodel.XWPFStyle;
import org.apache.poi.xwpf.usermodel.XWPFTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTStyle;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.STStyleType;

class WordReaderTest {
  private static final String OPEN =
      "<w:document"
          + " xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>";

  private static final String CLOSE = "</w:body></w:document>";

  @TempDir Path folder;

  @Test
  void headingsListsAndTablesKeepTheirStructure() throws Exception {
    StructuredText read =
        read(document -> {
          style(document, "Ttulo1", "heading 1");
          style(document, "Ttulo2", "heading 2");
          paragraph(document, "Ttulo1", "Guía");
          paragraph(document, "", "Primero.");
          paragraph(document, "Ttulo2", "Detalle");
          XWPFTable table = document.createTable(2, 2);
          table.getRow(0).getCell(0).setText("k");
          table.getRow(0).getCell(1).setText("v");
          table.getRow(1).getCell(0).setText("1");
          table.getRow(1).getCell(1).setText("2");
          document
              .createHeader(HeaderFooterType.DEFAULT)
              .createParagraph()
              .createRun()
              .setText("Acme");
        });

    assertEquals(
        "Guía\n\nPrimero.\n\nDetalle\n\n| k | v |\n| --- | --- |\n| 1 | 2 |\n\nAcme", read.text());
    assertEquals(Optional.of("Guía"), read.title());
    assertEquals(
        List.of(
            List.of("Guía"),
            List.of("Guía"),
            List.of("Guía", "Detalle"),
            List.of("Guía", "Detalle"),
            List.of()),
        read.blocks().stream().map(Block::headings).toList());
  }

  @Test
  void theTitleInThePropertiesComesFirst() throws Exception {
    StructuredText read =
        read(document -> {
          document.getProperties().getCoreProperties().setTitle("Informe anual");
          paragraph(document, "", "Texto.");
        });

    assertEquals(Optional.of("Informe anual"), read.title());
  }

  @Test
  void aLargeBoldLineIsAHeadingWhereNoStyleSaysSo() throws Exception {
    StructuredText read =
        read(document -> {
          XWPFRun run = document.createParagraph().createRun();
          run.setBold(true);
          run.setFontSize(16);
          run.setText("Nikola");
          paragraph(document, "", "Texto.");
        });

    assertEquals(Optional.of("Nikola"), read.title());
    assertEquals(List.of("Nikola"), read.blocks().getLast().headings());
  }

  @Test
  void hiddenAndDeletedTextAndFieldCodesAreLeftOut() throws Exception {
    StructuredText read =
        raw(
            OPEN
                + "<w:p><w:r><w:t xml:space=\"preserve\">Seen </w:t></w:r>"
                + "<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r>"
                + "<w:r><w:rPr><w:vanish w:val=\"0\"/></w:rPr><w:t>too</w:t></w:r>"
                + "<w:del><w:r><w:delText>deleted</w:delText></w:r></w:del>"
                + "<w:moveFrom><w:r><w:t>moved</w:t></w:r></w:moveFrom>"
                + "<w:ins><w:r><w:t>.</w:t></w:r></w:ins>"
                + "<w:r><w:instrText>INCLUDETEXT x</w:instrText></w:r></w:p>"
                + CLOSE);

    assertEquals("Seen too.", read.text());
  }

  @Test
  void entitiesAreNeverResolved() {
    assertThrows(
        IOException.class,
        () ->
            raw(
                "<!DOCTYPE w [<!ENTITY x SYSTEM \"file:///etc/hostname\">]>"
                    + OPEN
                    + "&x;"
                    + CLOSE));
  }

  @Test
  void aPartThatUnpacksToTooMuchIsRefused() {
    assertThrows(
        UnreadableException.class,
        () ->
            raw(OPEN + "<w:p/>".repeat(200_000) + CLOSE, new ReadLimits(1_000_000, 1_000, 10, 10)));
  }

  private StructuredText read(Consumer<XWPFDocument> content) throws Exception {
    Path file = folder.resolve("document.docx");
    try (XWPFDocument document = new XWPFDocument();
        OutputStream out = Files.newOutputStream(file)) {
      document.createStyles();
      content.accept(document);
      document.write(out);
    }
    return new WordReader(ReadLimits.DEFAULT).read(new FormatReader.Source(file, Optional.empty()));
  }

  private StructuredText raw(String xml) throws Exception {
    return raw(xml, ReadLimits.DEFAULT);
  }

  private StructuredText raw(String xml, ReadLimits limits) throws Exception {
    Path file = folder.resolve("raw.docx");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry("word/document.xml"));
      zip.write(xml.getBytes(StandardCharsets.UTF_8));
    }
    return new WordReader(limits).read(new FormatReader.Source(file, Optional.empty()));
  }

  private static void style(XWPFDocument document, String id, String name) {
    CTStyle style = CTStyle.Factory.newInstance();
    style.setStyleId(id);
    style.addNewName().setVal(name);
    style.setType(STStyleType.PARAGRAPH);
    document.getStyles().addStyle(new XWPFStyle(style));
  }

  private static void paragraph(XWPFDocument document, String style, String text) {
    XWPFParagraph paragraph = document.createParagraph();
    if (!style.isEmpty()) {
      paragraph.setStyle(style);
    }
    paragraph.createRun().setText(text);
  }
}
