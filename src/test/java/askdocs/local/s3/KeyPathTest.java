package askdocs.local.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class KeyPathTest {
  @Test
  void staysReadable() {
    List<String> paths =
        Stream.of("curso/etl 2.pdf", "a//b", "../x", "folder/", "niño.md", "50%~.md", "")
            .map(KeyPath::of)
            .toList();
    assertEquals(
        List.of(
            "curso~/etl 2.pdf",
            "a~/~/b",
            "%2E.~/x",
            "folder~/%-",
            "ni%C3%B1o.md",
            "50%25%7E.md",
            "%-"),
        paths);
  }

  @Test
  void leadsBackToItsKeyInNamesThatEveryFileSystemTakes() {
    Random random = new Random(7);
    String alphabet = "ab/.~%+- ñ日\uD83D\uDE00\u0001\\:";
    for (int i = 0; i < 5_000; i++) {
      StringBuilder key = new StringBuilder();
      random
          .ints(random.nextInt(1, 400), 0, alphabet.codePointCount(0, alphabet.length()))
          .map(n -> alphabet.codePointAt(alphabet.offsetByCodePoints(0, n)))
          .forEach(key::appendCodePoint);
      String path = KeyPath.of(key.toString());
      assertEquals(key.toString(), KeyPath.keyOf(path));
      for (String name : path.split("/", -1)) {
        assertTrue(
            !name.isEmpty() && name.length() < 210 && !name.startsWith("."),
            () -> name + " in the path of " + key);
      }
    }
  }
}
