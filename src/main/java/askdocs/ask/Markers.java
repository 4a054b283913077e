package askdocs.ask;

import askdocs.ask.Generator.Claim;
import askdocs.ask.Generator.Marked;
import askdocs.ask.Generator.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The numbers by which a model without citations names the passages that it was given, and any
 * other form in which a model writes such names into its text.
 *
 * <table>
 *   <caption>Forms</caption>
 *   <tr><td>{@code [2]}, {@code [1, 3]}, {@code [1-3]}, {@code [^2]}, {@code 【2】},
 *       {@code 【2†source】}</td><td>numbers alone</td></tr>
 *   <tr><td>{@code (passage 2)}, {@code [Source: 2]}, {@code (fuentes 1 y 3)},
 *       {@code [passage-2]}</td><td>named, in brackets of any kind</td></tr>
 *   <tr><td>{@code passage-2}</td><td>the opaque id; "passage 2" too</td></tr>
 * </table>
 *
 * <p>Between back-ticks nothing is a marker: {@code `list[1]`} is code. Neither is a number of four
 * digits, which is a year.
 */
public final class Markers {
  private static final String NUMBER = "\\^?#?\\s*\\p{Nd}{1,3}(?:\\s*†[^\\]】]*)?";
  private static final String AND = "\\s*(?:[,;/&–—-]|and|y|e|et|und)\\s*";
  private static final String NAME =
      "(?:(?:search )?results?|passages?|sources?|documents?|docs?|excerpts?|refs?|references?"
          + "|cf\\.?|see|resultados?|pasajes?|fuentes?|documentos?|extractos?|fragmentos?"
          + "|referencias?|v[eé]ase|ver)";
  private static final String NAMED =
      NAME + "[\\s.:#_-]*" + NUMBER + "(?:" + AND + "(?:" + NAME + "[\\s.:#_-]*)?" + NUMBER + ")*";
  private static final int CASELESS = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;

  private static final Pattern MARKER =
      Pattern.compile(
          "(?<code>`[^`\\n]*`)"
              + "|\\s*(?<marker>[\\[【]\\s*(?:"
              + NUMBER
              + "(?:"
              + AND
              + NUMBER
              + ")*|"
              + NAMED
              + ")\\s*[\\]】](?:\\(\\S*?\\))?"
              + "|\\(\\s*"
              + NAMED
              + "\\s*\\))"
              + "|(?<id>\\bpassage[-_ ]\\p{Nd}{1,3}\\b)"
              // Cut off in the middle, by the limit of an answer.
              + "|\\s*(?<cut>[\\[【]\\s*\\^?[\\p{Nd}\\s,]*$)",
          CASELESS);
  private static final Pattern RANGE =
      Pattern.compile("(\\p{Nd}{1,3})\\s*[–—-]\\s*(\\p{Nd}{1,3})|\\p{Nd}{1,3}");
  private static final Pattern NOTE = Pattern.compile("†[^\\]】]*|\\(\\S*\\)$");

  private Markers() {}

  /** The text without markers; an id in the middle of a sentence becomes these words. */
  static String without(String text, String theDocuments) {
    return new Stripped(text, theDocuments).text();
  }

  /**
   * From where on a text that is still being written may become a marker, or more of one: its
   * length if nowhere, white space at its end aside.
   *
   * @param known where it was when there was less of this text; 0 if there was none
   */
  @SuppressWarnings("JdkObsolete") // Whether more text would change the match is what is asked.
  static int undecided(String text, int known) {
    Matcher marker = MARKER.matcher(text).useTransparentBounds(true);
    int from = known;
    int end = text.stripTrailing().length();
    while (from < end) {
      marker.region(from, text.length());
      boolean found = marker.lookingAt();
      if (marker.hitEnd()) {
        return from;
      }
      from = found ? marker.end() : from + 1;
    }
    return text.length();
  }

  /**
   * The pieces of an answer in which markers say what it rests on, without the markers.
   *
   * <p>A marker stands for what stands before it in its sentence, back to the marker before; one
   * behind the full stop stands for the sentence that ends there.
   *
   * @param written what the model wrote
   */
  public static List<Span> spans(String written) {
    Stripped stripped = new Stripped(written, "");
    String text = stripped.text();
    List<Span> spans = new ArrayList<>();
    int from = 0;
    for (Mark mark : stripped.marks()) {
      int start = Math.max(from, startOfSentence(text, mark.at()));
      if (start > from) {
        spans.add(new Span(text.substring(from, start), List.of()));
      }
      if (mark.at() > start) {
        spans.add(new Span(text.substring(start, mark.at()), mark.claims()));
      } else if (!spans.isEmpty()) {
        Span last = spans.removeLast();
        spans.add(
            new Span(
                last.text(),
                Stream.concat(last.claims().stream(), mark.claims().stream()).distinct().toList()));
      }
      from = mark.at();
    }
    if (from < text.length()) {
      spans.add(new Span(text.substring(from), List.of()));
    }
    return List.copyOf(spans);
  }

  /** Where the last sentence that begins before this place begins; none goes beyond its line. */
  private static int startOfSentence(String text, int before) {
    int end = before;
    while (end > 0 && Character.isWhitespace(text.charAt(end - 1))) {
      end--;
    }
    int line = text.lastIndexOf('\n', end - 1) + 1;
    return AnswerSentences.of(text.substring(line, before), new TreeSet<>()).stream()
        .mapToInt(range -> line + range.start())
        .max()
        .orElse(before);
  }

  /**
   * A marker that was taken out.
   *
   * @param at where it stood in the text without markers
   */
  private record Mark(int at, List<Claim> claims) {}

  /** A text without its markers, and where they stood. */
  private record Stripped(String text, List<Mark> marks) {
    Stripped(String written, String theDocuments) {
      this(new StringBuilder(), new ArrayList<>(), written, theDocuments);
    }

    private Stripped(StringBuilder text, List<Mark> marks, String written, String theDocuments) {
      this(fill(text, marks, written, theDocuments), marks);
    }

    private static String fill(
        StringBuilder text, List<Mark> marks, String written, String theDocuments) {
      Matcher marker = MARKER.matcher(written);
      int from = 0;
      while (marker.find()) {
        text.append(written, from, marker.start());
        from = marker.end();
        if (marker.group("code") != null) {
          text.append(marker.group());
        } else if (marker.group("marker") != null) {
          marks.add(new Mark(text.length(), claims(marker.group("marker"))));
        } else if (marker.group("id") != null) {
          text.append(theDocuments);
          marks.add(new Mark(text.length(), claims(marker.group("id"))));
        }
      }
      return text.append(written, from, written.length()).toString();
    }
  }

  private static List<Claim> claims(String marker) {
    List<Claim> claims = new ArrayList<>();
    Matcher range = RANGE.matcher(NOTE.matcher(marker).replaceAll(""));
    while (range.find()) {
      if (range.group(1) == null) {
        claims.add(new Marked(Integer.parseInt(range.group()) - 1));
      } else {
        int first = Integer.parseInt(range.group(1));
        int last = Integer.parseInt(range.group(2));
        for (int number = first; number <= Math.min(last, first + Ask.MAX_PASSAGES); number++) {
          claims.add(new Marked(number - 1));
        }
      }
    }
    return claims.stream().distinct().toList();
  }
}
