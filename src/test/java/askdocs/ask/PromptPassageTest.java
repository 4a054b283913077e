package askdocs.ask;

import static askdocs.ask.Sample.from;
import static askdocs.ask.Sample.passage;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import askdocs.knowledge.Sentences.Range;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PromptPassageTest {
  private static final PromptPassage TEXT =
      PromptPassage.of("p", new Hit(passage("a", " One.  Two. "), 1));
  private static final PromptPassage TABLE =
      PromptPassage.of("p", new Hit(passage("a", 7, "| 1 |", "| n |"), 1));

  @Test
  void itemsAreTheSentencesBehindTheTableHeader() {
    assertEquals(List.of("One.", "Two."), TEXT.items());
    assertEquals(List.of("| n |", "| 1 |"), TABLE.items());
  }

  @Test
  void wordsAreThoseOfTheSentencesAlone() {
    assertEquals(List.of(new Range(1, 5)), TEXT.words(0, 1));
    assertEquals(List.of(new Range(1, 11)), TEXT.words(0, 2));
    assertEquals(List.of(), TABLE.words(0, 1));
    assertEquals(List.of(new Range(0, 5)), TABLE.words(0, 2));
    assertEquals(List.of(new Range(0, 5)), TABLE.words(1, 2));
  }

  @Test
  void theDateStandsBehindTheTitleWhereItIsKnown() {
    PromptPassage dated =
        PromptPassage.of("p", new Hit(from(LocalDate.of(2026, 11, 5), passage("a", "One.")), 1));

    assertEquals("Title of a (2026-11-05)", dated.titleWithDate());
    assertEquals("Title of a", dated.title());
    assertEquals("Title of a", TEXT.titleWithDate());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\n\t"})
  void aQuestionHasWords(String text) {
    assertThrows(IllegalArgumentException.class, () -> new Question(text));
  }

  @Test
  void aQuestionIsCountedInCodePointsWithoutTheSpaceAround() {
    assertEquals("😀".repeat(4_000), new Question("  " + "😀".repeat(4_000) + "\n").text());
    assertThrows(IllegalArgumentException.class, () -> new Question("😀".repeat(4_001)));
    assertThrows(IllegalArgumentException.class, () -> new Question("half \ud83d"));
    assertThrows(IllegalArgumentException.class, () -> new Question("\ude00 half"));
  }
}
