package askdocs.local.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WantedTest {
  private static final Path FROM = Path.of("/home/ana");

  @Test
  void namesPathsFromWhereTheCommandIsTyped() {
    assertEquals(
        new Wanted(
            Path.of("/home/ana/sets"),
            EmbeddingChoice.MINILM,
            Set.of("a", "b"),
            20,
            true,
            Optional.of(Path.of("/home/ana/files")),
            Optional.of(Path.of("/home/ana/eval.json")),
            Optional.of(Path.of("/tmp/eval.html")),
            false),
        Wanted.of(
            List.of(
                "sets",
                "--embedding",
                "minilm",
                "--sets",
                "a,b",
                "--limit",
                "20",
                "--fold-questions",
                "--documents",
                "files",
                "--json",
                "eval.json",
                "--html",
                "/tmp/eval.html"),
            FROM));
  }

  @ParameterizedTest
  @CsvSource({
    "--limit 0, '--limit takes a number from 1, not 0.'",
    "--embedding titan, '--embedding takes one of standin, minilm, aws, not titan.'",
    "--json, --json needs a value. See scripts/eval --help.",
    "--fold, Not understood: --fold."
  })
  void namesWhatIsWrong(String arguments, String message) {
    Refusal refused =
        assertThrows(Refusal.class, () -> Wanted.of(List.of(arguments.split(" ")), FROM));
    assertEquals(message, String.valueOf(refused.getMessage()).lines().findFirst().orElseThrow());
  }

  @Test
  void accentsCanBeLeftOut() {
    assertEquals("¿Cuanto mide el nandu? Garcon", Accents.without("¿Cuánto mide el ñandú? Garçon"));
  }
}
