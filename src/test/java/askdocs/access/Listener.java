package askdocs.access;

import askdocs.ask.Answer;
import askdocs.ask.Answer.Answered;
import askdocs.ask.Answer.Blocked;
import askdocs.ask.Answer.Estimated;
import askdocs.ask.Answer.Outcome;
import askdocs.ask.Answer.PassagesOnly;
import askdocs.ask.Answer.Unknown;
import askdocs.ask.Audience;
import askdocs.ask.Citation;
import askdocs.ask.SearchResult;
import java.util.ArrayList;
import java.util.List;

/** Hears a streamed answer, and looks at each event when it comes: whatever comes after it. */
final class Listener implements Audience {
  private final Sight sight;
  private final List<Citation> citations = new ArrayList<>();
  private String text = "";
  private int found;

  Listener(Sight sight) {
    this.sight = sight;
  }

  @Override
  public void found(SearchResult passages) {
    found++;
    sight.shown("An event of passages", passages.hits());
  }

  @Override
  public void said(int start, String more) {
    text = text.substring(0, start) + more;
    citations.removeIf(citation -> citation.range().end() > start);
    sight.told("An event of text", text);
  }

  @Override
  public void cited(Citation citation) {
    citations.add(citation);
    sight.cited("An event of a citation", List.of(citation));
  }

  /** The answer is there: the events were all of it, and nothing else. */
  void end(Answer answer) {
    List<Citation> all =
        answer.outcome() instanceof Answered answered ? answered.citations() : List.of();
    if (found != 1 || !text.equals(text(answer.outcome())) || !citations.equals(all)) {
      throw new Violation("The events are not the answer: " + text + " and not " + answer);
    }
  }

  /** Whether something of the answer was told. */
  boolean begun() {
    return !text.isEmpty();
  }

  private static String text(Outcome outcome) {
    return switch (outcome) {
      case Answered answered -> answered.text();
      case Unknown unknown -> unknown.text();
      case Blocked blocked -> blocked.text();
      case PassagesOnly passages -> passages.text();
      case Estimated _ -> "";
    };
  }
}
