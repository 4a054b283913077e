package askdocs.knowledge;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text's sentences, by the JDK's locale-aware {@link BreakIterator}. A blank line ends one too,
 * and so does the end of a heading, a list's item or a table's row: none of them ends in a full
 * stop.
 */
public final class Sentences {
  /** A blank line, or a line's end beside a line of Markdown that stands for itself. */
  private static final Pattern PARTED =
      Pattern.compile(
          "\\n[ \\t]*\\n"
              + "|\\n(?=[ \\t]*(?:#{1,6}[ \\t]|\\||[-*+•][ \\t]|\\d{1,3}[.)][ \\t]))"
              + "|(?<=[|])\\n");

  private static final Pattern HEADING = Pattern.compile("[ \\t]*#{1,6}[ \\t].*");

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
    List<Range> ranges = new ArrayList<>();
    Matcher parted = PARTED.matcher(text).useTransparentBounds(true);
    Matcher heading = HEADING.matcher(text);
    int start = 0;
    int line = 0;
    for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', line)) {
      boolean headed = heading.region(line, end).matches();
      boolean parts = headed || parted.region(end, text.length()).lookingAt();
      line = headed || !parts ? end + 1 : parted.end();
      if (parts) {
        add(text, start, line, breaks, ranges);
        start = line;
      }
    }
    add(text, start, text.length(), breaks, ranges);
    return List.copyOf(ranges);
  }

  private static void add(String text, int from, int to, BreakIterator breaks, List<Range> ranges) {
    breaks.setText(text.substring(from, to));
    int start = breaks.first();
    for (int end = breaks.next(); end != BreakIterator.DONE; start = end, end = breaks.next()) {
      trimmed(text, from + start, from + end, ranges);
    }
  }

  private static void trimmed(String text, int start, int end, List<Range> ranges) {
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
}
