package askdocs.ask;

import askdocs.knowledge.Sentences;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.regex.Pattern;

/**
 * An answer's sentences: what stays or goes as a whole.
 *
 * <p>Beside where the JDK sees a sentence end, one ends with its line, so that the points of a list
 * stand for themselves; and with a piece that ends in a full stop, since models put pieces together
 * without a space. A list's number or bullet belongs to what it introduces.
 */
final class AnswerSentences {
  private static final Pattern ENDED = Pattern.compile("[.!?…。！？][\"'”’»)\\]]*\\s*$");
  private static final Pattern MARKER = Pattern.compile("\\d{1,3}[.)]|[^\\p{L}\\p{N}]+");
  private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");

  private final String written;
  private final NavigableSet<Integer> seams;
  private final List<Sentences.Range> found = new ArrayList<>();

  private AnswerSentences(String written, NavigableSet<Integer> seams) {
    this.written = written;
    this.seams = seams;
  }

  /**
   * The sentences in their order, without white space around them.
   *
   * @param seams the offsets where a piece of the answer ends
   */
  static List<Sentences.Range> of(String written, NavigableSet<Integer> seams) {
    AnswerSentences sentences = new AnswerSentences(written, seams);
    int from = 0;
    while (from < written.length()) {
      int feed = written.indexOf('\n', from);
      int to = feed < 0 ? written.length() : feed + 1;
      sentences.addLine(from, to);
      from = to;
    }
    return List.copyOf(sentences.found);
  }

  /** Whether a text ends as sentences do. */
  static boolean isEnded(String text) {
    return ENDED.matcher(text).find();
  }

  private void addLine(int from, int to) {
    int firstOfLine = found.size();
    int start = from;
    for (int seam : seams.subSet(from, false, to, false)) {
      if (isEnded(written.substring(start, seam))) {
        add(start, seam, firstOfLine);
        start = seam;
      }
    }
    add(start, to, firstOfLine);
  }

  private void add(int from, int to, int firstOfLine) {
    for (Sentences.Range range : Sentences.of(written.substring(from, to), Locale.ROOT)) {
      int start = from + range.start();
      int end = from + range.end();
      if (joins(start, end, firstOfLine)) {
        found.set(found.size() - 1, new Sentences.Range(found.getLast().start(), end));
      } else {
        found.add(new Sentences.Range(start, end));
      }
    }
  }

  /** Whether what stands there goes on with what stands before it on the line. */
  private boolean joins(int start, int end, int firstOfLine) {
    if (found.size() == firstOfLine) {
      return false;
    }
    Sentences.Range last = found.getLast();
    boolean afterMarker =
        found.size() == firstOfLine + 1
            && MARKER.matcher(written.substring(last.start(), last.end())).matches();
    return afterMarker || NO_WORD.matcher(written.substring(start, end)).matches();
  }
}
