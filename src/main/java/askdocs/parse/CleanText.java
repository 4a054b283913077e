package askdocs.parse;

import java.text.Normalizer;

/**
 * Text as it is indexed and quoted: NFC, lines end in {@code \n}, presentation forms of letters
 * expanded, and without characters that nobody sees: byte-order marks, soft hyphens, controls,
 * zero-width spaces, direction overrides and tag characters (which can carry hidden text). The
 * joiners U+200C and U+200D stay, for scripts and emoji need them. All other characters keep their
 * place, so that offsets in clean text are those in the file.
 */
final class CleanText {
  private static final char SOFT_HYPHEN = '\u00AD';

  private CleanText() {}

  static String of(String raw) {
    String text = needsWork(raw) ? rewritten(raw) : raw;
    return Normalizer.isNormalized(text, Normalizer.Form.NFC)
        ? text
        : Normalizer.normalize(text, Normalizer.Form.NFC);
  }

  private static boolean needsWork(String raw) {
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c < ' ' ? c != '\n' && c != '\t' : c > '~' && (isDropped(c) || isLine(c) || isForm(c))) {
        return true;
      }
      if (Character.isSurrogate(c)) {
        return true;
      }
    }
    return false;
  }

  private static String rewritten(String raw) {
    StringBuilder text = new StringBuilder(raw.length());
    int width;
    for (int i = 0; i < raw.length(); i += width) {
      int c = raw.codePointAt(i);
      width = Character.charCount(c);
      if (c == '\r') {
        if (i + 1 == raw.length() || raw.charAt(i + 1) != '\n') {
          text.append('\n');
        }
      } else if (isLine(c)) {
        text.append('\n');
      } else if (isForm(c)) {
        text.append(Normalizer.normalize(Character.toString(c), Normalizer.Form.NFKC));
      } else if (c >= 0xD800 && c <= 0xDFFF) {
        text.append('\uFFFD');
      } else if (c == SOFT_HYPHEN) {
        // At a line's end it parts a word.
        width += lineEnd(raw, i + 1);
      } else if (!isDropped(c)) {
        text.appendCodePoint(c);
      }
    }
    return text.toString();
  }

  /** The length of the line break that stands there. */
  private static int lineEnd(String raw, int at) {
    if (raw.startsWith("\r\n", at)) {
      return 2;
    }
    return raw.startsWith("\n", at) || raw.startsWith("\r", at) ? 1 : 0;
  }

  /** Vertical tab, form feed, next line, line and paragraph separator. */
  private static boolean isLine(int c) {
    return c == 0x0B || c == 0x0C || c == 0x85 || c == 0x2028 || c == 0x2029;
  }

  /** Latin, Armenian and Arabic presentation forms; NFC itself resolves the Hebrew ones. */
  private static boolean isForm(int c) {
    return (c >= 0xFB00 && c <= 0xFB17)
        || (c >= 0xFB50 && c <= 0xFDFB && c != 0xFD3E && c != 0xFD3F)
        || (c >= 0xFE70 && c <= 0xFEFC);
  }

  private static boolean isDropped(int c) {
    return (c < ' ' && c != '\n' && c != '\t' && c != '\r')
        || (c >= 0x7F && c <= 0x9F)
        || c == SOFT_HYPHEN
        || c == 0xFEFF
        || c == 0x200B
        || c == 0x200E
        || c == 0x200F
        || (c >= 0x202A && c <= 0x202E)
        || (c >= 0x2060 && c <= 0x206F)
        || (c >= 0xFFF9 && c <= 0xFFFB)
        || (c >= 0xE0000 && c <= 0xE007F)
        || (c & 0xFFFE) == 0xFFFE;
  }
}
