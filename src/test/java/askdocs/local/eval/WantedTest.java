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
            Set.of(Part.RETRIEVAL, Part.CITATIONS),
            Set.of("a", "b"),
            20,
            7,
            true,
            Optional.of("cohere.rerank-v3-5:0"),
            Optional.of(Path.of("/home/ana/files")),
            Optional.of(Path.of("/home/ana/eval.json")),
            Optional.of(Path.of("/tmp/eval.html")),
            false),
        Wanted.of(
            List.of(
                "sets",
                "--embedding",
                "minilm",
                "--only",
                "retrieval,citations",
                "--sets",
                "a,b",
                "--limit",
                "20",
                "--unanswered",
                "7",
                "--fold-questions",
                "--rerank",
                "cohere.rerank-v3-5:0",
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
    "--unanswered 99999999999, '--unanswered takes a number from 1, not 99999999999.'",
    "--embedding titan, '--embedding takes one of standin, minilm, aws, not titan.'",
    "--only cost, '--only takes some of retrieval, abstention, injection, citations, not cost.'",
    "--json, --json needs a value. See scripts/eval --help.",
    "--fold, Not understood: --fold."
  })
  void namesWhatIsWrong(String arguments, String message) {
    Refusal refused =
        assertThrows(Refusal.class, () -> Wanted.of(List.of(arguments.split(" ")), FROM));
    assertEquals(message, String.valueOf(refused.getMessage()).lines().findFirst().orElseThrow());
  }

  @ParameterizedTest
  @CsvSource({
    "--embedding standin, amazon.rerank-v1:0",
    "--embedding minilm, amazon.rerank-v1:0",
    "--embedding aws, ''",
    "--rerank none, ''"
  })
  void reranksUnlessItWouldCostUnasked(String arguments, String reranker) {
    List<String> typed = List.of(("sets " + arguments).split(" "));

    assertEquals(reranker, Wanted.of(typed, FROM).reranker().orElse(""));
  }

  @Test
  void accentsCanBeLeftOut() {
    assertEquals("¿Cuanto mide el nandu? Garcon", Accents.without("¿Cuánto mide el ñandú? Garçon"));
  }
}
