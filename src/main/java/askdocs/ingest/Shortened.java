package askdocs.ingest;

import java.text.BreakIterator;
import java.util.Locale;

/** Words that are only shown, shortened: a title or a heading may be as long as a document. */
final class Shortened {
  private Shortened() {}

  /** The text, or its beginning and an ellipsis; never a part of what people see as a character. */
  static String to(String text, int length) {
    if (text.length() <= length) {
      return text;
    }
    String beginning = text.substring(0, length);
    BreakIterator characters = BreakIterator.getCharacterInstance(Locale.ROOT);
    characters.setText(beginning);
    int end = characters.preceding(length);
    return text.substring(0, end == BreakIterator.DONE ? 0 : end) + "…";
  }
}
