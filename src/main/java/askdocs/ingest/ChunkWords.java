package askdocs.ingest;

import java.lang.Character.UnicodeScript;

/**
 * Counts words as an embedding model feels them, in halves: a character of a script without spaces
 * and one beyond the basic plane are half a word, and a long run without a space is several.
 */
final class ChunkWords {
  /** A run of more characters than this is a number, an address or code: more than one word. */
  private static final int LONGEST_WORD = 24;

  private int halves;
  private int run;

  static int halves(String text, int start, int end) {
    ChunkWords words = new ChunkWords();
    for (int i = start; i < end; ) {
      int c = text.codePointAt(i);
      words.add(c);
      i += Character.charCount(c);
    }
    return words.halves;
  }

  /** Counts one more character; the halves so far. */
  int add(int c) {
    if (Character.isWhitespace(c)) {
      run = 0;
    } else if (isDense(c)) {
      run = 0;
      halves++;
    } else {
      if (run % LONGEST_WORD == 0) {
        halves += 2;
      }
      run++;
    }
    return halves;
  }

  private static boolean isDense(int c) {
    if (c < 0x0E00) {
      return false;
    }
    boolean wideSign = (c >= 0x3000 && c <= 0x303F) || (c >= 0xFF00 && c <= 0xFFEF);
    if (wideSign || Character.isSupplementaryCodePoint(c)) {
      return true;
    }
    return switch (UnicodeScript.of(c)) {
      case HAN, HIRAGANA, KATAKANA, BOPOMOFO, THAI, LAO, KHMER, MYANMAR, TIBETAN -> true;
      default -> false;
    };
  }
}
