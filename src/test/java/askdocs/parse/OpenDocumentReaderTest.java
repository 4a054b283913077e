package askdocs.parse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import askdocs.ingest.Block;
import askdocs.ingest.StructuredText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenDocumentReaderTest {
  private static final String STYLES =
      """
      <office:automatic-styles>
        <style:style style:name="T1" style:family="text">
          <style:text-properties text:display="none"/></style:style>
        <style:style style:name="Pale" style:family="text">
          <style:text-properties fo:color="#ffffff"/></style:style>
        <style:style style:name="Tiny" style:family="text">
          <style:text-properties fo:font-size="1pt"/></style:style>
        <style:style style:name="Dark" style:family="table-cell">
          <style:table-cell-properties fo:background-color="#000080"/></style:style>
        <style:style style:name="PaleCell" style:family="table-cell">
          <style:text-properties fo:color="#fefefe"/></style:style>
        <style:style style:name="Depends" style:family="table-cell">
          <style:text-properties fo:color="#ffffff"/>
          <style:map style:condition="value()&gt;1" style:apply-style-name="Dark"/></style:style>
        <style:style style:name="ta2" style:family="table">
          <style:table-properties table:display="false"/></style:style>
        <style:style style:name="dp2" style:family="drawing-page">
          <style:drawing-page-properties presentation:visibility="hidden"/></style:style>
        <text:list-style style:name="L1">
          <text:list-level-style-number text:level="1" style:num-format="1"/></text:list-style>
      </office:automatic-styles>
      """;

  @TempDir Path folder;

  @Test
  void lettersTooPaleOrSmallToBeSeenAreLeftOut() throws Exception {
    assertEquals(
        "Se ve.\n\nclara\n\ncelda",
        text("""
        <office:text><text:p>Se ve<text:span text:style-name="Pale"> blanca</text:span>\
        <text:span text:style-name="Tiny"> diminuta</text:span>.</text:p>
        <table:table><table:table-row><table:table-cell table:style-name="Dark">\
        <text:p><text:span text:style-name="Pale">clara</text:span></text:p>\
        </table:table-cell></table:table-row><table:table-row><table:table-cell>\
        <text:p>celda</text:p></table:table-cell></table:table-row></table:table></office:text>
        """)
            .text());
  }

  @Test
  void aTextKeepsItsStructureAndLosesWhatNobodySees() throws Exception {
    StructuredText read =
        text(
            """
            <office:text>
            <text:tracked-changes><text:p>deleted</text:p></text:tracked-changes>
            <text:h text:outline-level="1">Guía</text:h>
            <text:p>Uno<text:s text:c="2"/>dos<text:span text:style-name="T1">hidden</text:span>\
            <office:annotation><text:p>remark</text:p></office:annotation>.<text:note>\
            <text:note-citation>1</text:note-citation>\
            <text:note-body><text:p>Nota.</text:p></text:note-body></text:note></text:p>
            <text:list text:style-name="L1"><text:list-item><text:p>a</text:p>\
            <text:list><text:list-item><text:p>b</text:p></text:list-item></text:list>\
            </text:list-item></text:list>
            <text:h text:outline-level="2">Tabla</text:h>
            <table:table><table:table-row><table:table-cell><text:p>k</text:p></table:table-cell>\
            <table:table-cell><text:p>v</text:p></table:table-cell></table:table-row>\
            <table:table-row><table:table-cell><text:p>ñ</text:p></table:table-cell>\
            <table:table-cell><text:p>2</text:p></table:table-cell></table:table-row></table:table>
            </office:text>
            """);

    assertEquals(
        """
        Guía

        Uno dos.

        Nota.

        1. a
          - b

        Tabla

        | k | v |
        | --- | --- |
        | ñ | 2 |\
        """,
        read.text());
    assertEquals(List.of("Guía", "Tabla"), read.blocks().getLast().headings());
    assertEquals(Optional.of("Guía"), read.title());
  }

  @Test
  void aSheetShowsItsCellsButNotTheHiddenOnes() throws Exception {
    StructuredText read =
        sheets(
            """
            <office:spreadsheet>
            <table:table table:name="No" table:style-name="ta2"><table:table-row>
              <table:table-cell><text:p>no</text:p></table:table-cell></table:table-row></table:table>
            <table:table table:name="Ventas">
            <table:table-column/><table:table-column table:visibility="collapse"/>
            <table:table-row><table:table-cell><text:p>k</text:p></table:table-cell>
              <table:table-cell><text:p>no</text:p></table:table-cell>
              <table:table-cell><text:p>v</text:p></table:table-cell></table:table-row>
            <table:table-row table:visibility="filter">
              <table:table-cell><text:p>no</text:p></table:table-cell></table:table-row>
            <table:table-row><table:table-cell table:number-rows-spanned="2"><text:p>a</text:p>
              <office:annotation><text:p>no</text:p></office:annotation></table:table-cell>
              <table:table-cell/>
              <table:table-cell office:value-type="float"><text:p>1,5</text:p></table:table-cell>
              <table:table-cell table:number-columns-repeated="16000"/></table:table-row>
            <table:table-row><table:covered-table-cell table:number-columns-repeated="2"/>
              <table:table-cell office:value-type="float"><text:p>2</text:p></table:table-cell>
              </table:table-row>
            <table:table-row table:number-rows-repeated="1048000"><table:table-cell/>
              </table:table-row>
            </table:table></office:spreadsheet>
            """);

    assertEquals("Ventas\n\n| k | v |\n| --- | --- |\n| a | 1,5 |\n| a | 2 |", read.text());
    assertEquals(OptionalInt.of(2), read.blocks().getFirst().page());
  }

  @Test
  void aSheetsTextThatIsAsPaleAsItsCellIsLeftOut() throws Exception {
    assertEquals(
        """
        | k | v |
        | --- | --- |
        | seen | clear |
        | depends | own |\
        """,
        sheets(
                """
                <office:spreadsheet><table:table table:name="S">
                <table:table-column/><table:table-column table:number-columns-repeated="2"/>
                <table:table-column table:default-cell-style-name="PaleCell"/>
                <table:table-row><table:table-cell><text:p>k</text:p></table:table-cell>\
                <table:table-cell><text:p>v</text:p></table:table-cell></table:table-row>
                <table:table-row><table:table-cell><text:p>seen<text:span text:style-name="Pale">\
                unseen</text:span></text:p></table:table-cell>\
                <table:table-cell table:style-name="Dark"><text:p><text:span text:style-name="Pale">\
                clear</text:span></text:p></table:table-cell>\
                <table:table-cell table:style-name="PaleCell"><text:p>own style</text:p>\
                </table:table-cell><table:table-cell><text:p>its column's</text:p>\
                </table:table-cell></table:table-row>
                <table:table-row table:default-cell-style-name="PaleCell">\
                <table:table-cell table:style-name="Depends"><text:p>depends</text:p>\
                </table:table-cell><table:table-cell table:style-name="Default"><text:p>own</text:p>\
                </table:table-cell><table:table-cell><text:p>its row's</text:p></table:table-cell>\
                </table:table-row></table:table></office:spreadsheet>
                """)
            .text()
            .lines()
            .skip(2)
            .collect(Collectors.joining("\n")));
  }

  @Test
  void hiddenSlidesAreLeftOut() throws Exception {
    StructuredText read =
        text(
            """
            <office:presentation>
            <draw:page draw:style-name="dp2"><draw:frame><draw:text-box><text:p>no</text:p>
              </draw:text-box></draw:frame></draw:page>
            <draw:page><draw:frame presentation:class="title"><draw:text-box>
              <text:p>Qué es</text:p></draw:text-box></draw:frame>
              <presentation:notes><draw:frame presentation:class="notes"><draw:text-box>
              <text:p>Dicho.</text:p></draw:text-box></draw:frame></presentation:notes></draw:page>
            </office:presentation>
            """);

    assertEquals("Qué es\n\nDicho.", read.text());
    assertEquals(
        List.of(OptionalInt.of(2), OptionalInt.of(2)),
        read.blocks().stream().map(Block::page).toList());
  }

  @Test
  void anEncryptedOneIsRefused() throws Exception {
    Path file =
        zip(
            Map.of(
                "content.xml",
                "no XML",
                "META-INF/manifest.xml",
                "<manifest><encryption-data/></manifest>"));

    assertEquals(
        UnreadableException.encrypted().getMessage(),
        assertThrows(
                UnreadableException.class,
                () ->
                    OpenDocumentReader.ofText(ReadLimits.DEFAULT)
                        .read(new FormatReader.Source(file, Optional.empty())))
            .getMessage());
  }

  @Test
  void entitiesAreNeverResolved() {
    assertThrows(
        IOException.class,
        () ->
            OpenDocumentReader.ofText(ReadLimits.DEFAULT)
                .read(
                    new FormatReader.Source(
                        zip(
                            Map.of(
                                "content.xml",
                                "<!DOCTYPE d [<!ENTITY x SYSTEM \"file:///etc/hostname\">]>"
                                    + "<d>&x;</d>")),
                        Optional.empty())));
  }

  private StructuredText text(String body) throws Exception {
    return OpenDocumentReader.ofText(ReadLimits.DEFAULT)
        .read(new FormatReader.Source(zip(Map.of("content.xml", content(body))), Optional.empty()));
  }

  private StructuredText sheets(String body) throws Exception {
    return OpenDocumentReader.ofSheets(ReadLimits.DEFAULT)
        .read(new FormatReader.Source(zip(Map.of("content.xml", content(body))), Optional.empty()));
  }

  private static String content(String body) {
    StringBuilder open = new StringBuilder("<office:document-content");
    for (String prefix :
        List.of("office", "fo", "style", "text", "table", "draw", "presentation")) {
      open.append(" xmlns:").append(prefix).append("=\"urn:oasis:").append(prefix).append('"');
    }
    return open
        + ">"
        + STYLES
        + "<office:body>"
        + body
        + "</office:body></office:document-content>";
  }

  private Path zip(Map<String, String> parts) throws IOException {
    Path file = folder.resolve("document.zip");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (Map.Entry<String, String> part : parts.entrySet()) {
        zip.putNextEntry(new ZipEntry(part.getKey()));
        zip.write(part.getValue().getBytes(UTF_8));
      }
    }
    return file;
  }
}
