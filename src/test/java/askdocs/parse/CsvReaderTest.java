package askdocs.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;

import askdocs.ingest.Block;
import askdocs.ingest.Block.Kind;
import askdocs.ingest.StructuredText;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvReaderTest {
  @TempDir Path folder;

  @Test
  void isATableWhoseHeaderGoesWithEachPiece() throws Exception {
    String table = "| a | b |\n| --- | --- |\n| x, \"y\" z | 2 |\n| w \\| v | 3 |";

    assertEquals(
        new StructuredText(
            table,
            Optional.empty(),
            Optional.empty(),
            List.of(
                new Block(
                    0, table.length(), Kind.TABLE, OptionalInt.empty(), List.of(), "| a | b |"))),
        text("\uFEFFa,b\r\n\"x, \"\"y\"\"\nz\",2\r\n\r\nw | v,3,\r\n"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "Nombre;Precio/Lápiz;1,50/Goma;0,75! Nombre/Precio/Lápiz/1,50/Goma/0,75",
        "n;m/1,5;2,5/3,5;4,5! n/m/1,5/2,5/3,5/4,5",
        "a|b/1, 2|3/4, 5|6! a/b/1, 2/3/4, 5/6",
        "a\tb/1\t2! a/b/1/2",
        "sep=;/a;b,c/1;2! a/b,c/1/2",
        "País,2019,2020/España,1,2! País/2019/2020/España/1/2"
      })
  void theDelimiterIsTold(String lines, String cells) throws Exception {
    String[] parts = cells.split("/", -1);
    int columns = parts.length / lines.split("/", -1).length + (lines.startsWith("sep") ? 1 : 0);
    StringBuilder table = new StringBuilder();
    for (int i = 0; i < parts.length; i += columns) {
      table.append(MarkdownRow.of(List.of(parts).subList(i, i + columns), columns)).append('\n');
      table.append(i == 0 ? MarkdownRow.rule(columns) + "\n" : "");
    }

    assertEquals(table.toString().strip(), text(lines.replace("/", "\n")).text());
  }

  @Test
  void aFirstRowOfFiguresIsNoHeader() throws Exception {
    StructuredText read = text("2024-01-02,3.5\n2024-01-03,4.5\n");

    assertEquals("| 2024-01-02 | 3.5 |\n| 2024-01-03 | 4.5 |", read.text());
    assertEquals("", read.blocks().getFirst().tableHeader());
  }

  @Test
  void linesAboveTheTableAreItsCaptions() throws Exception {
    StructuredText read = text("Ventas de 2026,,\nciudad,enero,febrero\nLugo,1,2,9\nVigo,3\n");

    assertEquals(
        List.of(
            "PROSE [] Ventas de 2026",
            "TABLE [] | ciudad | enero | febrero |\n| --- | --- | --- |\n"
                + "| Lugo | 1 | 2 | 9 |\n| Vigo | 3 |  |"),
        Written.blocks(read));
    assertEquals(Optional.of("Ventas de 2026"), read.title());
  }

  @Test
  void anOpenQuoteHarmsItsOwnLineOnly() throws Exception {
    assertEquals(
        "| a | b |\n| --- | --- |\n| x, y | 1 |\n| 3\" pipe | 2 |\n| \"open | 3 |\n| z | 4 |",
        text("a,b\n\"x, y\",1\n3\" pipe,2\n\"open,3\nz,4\n").text());
  }

  @Test
  void aRowTooWideForATableIsARecordUnderItsName() throws Exception {
    String long1 = "uno ".repeat(200).strip();
    String long2 = "dos ".repeat(200).strip();

    assertEquals(
        List.of(
            "HEADING [Ana] Ana",
            "LIST [Ana] id: 1\nnombre: Ana",
            "PROSE [Ana] informe: " + long1,
            "HEADING [Luis] Luis",
            "LIST [Luis] id: 2\nnombre: Luis",
            "PROSE [Luis] informe: " + long2),
        Written.blocks(text("id;nombre;informe\n1;Ana;" + long1 + "\n2;Luis;" + long2 + "\n")));
  }

  @Test
  void excelsOwnEncodingsAreRead() throws Exception {
    String csv = "Año;Título\n2024;Niñez\n";

    for (String charset : List.of("windows-1252", "x-UTF-16LE-BOM", "UTF-8")) {
      assertEquals(
          "| Año | Título |\n| --- | --- |\n| 2024 | Niñez |",
          new Written(folder, "a.csv").text(csv.getBytes(Charset.forName(charset))).text());
    }
  }

  private StructuredText text(String content) throws Exception {
    return new Written(folder, "a.csv").text(content);
  }
}
