package askdocs.parse;

import java.lang.Character.UnicodeScript;

/**
 * How far a text is from what people write: the share of its non-ASCII characters that stand where
 * such a character does not belong. Text decoded by the wrong character set has many: letters of
 * two scripts in one word, signs inside words, capitals after small letters, unassigned characters,
 * words of nothing but accented letters.
 */
final class Oddness {
  /** An en dash there is Macintosh's ñ: "Espa–a". */
  private static final String VOWELS = "aeiou";

  /** They open a quotation: none follows a letter. */
  private static final String LOW_QUOTES = "\u201A\u201E";

  private static final double DOUBTFUL = .5;
  private static final double UNUSUAL = .25;

  private Oddness() {}

  /** From 0, nothing odd, to 1. */
  static double of(String text) {
    int foreign = 0;
    double odd = 0;
    int length = Math.min(text.length(), 2_000_000);
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c > 0x7F) {
        foreign++;
        char before = i == 0 ? ' ' : text.charAt(i - 1);
        char after = i + 1 == text.length() ? ' ' : text.charAt(i + 1);
        odd += oddness(before, c, after);
      }
    }
    return foreign == 0 ? 0 : odd / foreign;
  }

  private static double oddness(char before, char c, char after) {
    if (c == '\u2013') {
      return VOWELS.indexOf(before) >= 0 && VOWELS.indexOf(after) >= 0 ? DOUBTFUL : 0;
    }
    if (isOdd(before, c, after)) {
      return 1;
    }
    return isAmongAccents(before, c, after) ? UNUSUAL : 0;
  }

  private static boolean isOdd(char before, char c, char after) {
    if (Character.isSurrogate(c)) {
      return false;
    }
    return switch (Character.getType(c)) {
      case Character.CONTROL, Character.UNASSIGNED, Character.PRIVATE_USE -> true;
      case Character.UPPERCASE_LETTER ->
          Character.isLowerCase(before) || mixes(before, c) || mixes(c, after);
      case Character.LOWERCASE_LETTER ->
          isAsciiCapital(after) || mixes(before, c) || mixes(c, after);
      case Character.OTHER_LETTER, Character.MODIFIER_LETTER ->
          mixes(before, c) || mixes(c, after) || isStray(before, c, after);
      case Character.DASH_PUNCTUATION, Character.FINAL_QUOTE_PUNCTUATION -> false;
      case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK -> false;
      case Character.OTHER_PUNCTUATION,
          Character.INITIAL_QUOTE_PUNCTUATION,
          Character.START_PUNCTUATION,
          Character.END_PUNCTUATION ->
          (LOW_QUOTES.indexOf(c) >= 0 && Character.isLetter(before))
              || (c != '\u00B7' && Character.isLowerCase(before) && Character.isLowerCase(after));
      default -> c == '\uFFFD' || (Character.isLetter(before) && Character.isLetter(after));
    };
  }

  /** Three Latin letters in a row that are none of the plain ones: Cyrillic, read as Latin. */
  private static boolean isAmongAccents(char before, char c, char after) {
    return isAccented(before) && isAccented(c) && isAccented(after);
  }

  private static boolean isAccented(char c) {
    return c > 0x7F && Character.isLetter(c) && UnicodeScript.of(c) == UnicodeScript.LATIN;
  }

  private static boolean isAsciiCapital(char c) {
    return c >= 'A' && c <= 'Z';
  }

  /** A character of East Asia among small Latin letters, or half a width and alone. */
  private static boolean isStray(char before, char c, char after) {
    if (isNarrow(c)) {
      return !isNarrow(before) && !isNarrow(after);
    }
    return isEastAsian(c) && (isSmallLatin(before) || isSmallLatin(after));
  }

  private static boolean isNarrow(char c) {
    return c >= 0xFF61 && c <= 0xFF9F;
  }

  private static boolean isSmallLatin(char c) {
    return c >= 'a' && c <= 'z';
  }

  private static boolean isEastAsian(char c) {
    return switch (UnicodeScript.of(c)) {
      case HAN, HIRAGANA, KATAKANA, HANGUL -> true;
      default -> false;
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
