package askdocs.local.bedrock;

/**
 * The one tokenizer: limits, usage and rate limits all count by it.
 *
 * <p>The rule: white space is free; a run of letters and digits costs one token for every six code
 * points begun; an ideograph, kana or Hangul syllable costs one; so does every other code point
 * (punctuation, symbols, emoji). English prose comes to about 1.3 tokens a word and Spanish to
 * about 1.4, which is near what published tokenizers give.
 */
final class Tokens {
  private static final int LETTERS_PER_TOKEN = 6;

  private Tokens() {}

  /** How many tokens the text has. */
  static int count(String text) {
    return walk(text, Integer.MAX_VALUE).tokens;
  }

  /** The longest beginning of the text that has no more than so many tokens. */
  static String first(String text, int tokens) {
    return text.substring(0, walk(text, tokens).end);
  }

  private record Walk(int tokens, int end) {}

  private static Walk walk(String text, int limit) {
    int tokens = 0;
    int inRun = 0;
    int at = 0;
    while (at < text.length()) {
      int codePoint = text.codePointAt(at);
      boolean costs;
      if (Character.isWhitespace(codePoint) || Character.isSpaceChar(codePoint)) {
        inRun = 0;
        costs = false;
      } else if (Character.isLetterOrDigit(codePoint)
          && !Character.isIdeographic(codePoint)
          && !isSyllable(codePoint)) {
        costs = inRun % LETTERS_PER_TOKEN == 0;
        inRun++;
      } else {
        inRun = 0;
        costs = true;
      }
      if (costs && tokens == limit) {
        break;
      }
      tokens += costs ? 1 : 0;
      at += Character.charCount(codePoint);
    }
    return new Walk(tokens, at);
  }

  private static boolean isSyllable(int codePoint) {
    return switch (Character.UnicodeScript.of(codePoint)) {
      case HIRAGANA, KATAKANA, HANGUL -> true;
      default -> false;
    };
  }
}
