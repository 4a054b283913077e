package askdocs.ask;

import askdocs.ask.Generator.Span;
import askdocs.knowledge.Sentences;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * What can be kept of an answer that reached its longest length: all but the sentence that it
 * breaks off in. Half a sentence may say the opposite of the whole.
 */
final class WholeSentences {
  private WholeSentences() {}

  /** The spans up to the end of the last whole sentence; none if there is no whole one. */
  static List<Span> of(List<Span> spans) {
    StringBuilder written = new StringBuilder();
    NavigableSet<Integer> seams = new TreeSet<>();
    for (Span span : spans) {
      written.append(span.text());
      seams.add(written.length());
    }
    List<Sentences.Range> sentences = AnswerSentences.of(written.toString(), seams);
    if (sentences.isEmpty()) {
      return List.of();
    }
    Sentences.Range last = sentences.getLast();
    return AnswerSentences.isEnded(written.substring(last.start(), last.end()))
        ? spans
        : before(last.start(), spans);
  }

  private static List<Span> before(int end, List<Span> spans) {
    List<Span> kept = new ArrayList<>();
    int start = 0;
    for (Span span : spans) {
      int length = Math.min(span.text().length(), end - start);
      if (length > 0) {
        kept.add(new Span(span.text().substring(0, length), span.claims()));
      }
      start += span.text().length();
    }
    return kept;
  }
}
