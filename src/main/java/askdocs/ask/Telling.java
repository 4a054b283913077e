package askdocs.ask;

import askdocs.ask.Answer.Answered;
import askdocs.ask.Answer.Blocked;
import askdocs.ask.Answer.Estimated;
import askdocs.ask.Answer.Outcome;
import askdocs.ask.Answer.PassagesOnly;
import askdocs.ask.Answer.Unknown;
import askdocs.ask.Generator.Span;
import askdocs.knowledge.Sentences;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * Tells an audience of an answer as it is written, sentence by sentence: whether one may stand in
 * the answer is known once all of it is there, and what was told stands.
 *
 * <table>
 *   <caption>When a sentence is told</caption>
 *   <tr><td>it will stand in the answer</td><td>once it is over: a letter of the next one is
 *       there, and until then the next piece may belong to it</td></tr>
 *   <tr><td>it is taken out</td><td>never</td></tr>
 *   <tr><td>no citation of the answer holds yet</td><td>not before one does: it may be that the
 *       documents do not say</td></tr>
 * </table>
 */
final class Telling implements StreamingGenerator.Progress {
  private final Prompt prompt;
  private final String theDocuments;
  private final Set<Defence> defences;
  private final Audience audience;
  private final StringBuilder said = new StringBuilder();
  private final List<Citation> cited = new ArrayList<>();
  private int checked;

  Telling(Prompt prompt, Set<Defence> defences, Audience audience) {
    this.prompt = prompt;
    this.theDocuments = PlainWords.forQuestion(prompt.question()).documents();
    this.defences = defences;
    this.audience = audience;
  }

  @Override
  public void wrote(List<Span> written) {
    List<Span> spans = written.stream().map(this::withoutMarkers).toList();
    int end = endOfSentences(spans);
    if (end <= checked) {
      return;
    }
    checked = end;
    Answered sure = CitationCheck.check(before(end, spans), prompt, defences);
    if (Verdict.says(prompt, sure, defences) && agrees(sure.text(), sure.citations())) {
      tell(sure.text(), sure.citations());
    }
  }

  private Span withoutMarkers(Span span) {
    return new Span(Markers.without(span.text(), theDocuments), span.claims());
  }

  /**
   * Tells the rest.
   *
   * @throws AnswerWithdrawnException if the answer is not what was told of it
   */
  void end(Outcome outcome) {
    List<Citation> citations = citations(outcome);
    if (!agrees(text(outcome), citations)) {
      throw new AnswerWithdrawnException();
    }
    tell(text(outcome), citations);
  }

  /** Tells of an answer that was not written while anybody heard it. */
  static void all(Outcome outcome, Audience audience) {
    audience.said(text(outcome));
    citations(outcome).forEach(audience::cited);
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

  /** Whether something was told. */
  boolean begun() {
    return !said.isEmpty();
  }

  private boolean agrees(String text, List<Citation> citations) {
    return text.startsWith(said.toString())
        && cited.size() <= citations.size()
        && citations.subList(0, cited.size()).equals(cited);
  }

  private void tell(String text, List<Citation> citations) {
    String more = text.substring(said.length());
    if (!more.isEmpty()) {
      said.append(more);
      audience.said(more);
    }
    for (Citation citation : citations.subList(cited.size(), citations.size())) {
      cited.add(citation);
      audience.cited(citation);
    }
  }

  /** Up to where all sentences are over. */
  private static int endOfSentences(List<Span> spans) {
    StringBuilder text = new StringBuilder();
    NavigableSet<Integer> seams = new TreeSet<>();
    for (Span span : spans) {
      text.append(span.text());
      seams.add(text.length());
    }
    String written = text.toString();
    List<Sentences.Range> sentences = AnswerSentences.of(written, seams);
    int open = sentences.size() - 1;
    while (open > 0 && !hasLetter(written, sentences.get(open))) {
      open--;
    }
    return open <= 0 ? 0 : sentences.get(open - 1).end();
  }

  private static boolean hasLetter(String written, Sentences.Range range) {
    return written.substring(range.start(), range.end()).codePoints().anyMatch(Character::isLetter);
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
