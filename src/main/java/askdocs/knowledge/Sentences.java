package askdocs.knowledge;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A text's sentences, by the JDK's locale-aware {@link BreakIterator}. */
public final class Sentences {
  private Sentences() {}

  /**
   * One sentence.
   *
   * @param start offset of its first character, in UTF-16 code units
   * @param end offset behind its last character, white space at its end left out
   */
  public record Range(int start, int end) {}

  /** The sentences of the text in their order; those of white space alone are left out. */
  public static List<Range> of(String text, Locale locale) {
    BreakIterator breaks = BreakIterator.getSentenceInstance(locale);
    breaks.setText(text);
    List<Range> ranges = new ArrayList<>();
    int start = breaks.first();
    for (int end = breaks.next(); end != BreakIterator.DONE; start = end, end = breaks.next()) {
      int from = start;
      int to = end;
      while (from < to && Character.isWhitespace(text.charAt(from))) {
        from++;
      }
      while (to > from && Character.isWhitespace(text.charAt(to - 1))) {
        to--;
      }
      if (from < to) {
        ranges.add(new Range(from, to));
      }
    }
    return List.copyOf(ranges);
  }
}
