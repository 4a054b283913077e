package askdocs.local.reading;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExtractTest {
  @TempDir private Path folder;

  private record Printed(int status, String out, String err) {}

  private static Printed extract(String... arguments) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int status = new Extract(out, new PrintStream(err, true, UTF_8)).run(arguments);
    return new Printed(status, out.toString(UTF_8), err.toString(UTF_8));
  }

  @Test
  void passagesPointAtTheirWordsInWhatIsPrinted() throws IOException {
    String markdown = "# Año 😀\n\n" + "El ñandú corre. ".repeat(300) + "\n\n|a|b|\n|-|-|\n|1|2|\n";
    Path file = Files.writeString(folder.resolve("año.md"), markdown);

    Printed text = extract(file.toString());
    Printed chunks = extract(file.toString(), "--chunks");

    assertEquals(new Printed(0, markdown, ""), text);
    List<String> lines = chunks.out().lines().toList();
    assertTrue(lines.size() > 2);
    for (int ordinal = 0; ordinal < lines.size(); ordinal++) {
      JsonNode line = new ObjectMapper().readTree(lines.get(ordinal));
      assertEquals(ordinal, line.path("ordinal").asInt());
      assertEquals("Año 😀", line.path("title").asText());
      assertEquals("Año 😀", line.path("headings").path(0).asText());
      assertEquals(
          line.path("text").asText(),
          text.out().substring(line.path("start").asInt(), line.path("end").asInt()));
    }
  }

  @Test
  void whatIsRefusedPrintsNothingButTheReason() throws IOException {
    Path empty = Files.writeString(folder.resolve("empty.txt"), "");

    assertEquals(new Printed(2, "", "FAILED: The file is empty.\n"), extract(empty.toString()));
    assertEquals(64, extract().status());
    assertEquals(64, extract(folder.resolve("gone").toString()).status());
  }
}
