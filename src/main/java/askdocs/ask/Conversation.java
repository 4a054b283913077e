package askdocs.ask;

import askdocs.spend.ModelUsage;
import java.util.List;
import java.util.Optional;

/**
 * A request, with what was said before it.
 *
 * @param ask the request, its question one that stands alone
 * @param asked the question as it was asked
 * @param history the turns that the caller may still be shown, oldest first
 * @param condensing what making the question stand alone used; empty if nothing was asked for it
 * @param session the session that it goes on with; empty for a new one
 */
public record Conversation(
    Ask ask,
    Question asked,
    List<Turn> history,
    Optional<ModelUsage> condensing,
    Optional<Session> session) {
  public Conversation {
    history = List.copyOf(history);
  }

  /** A request before which nothing was said. */
  static Conversation first(Ask ask) {
    return new Conversation(ask, ask.question(), List.of(), Optional.empty(), Optional.empty());
  }

  /** What was said before, oldest first. */
  List<Exchange> said() {
    return history.stream().map(Turn::said).toList();
  }

  /** The question that is searched, if it is not the one that was asked. */
  Optional<Question> standAlone() {
    return Optional.of(ask.question()).filter(question -> !question.equals(asked));
  }
}
