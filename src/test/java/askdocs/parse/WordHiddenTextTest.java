package askdocs.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a Word document's reader sees is read, and nothing else is. */
class WordHiddenTextTest {
  private static final String NAMESPACE =
      " xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";

  private static final String WHITE = "<w:color w:val=\"FFFFFF\"/>";
  private static final String DARK = "<w:shd w:val=\"clear\" w:fill=\"1F3864\"/>";

  @TempDir Path folder;

  @Test
  void textThatNobodyCanReadIsLeftOut() throws Exception {
    assertEquals(
        "Seen.",
        body(
            p("", run("", "Seen.")),
            p("", run("<w:vanish/>", "Hidden.")),
            p("", run(WHITE, "White on white.")),
            p("", run("<w:color w:val=\"FDFDFD\"/>", "Nearly white.")),
            p("", run("<w:sz w:val=\"1\"/>", "Half a point.")),
            p("", run("<w:w w:val=\"1\"/>", "Squeezed.")),
            p("", run("<w:color w:val=\"1F3864\"/>" + DARK, "Blue on blue."))));
  }

  @Test
  void whiteTextOnSomethingDarkIsRead() throws Exception {
    assertEquals(
        "Shaded run.\n\n"
            + "Marked run.\n\n"
            + "Shaded paragraph.\n\n"
            + "| Head | Head |\n"
            + "| --- | --- |\n"
            + "| a | b |",
        body(
            p("", run(WHITE + DARK, "Shaded run.")),
            p("", run(WHITE + "<w:highlight w:val=\"black\"/>", "Marked run.")),
            p(DARK, run(WHITE, "Shaded paragraph.")),
            "<w:tbl><w:tr>"
                + cell(DARK, run(WHITE, "Head"))
                + cell(DARK, run(WHITE, "Head"))
                + "</w:tr><w:tr>"
                + cell("", run("", "a") + run(WHITE, "hidden"))
                + cell("", run("", "b"))
                + "</w:tr></w:tbl>"));
  }

  @Test
  void stylesHideAndShadeAsWell() throws Exception {
    String styles =
        "<w:styles"
            + NAMESPACE
            + ">"
            + style("character", "Ghost", "<w:rPr><w:vanish/></w:rPr>")
            + style("character", "Pale", "<w:rPr>" + WHITE + "</w:rPr>")
            + style("paragraph", "Tiny", "<w:rPr><w:sz w:val=\"2\"/></w:rPr>")
            + style(
                "paragraph", "Banner", "<w:pPr>" + DARK + "</w:pPr><w:rPr>" + WHITE + "</w:rPr>")
            + style(
                "table",
                "Grid",
                "<w:tblStylePr w:type=\"firstRow\"><w:tcPr>" + DARK + "</w:tcPr></w:tblStylePr>")
            + "</w:styles>";

    assertEquals(
        "Seen.\n\nBanner.\n\nLarge after all.\n\n| Head | Head |\n| --- | --- |\n| a | b |",
        read(
            styles,
            p("", run("", "Seen.") + run("<w:rStyle w:val=\"Ghost\"/>", "Hidden.")),
            p("", run("<w:rStyle w:val=\"Pale\"/>", "White.")),
            p("<w:pStyle w:val=\"Tiny\"/>", run("", "Tiny.")),
            p("<w:pStyle w:val=\"Banner\"/>", run("", "Banner.")),
            p("<w:pStyle w:val=\"Tiny\"/>", run("<w:sz w:val=\"24\"/>", "Large after all.")),
            "<w:tbl><w:tblPr><w:tblStyle w:val=\"Grid\"/></w:tblPr><w:tr>"
                + cell("", run(WHITE, "Head"))
                + cell("", run(WHITE, "Head"))
                + "</w:tr><w:tr>"
                + cell("", run("", "a"))
                + cell("", run("", "b"))
                + "</w:tr></w:tbl>"));
  }

  private static String p(String properties, String runs) {
    return "<w:p><w:pPr>" + properties + "<w:rPr><w:vanish/></w:rPr></w:pPr>" + runs + "</w:p>";
  }

  private static String run(String properties, String text) {
    return "<w:r><w:rPr>" + properties + "</w:rPr><w:t>" + text + "</w:t></w:r>";
  }

  private static String cell(String properties, String runs) {
    return "<w:tc><w:tcPr>" + properties + "</w:tcPr>" + p("", runs) + "</w:tc>";
  }

  private static String style(String type, String id, String properties) {
    return "<w:style w:type=\""
        + type
        + "\" w:styleId=\""
        + id
        + "\"><w:name w:val=\""
        + id
        + "\"/>"
        + properties
        + "</w:style>";
  }

  private String body(String... blocks) throws Exception {
    return read("<w:styles" + NAMESPACE + "/>", blocks);
  }

  private String read(String styles, String... blocks) throws Exception {
    Path file = folder.resolve("document.docx");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry("word/styles.xml"));
      zip.write(styles.getBytes(StandardCharsets.UTF_8));
      zip.putNextEntry(new ZipEntry("word/document.xml"));
      String body = "<w:body>" + String.join("", blocks) + "</w:body>";
      zip.write(
          ("<w:document" + NAMESPACE + ">" + body + "</w:document>")
              .getBytes(StandardCharsets.UTF_8));
    }
    return new WordReader(ReadLimits.DEFAULT)
        .read(new FormatReader.Source(file, Optional.empty()))
        .text();
  }
}
