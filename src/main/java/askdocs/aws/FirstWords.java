package askdocs.aws;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The beginning of a question, of no more words than a query may have clauses. */
final class FirstWords {
  /**
   * At least as many as the standard tokenizer finds: it takes runs of letters and digits, and each
   * character of a script that does not part its words for a word of its own.
   */
  private static final Pattern WORD =
      Pattern.compile(
          "[\\p{IsHan}\\p{IsHiragana}]|\\p{So}"
              + "|[\\p{L}\\p{N}\\p{M}&&[^\\p{IsHan}\\p{IsHiragana}]]+");

  private FirstWords() {}

  static String of(String text, int most) {
    Matcher word = WORD.matcher(text);
    int end = 0;
    for (int words = 0; words < most; words++) {
      if (!word.find()) {
        return text;
      }
      end = word.end();
    }
    return text.substring(0, end);
  }
}
