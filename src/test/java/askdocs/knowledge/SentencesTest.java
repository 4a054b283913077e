package askdocs.knowledge;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class SentencesTest {
  private static List<String> of(String text) {
    return Sentences.of(text, Locale.ROOT).stream()
        .map(range -> text.substring(range.start(), range.end()))
        .toList();
  }

  @Test
  void aFullStopEndsASentenceAndALineDoesNot() {
    assertEquals(List.of("One\nof them.", "Two."), of("One\nof them. Two."));
  }

  @Test
  void aBlankLineEndsOne() {
    assertEquals(List.of("A title", "A text"), of("A title\n \t\nA text"));
  }

  @Test
  void headingsItemsAndRowsStandForThemselves() {
    assertEquals(
        List.of("# Title", "text", "- one", "2) two", "| a | b |", "| c |", "end"),
        of("# Title\ntext\n- one\n2) two\n| a | b |\n| c |\nend\n\n"));
    assertEquals(List.of("Before", "## Title", "text"), of("Before\n## Title\ntext"));
  }

  @Test
  void whiteSpaceAloneIsNone() {
    assertEquals(List.of(), of(" \n\n \n"));
    assertEquals(List.of(), of(""));
  }
}
