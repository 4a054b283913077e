package askdocs.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;

import askdocs.ingest.DocumentReader.ReadOutcome.Failed;
import askdocs.ingest.StructuredText;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonReaderTest {
  @TempDir Path folder;

  @Test
  void valuesStandBehindTheirPathsAndListsOfFlatObjectsAreTables() throws Exception {
    StructuredText read =
        new Written(folder, "a.json")
            .text(
                """
                {"title": "Catálogo", "v": 3, "sede": {"ciudad": "Ávila", "tel": null},
                 "tags": ["a", "b"], "ok": true,
                 "productos": [{"sku": "A1", "precio": 3.50}, {"sku": "B|2", "tallas": [1, 2]}],
                 "pedidos": [{"id": 1, "cliente": {"nombre": "Ana"}, "notas": ["x", {"y": "z"}]}],
                 "m": [[1, 2], [3]], "nada": {}}
                """);

    assertEquals(
        List.of(
            "LIST [] title: Catálogo\nv: 3\nsede.ciudad: Ávila\ntags: a, b\nok: true",
            "HEADING [productos] productos",
            "TABLE [productos] | sku | precio | tallas |\n| --- | --- | --- |\n"
                + "| A1 | 3.50 |  |\n| B\\|2 |  | 1, 2 |",
            "LIST [] pedidos[0].id: 1\npedidos[0].cliente.nombre: Ana\npedidos[0].notas: x\n"
                + "pedidos[0].notas[1].y: z",
            "LIST [] m[0]: 1, 2",
            "LIST [] m[1]: 3"),
        Written.blocks(read));
    assertEquals(Optional.of("Catálogo"), read.title());
  }

  @Test
  void linesOfJsonAreRecords() throws Exception {
    String body = "Una frase larga. ".repeat(50).strip();
    StructuredText read =
        new Written(folder, "a.jsonl")
            .text(
                "{\"id\": 1, \"title\": \"Uno\", \"body\": \"%s\\r\\n\\r\\nFin.\"}\n"
                        .formatted(body)
                    + "{\"id\": 2, \"title\": \"Dos\", \"body\": \"Breve.\"}\n");

    assertEquals(
        List.of(
            "HEADING [Uno] Uno",
            "LIST [Uno] id: 1\ntitle: Uno",
            "PROSE [Uno] body: " + body,
            "PROSE [Uno] Fin.",
            "LIST [] id: 2\ntitle: Dos\nbody: Breve."),
        Written.blocks(read));
    assertEquals(Optional.empty(), read.title());
  }

  @Test
  void picturesWrittenAsTextAreLeftOut() throws Exception {
    assertEquals(
        "a: b",
        new Written(folder, "a.json")
            .text(
                "{\"a\": \"b\", \"img\": \"data:image/png;base64,%s\"}"
                    .formatted("iVBO".repeat(200)))
            .text());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "{\"a\": 1,}! 'The file is not valid JSON: see line 1, column 9.'",
        "{\"a\": [1,/2! 'The file is not valid JSON: see line 2, column 2.'",
        "{\"a\": 1}/{\"a\": }! 'The file is not valid JSON: see line 2, column 7.'"
      })
  void whatIsBrokenIsToldWithItsPlace(String json, String reason) throws Exception {
    assertEquals(new Failed(reason), new Written(folder, "a.json").read(json.replace('/', '\n')));
  }

  @Test
  void nestingHasALimit() throws Exception {
    assertEquals(
        new Failed(
            "The JSON nests deeper than 256 levels, or has a number of more than 1000 digits."),
        new Written(folder, "a.json").read("[".repeat(100_000)));
  }
}
