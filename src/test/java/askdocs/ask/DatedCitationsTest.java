package askdocs.ask;

import static askdocs.ask.Sample.cited;
import static askdocs.ask.Sample.claim;
import static askdocs.ask.Sample.from;
import static askdocs.ask.Sample.passage;
import static askdocs.ask.Sample.prompt;
import static askdocs.ask.Sample.prompted;
import static org.junit.jupiter.api.Assertions.assertEquals;

import askdocs.ask.Answer.Answered;
import askdocs.ask.Generator.Claim;
import askdocs.ask.Generator.Marked;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Statements that name the dates of what they rest on, by search result and by number. */
class DatedCitationsTest {
  private static final List<PromptPassage> PASSAGES =
      prompted(
          from(LocalDate.of(2026, 11, 5), passage("new.md", "The monthly fee is 35 euros.")),
          from(LocalDate.of(2024, 3, 9), passage("old.md", "The monthly fee is 30 euros.")));

  private static long shown(String statement) {
    return Stream.<Claim>of(claim(0, 0, 1), new Marked(0))
        .map(claim ->
            CitationCheck.check(List.of(cited(statement, claim)), prompt(PASSAGES), Defence.ALL))
        .map(Answered::citations)
        .filter(citations -> !citations.isEmpty())
        .count();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "The monthly fee is 35 euros.",
        "The monthly fee is 35 euros (2026-11-05).",
        "Since 5 November 2026 the monthly fee is 35 euros.",
        "In November 2026, the monthly fee is 35 euros."
      })
  void theDateOfTheDocumentNeedNotStandInItsWords(String statement) {
    assertEquals(2, shown(statement));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "The monthly fee is 30 euros (2026-11-05).",
        "The monthly fee is 35 euros (2024-03-09).",
        "The monthly fee is 35 euros (2026-11-06).",
        "The monthly fee is 35 euros since 2026.",
        "The monthly fee is 5 euros (2026-11-05).",
        "The monthly fee is 11 euros."
      })
  void otherNumbersMust(String statement) {
    assertEquals(0, shown(statement));
  }
}
