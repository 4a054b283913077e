package askdocs.ask;

import askdocs.ask.Answer.Answered;
import askdocs.ask.Answer.Blocked;
import askdocs.ask.Answer.Estimated;
import askdocs.ask.Answer.Outcome;
import askdocs.ask.Answer.PassagesOnly;
import askdocs.ask.Answer.Unknown;
import askdocs.ask.CitationCheck.Standing;
import askdocs.ask.Generator.Span;
import askdocs.knowledge.Sentences;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * Tells an audience of an answer as it is written. Whether a sentence may stand in the answer is
 * known once all of it is there; until then it is told by way of trial.
 *
 * <table>
 *   <caption>When what is told</caption>
 *   <tr><td>a word of a sentence</td><td>as it comes, but for what may become a marker ({@link
 *       Markers}), a picture, a link or a run of our rules ({@link Screen}): that waits until it is
 *       known</td></tr>
 *   <tr><td>a sentence's citations</td><td>once it is over: a letter of the next one is
 *       there, and until then the next piece may belong to it</td></tr>
 *   <tr><td>a sentence that is taken out</td><td>is taken back when it is over</td></tr>
 *   <tr><td>all that is cited says nothing ({@link Verdict})</td><td>everything is taken back, and
 *       the rest waits until something does</td></tr>
 * </table>
 */
final class Telling implements StreamingGenerator.Progress {
  private final Prompt prompt;
  private final String theDocuments;
  private final Set<Defence> defences;
  private final CitationCheck check;
  private final Screen screen;
  private final Told told;
  private final List<Span> read = new ArrayList<>();
  private final List<Span> plain = new ArrayList<>();
  private Standing standing = Standing.NOTHING;
  private boolean waits;
  private int checked;
  private int over;

  Telling(Prompt prompt, Set<Defence> defences, Audience audience) {
    this.prompt = prompt;
    this.theDocuments = PlainWords.forQuestion(prompt.question()).documents();
    this.defences = defences;
    this.check = new CitationCheck(prompt, defences);
    this.screen = Screen.of(prompt, defences);
    this.told = new Told(audience);
  }

  @Override
  public void wrote(List<Span> written) {
    List<Span> spans = withoutMarkers(written);
    StringBuilder text = new StringBuilder();
    NavigableSet<Integer> seams = new TreeSet<>();
    for (Span span : spans) {
      text.append(span.text());
      seams.add(text.length());
    }
    int end = endOfSentences(text.toString(), seams);
    boolean more = end > checked;
    if (more) {
      checked = end;
      standing = check.check(before(end, spans));
      waits =
          !standing.answer().citations().isEmpty()
              && !Verdict.says(prompt, standing.answer(), defences);
    }
    String now = waits ? "" : standing.answer().text() + begun(text.toString());
    if (more || !told.said().startsWith(now)) {
      told.become(now, waits ? List.of() : standing.answer().citations());
    }
  }

  /** Without markers, and without what may become one; each is read once. */
  private List<Span> withoutMarkers(List<Span> written) {
    for (int place = 0; place < written.size(); place++) {
      Span span = written.get(place);
      boolean last = place == written.size() - 1;
      if (last || place >= read.size() || !read.get(place).equals(span)) {
        String known = last ? span.text().substring(0, undecided(span, place)) : span.text();
        read.subList(Math.min(place, read.size()), read.size()).clear();
        plain.subList(Math.min(place, plain.size()), plain.size()).clear();
        read.add(new Span(known, span.claims()));
        plain.add(new Span(Markers.without(known, theDocuments), span.claims()));
      }
    }
    read.subList(written.size(), read.size()).clear();
    plain.subList(written.size(), plain.size()).clear();
    return List.copyOf(plain);
  }

  private int undecided(Span span, int place) {
    String before = place < read.size() ? read.get(place).text() : "";
    return Markers.undecided(span.text(), span.text().startsWith(before) ? before.length() : 0);
  }

  /** The sentence that is being written, as far as it may be told. */
  private String begun(String text) {
    int from = Math.min(checked, text.length());
    int start = from;
    while (start < text.length() && Character.isWhitespace(text.charAt(start))) {
      start++;
    }
    int until = screen.shownUntil(text, start);
    if (until > start && Character.isHighSurrogate(text.charAt(until - 1))) {
      until--;
    }
    String sentence = text.substring(start, until).stripTrailing();
    return standing.answer().text().isEmpty() || sentence.isEmpty()
        ? sentence
        : CitationCheck.longer(standing.gap(), text.substring(from, start)) + sentence;
  }

  /** Tells the rest; what does not stand in the answer is taken back. */
  void end(Outcome outcome) {
    told.become(text(outcome), citations(outcome));
  }

  /** Tells of an answer that was not written while anybody heard it. */
  static void all(Outcome outcome, Audience audience) {
    new Told(audience).become(text(outcome), citations(outcome));
  }

  private static List<Citation> citations(Outcome outcome) {
    return outcome instanceof Answered answered ? answered.citations() : List.of();
  }

  /** The words of an outcome. */
  static String text(Outcome outcome) {
    return switch (outcome) {
      case Answered answered -> answered.text();
      case Unknown unknown -> unknown.text();
      case Blocked blocked -> blocked.text();
      case PassagesOnly passages -> passages.text();
      case Estimated _ -> "";
    };
  }

  /** Whether something is told that was not taken back. */
  boolean begun() {
    return !told.said().isEmpty();
  }

  /** Up to where all sentences are over; those before the last that was are not read again. */
  private int endOfSentences(String text, NavigableSet<Integer> seams) {
    int from = Math.min(over, text.length());
    NavigableSet<Integer> behind = new TreeSet<>();
    seams.tailSet(from, false).forEach(seam -> behind.add(seam - from));
    String rest = text.substring(from);
    List<Sentences.Range> sentences = AnswerSentences.of(rest, behind);
    int open = sentences.size() - 1;
    while (open > 0 && !hasLetter(rest, sentences.get(open))) {
      open--;
    }
    if (open <= 0) {
      return 0;
    }
    over = from + sentences.get(open - 1).start();
    return from + sentences.get(open - 1).end();
  }

  private static boolean hasLetter(String text, Sentences.Range range) {
    return text.substring(range.start(), range.end()).codePoints().anyMatch(Character::isLetter);
  }

  private static List<Span> before(int end, List<Span> spans) {
    List<Span> before = new ArrayList<>();
    int start = 0;
    for (Span span : spans) {
      int length = Math.min(span.text().length(), end - start);
      if (length > 0) {
        before.add(new Span(span.text().substring(0, length), span.claims()));
      }
      start += span.text().length();
    }
    return before;
  }
}
