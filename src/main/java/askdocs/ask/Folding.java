package askdocs.ask;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Text in the form in which words are compared: in lower case, without accents, in the plain forms
 * of its letters (Unicode's NFKD without marks).
 *
 * <p>Each text of a prompt is folded several times. So a text of letters that fold to one character
 * each, as those of western languages do, goes by a table, and only others by the normalizer.
 */
final class Folding {
  private static final Pattern MARKS = Pattern.compile("\\p{M}+");

  /** No character folds to this. */
  private static final char UNKNOWN = 0;

  private static final char[] LATIN = table(0, 0x250);

  /** Dashes and quotation marks. */
  private static final char FIRST_MARK = 0x2010;

  private static final char[] MARKS_OF_TEXT = table(FIRST_MARK, 0x2020);

  private Folding() {}

  static String of(String text) {
    char[] folded = new char[text.length()];
    for (int at = 0; at < folded.length; at++) {
      folded[at] = one(text.charAt(at));
      if (folded[at] == UNKNOWN) {
        return byNormalizer(text);
      }
    }
    return new String(folded);
  }

  private static char one(char letter) {
    if (letter < LATIN.length) {
      return LATIN[letter];
    }
    int mark = letter - FIRST_MARK;
    return mark >= 0 && mark < MARKS_OF_TEXT.length ? MARKS_OF_TEXT[mark] : UNKNOWN;
  }

  private static String byNormalizer(String text) {
    return unaccented(text).toLowerCase(Locale.ROOT);
  }

  /** The same in the case that it is written in. */
  static String unaccented(String text) {
    return MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD)).replaceAll("");
  }

  private static char[] table(int from, int to) {
    char[] table = new char[to - from];
    for (int at = 0; at < table.length; at++) {
      String folded = byNormalizer(String.valueOf((char) (from + at)));
      table[at] = folded.length() == 1 ? folded.charAt(0) : UNKNOWN;
    }
    return table;
  }
}
