package askdocs.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.text.BreakIterator;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class TextHalvesTest {
  @Test
  void halvesMeetBetweenSentencesElseWordsElseCharacters() {
    assertEquals("One two. ".length(), TextHalves.middle("One two. Three four."));
    assertEquals("one two ".length(), TextHalves.middle("one two three four"));
    String families = "👩‍👩‍👧‍👦".repeat(4);
    BreakIterator characters = BreakIterator.getCharacterInstance(Locale.ROOT);
    characters.setText(families);
    assertTrue(characters.isBoundary(TextHalves.middle(families)));
    assertEquals(2, TextHalves.middle("😀😀"));
    assertEquals(1, TextHalves.middle("ab"));
  }
}
