package askdocs.parse;

import java.lang.Character.UnicodeScript;

/**
 * How far a text is from what people write: the share of its non-ASCII characters that stand where
 * such a character does not belong. Text decoded by the wrong character set has many: letters of
 * two scripts in one word, signs inside words, capitals after small letters, unassigned characters.
 */
final class Oddness {
  private Oddness() {}

  /** From 0, nothing odd, to 1. */
  static double of(String text) {
    int foreign = 0;
    int odd = 0;
    int length = Math.min(text.length(), 2_000_000);
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c > 0x7F) {
        foreign++;
        char before = i == 0 ? ' ' : text.charAt(i - 1);
        char after = i + 1 == text.length() ? ' ' : text.charAt(i + 1);
        if (isOdd(before, c, after)) {
          odd++;
        }
      }
    }
    return foreign == 0 ? 0 : (double) odd / foreign;
  }

  private static boolean isOdd(char before, char c, char after) {
    if (Character.isSurrogate(c)) {
      return false;
    }
    return switch (Character.getType(c)) {
      case Character.CONTROL, Character.UNASSIGNED, Character.PRIVATE_USE -> true;
      case Character.UPPERCASE_LETTER ->
          Character.isLowerCase(before) || mixes(before, c) || mixes(c, after);
      case Character.LOWERCASE_LETTER, Character.OTHER_LETTER ->
          mixes(before, c) || mixes(c, after);
      case Character.DASH_PUNCTUATION, Character.FINAL_QUOTE_PUNCTUATION -> false;
      case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK -> false;
      default -> c == '\uFFFD' || (Character.isLowerCase(before) && Character.isLowerCase(after));
    };
  }

  /** Two letters side by side of two scripts that no language mixes within a word. */
  private static boolean mixes(char a, char b) {
    if (!Character.isLetter(a) || !Character.isLetter(b)) {
      return false;
    }
    UnicodeScript one = UnicodeScript.of(a);
    UnicodeScript two = UnicodeScript.of(b);
    return one != two && isAlphabetic(one) && isAlphabetic(two);
  }

  private static boolean isAlphabetic(UnicodeScript script) {
    return switch (script) {
      case LATIN, GREEK, CYRILLIC, ARABIC, HEBREW, ARMENIAN, GEORGIAN, THAI -> true;
      default -> false;
    };
  }
}
