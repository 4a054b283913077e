package askdocs.parse;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import askdocs.ingest.Block;
import askdocs.ingest.StructuredText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RtfReaderTest {
  @TempDir Path folder;

  @Test
  void lettersComeFromTheirCodePagesAndFromUnicode() throws Exception {
    assertEquals(
        "España — Привет ñ 中😀 fin",
        read("{\\rtf1\\ansi\\ansicpg1252\\uc1{\\fonttbl{\\f0 Arial;}{\\f1\\fcharset204 Arial;}}"
                + "Espa\\'f1a \\emdash  {\\f1\\'cf\\'f0\\'e8\\'e2\\'e5\\'f2} \u00f1"
                + " \\u20013?\\u-10179\\'3f\\u-8704? fin}")
            .text());
  }

  @Test
  void lettersTooPaleOrSmallToBeSeenAreLeftOut() throws Exception {
    assertEquals(
        "Se ve claro sobre negro.",
        read("{\\rtf1{\\colortbl;\\red255\\green255\\blue255;\\red0\\green0\\blue0;}"
                + "Se ve {\\cf1 blanco }{\\fs2 diminuto }{\\cf1\\highlight2 claro sobre negro}.}")
            .text());
  }

  @Test
  void headingsListsAndTablesKeepTheirStructure() throws Exception {
    StructuredText read =
        read(
            """
            {\\rtf1{\\stylesheet{\\s0 Normal;}{\\s1 heading 1;}{\\s2\\sbasedon1 heading 2;}}
            {\\info{\\title Manual de uso}{\\author Ana}{\\creatim\\yr2024\\mo3\\dy1}}
            \\pard\\s1 Gu\\'eda\\par
            \\pard Texto{\\footnote Nota.}.\\par
            \\pard\\s2 Pasos\\par
            \\pard\\ls1\\ilvl0{\\listtext 1.\\tab}Abrir\\par
            \\pard\\ls2\\ilvl1{\\listtext \\'b7\\tab}Mirar\\par
            \\pard\\trowd\\cellx1\\cellx2\\intbl k\\cell v\\cell\\row
            \\trowd\\cellx1\\cellx2\\intbl a\\cell 1\\cell\\row
            \\pard Fin.\\par}
            """);

    assertEquals(
        """
        Guía

        Texto (Nota.).

        Pasos

        1. Abrir
          - Mirar

        | k | v |
        | --- | --- |
        | a | 1 |

        Fin.\
        """,
        read.text());
    assertEquals(Optional.of("Manual de uso"), read.title());
    assertEquals(
        DocumentProperties.of("", "Ana", "2024-03-01", "", "").attributes(), read.attributes());
    assertEquals(List.of("Guía", "Pasos"), read.blocks().getLast().headings());
  }

  @Test
  void whatIsHiddenDeletedOrNoTextIsLeftOut() throws Exception {
    assertEquals(
        "Seen too.",
        read("{\\rtf1 Seen {\\v hidden}{\\deleted gone}{\\*\\unknown x}{\\pict 00ff}"
                + "{\\header head\\par}{\\field{\\*\\fldinst INCLUDETEXT x}{\\fldrslt too}}"
                + "\\bin3 {}x.{\\*\\annotation remark}\\par}")
            .text());
  }

  @Test
  void aTornFileGivesWhatItHas() throws Exception {
    StructuredText read = read("{\\rtf1\\pard One.\\par{\\b Two");

    assertEquals("One.\n\nTwo", read.text());
    assertEquals(
        List.of(Block.Kind.PROSE, Block.Kind.PROSE),
        read.blocks().stream().map(Block::kind).toList());
  }

  private StructuredText read(String rtf) throws Exception {
    Path file = Files.write(folder.resolve("a.rtf"), rtf.getBytes(ISO_8859_1));
    return new RtfReader(ReadLimits.DEFAULT).read(new FormatReader.Source(file, Optional.empty()));
  }
}
