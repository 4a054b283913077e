package askdocs.ask;

import static askdocs.ask.Sample.cited;
import static askdocs.ask.Sample.passage;
import static askdocs.ask.Sample.prompt;
import static askdocs.ask.Sample.prompted;
import static org.junit.jupiter.api.Assertions.assertEquals;

import askdocs.ask.Generator.Marked;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a number in brackets may stand behind. */
class MarkedStatementsTest {
  private static final List<PromptPassage> PASSAGES =
      prompted(
          passage(
              "mill.md",
              "Anna Berg built the mill of Lund on the river. That was in 1773. The old bridge"
                  + " beside it has 5 arches. The new bridge has 7 arches."),
          passage("lake.md", "Carl Holm measured the depth of the lake at noon."));

  private static Optional<String> quote(String... statements) {
    return CitationCheck.check(
            java.util.Arrays.stream(statements)
                .map(statement -> cited(statement, new Marked(0)))
                .toList(),
            prompt(PASSAGES),
            Defence.ALL)
        .citations()
        .stream()
        .flatMap(citation -> citation.sources().stream())
        .map(Citation.Source::quote)
        .findFirst();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Anna Berg built the mill of Lund. | Anna Berg built the mill of Lund on the river.",
        "Anna Berg built the mill in 1773. | Anna Berg built the mill of Lund on the river. That"
            + " was in 1773.",
        "The new bridge has 7 arches. | The new bridge has 7 arches.",
        "The new bridge has seven arches. | The new bridge has 7 arches.",
        "Beside the mill of Anna Berg, the old bridge has 5 arches. | The old bridge beside it has"
            + " 5 arches."
      })
  void whatThePassageSaysIsCited(String statement, String quote) {
    assertEquals(Optional.of(quote), quote(statement));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "The new bridge beside the river has 1773 arches.",
        "The old bridge beside it has 9 arches.",
        "In Lund, Carl Holm built the mill on the river.",
        "The mill of Lund on the river, built by Holm.",
        "Anna Berg built the mill of Malmo on the river.",
        "Anna Berg burned the mill of Lund on the river.",
        "Holm built the mill of Lund on the river."
      })
  void anotherNumberNameOrWordIsNot(String statement) {
    assertEquals(Optional.empty(), quote(statement));
  }
}
