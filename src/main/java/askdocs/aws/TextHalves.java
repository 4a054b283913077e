package askdocs.aws;

import java.text.BreakIterator;
import java.util.Locale;

/** Parts a text near its middle. */
final class TextHalves {
  private TextHalves() {}

  /**
   * The offset at which the second half begins, never 0 nor the text's length: where a sentence
   * does, else a word, in the middle half of the text; else between two characters as people see
   * them, and never within a surrogate pair.
   */
  static int middle(String text) {
    int middle = text.length() / 2;
    int near = text.length() / 4;
    for (BreakIterator breaks :
        new BreakIterator[] {
          BreakIterator.getSentenceInstance(Locale.ROOT),
          BreakIterator.getWordInstance(Locale.ROOT),
          BreakIterator.getCharacterInstance(Locale.ROOT)
        }) {
      breaks.setText(text);
      int at = breaks.isBoundary(middle) ? middle : breaks.preceding(middle);
      if (at > 0 && at >= middle - near) {
        return at;
      }
    }
    return Character.isLowSurrogate(text.charAt(middle)) && middle > 1 ? middle - 1 : middle;
  }
}
