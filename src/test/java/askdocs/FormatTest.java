package askdocs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.googlejavaformat.java.Main;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every Java file, those of the child processes too, is as google-java-format would leave it. */
class FormatTest {
  @Test
  void everyFileIsFormatted() throws Exception {
    List<String> files = javaFiles(Path.of("src"));

    assertTrue(files.contains("src/test/java/askdocs/FormatTest.java"));
    assertEquals("", unformatted(files), "Not formatted: run scripts/format");
  }

  @Test
  void aMisplacedBraceIsNoticed(@TempDir Path folder) throws Exception {
    Path neat = Files.writeString(folder.resolve("Neat.java"), "class Neat {\n  int a;\n}\n");
    Path messy = Files.writeString(folder.resolve("Messy.java"), "class Messy\n{ int a; }\n");

    assertEquals(messy.toString(), unformatted(List.of(neat.toString(), messy.toString())));
  }

  /** The files that the formatter would change, and what it could not read. */
  private static String unformatted(List<String> files) throws Exception {
    StringWriter changed = new StringWriter();
    StringWriter errors = new StringWriter();
    String[] arguments =
        Stream.concat(Stream.of("--dry-run"), files.stream()).toArray(String[]::new);
    new Main(
            new PrintWriter(changed, true),
            new PrintWriter(errors, true),
            InputStream.nullInputStream())
        .format(arguments);
    return (changed + errors.toString()).strip();
  }

  private static List<String> javaFiles(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .map(Path::toString)
          .filter(file -> file.endsWith(".java") && !file.contains("/target/"))
          .sorted()
          .toList();
    }
  }
}
