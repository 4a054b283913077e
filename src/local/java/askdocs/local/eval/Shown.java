package askdocs.local.eval;

import askdocs.ask.Answer;
import askdocs.ask.Answer.Answered;
import askdocs.ask.Answer.Blocked;
import askdocs.ask.Answer.PassagesOnly;
import askdocs.ask.Answer.Unknown;
import askdocs.ask.Citation.Source;
import java.util.List;

/**
 * What an asker is shown.
 *
 * @param end how it ended
 * @param text the answer
 * @param sources what it cites, in its order
 * @param unsupported how many of its sentences claim no source
 */
record Shown(End end, String text, List<Cited> sources, int unsupported) {
  Shown {
    sources = List.copyOf(sources);
  }

  /** How a question ends. */
  enum End {
    ANSWERED,
    UNKNOWN,
    BLOCKED,
    PASSAGES_ONLY
  }

  /**
   * A source.
   *
   * @param document its document
   * @param quote the words quoted
   */
  record Cited(String document, String quote) {}

  static Shown of(Answer answer) {
    return switch (answer.outcome()) {
      case Answered answered ->
          new Shown(
              End.ANSWERED,
              answered.text(),
              answered.citations().stream()
                  .flatMap(citation -> citation.sources().stream())
                  .map(Shown::cited)
                  .toList(),
              answered.unsupported().size());
      case Unknown unknown -> new Shown(End.UNKNOWN, unknown.text(), List.of(), 0);
      case Blocked blocked -> new Shown(End.BLOCKED, blocked.text(), List.of(), 0);
      case PassagesOnly only -> new Shown(End.PASSAGES_ONLY, only.text(), List.of(), 0);
      case Answer.Estimated _ -> throw new IllegalArgumentException("A dry run shows nothing");
    };
  }

  private static Cited cited(Source source) {
    return new Cited(source.passage().id().key(), source.quote());
  }

  boolean isAnswered() {
    return end == End.ANSWERED;
  }

  /** The same, with one document called by another's name. */
  Shown calling(String document, String other) {
    return new Shown(
        end,
        text,
        sources.stream()
            .map(one -> one.document().equals(document) ? new Cited(other, one.quote()) : one)
            .toList(),
        unsupported);
  }
}
