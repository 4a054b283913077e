package askdocs.ask;

import askdocs.ask.Answer.Outcome;
import askdocs.knowledge.Deadline;
import askdocs.knowledge.UpstreamException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Who hears an answer while it comes about, if anybody does. */
interface Hearing {
  /** Nobody does. */
  Hearing NOBODY =
      new Hearing() {
        @Override
        public void found(Supplier<SearchResult> passages) {}

        @Override
        public Outcome end(Outcome outcome) {
          return outcome;
        }
      };

  /** The passages are there. */
  void found(Supplier<SearchResult> passages);

  /** The answer is there: what is left of it is told, and it is given back. */
  Outcome end(Outcome outcome);

  /** A model failed after something of its answer was told: another cannot take over. */
  final class BrokenOffException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final UpstreamException failure;

    private BrokenOffException(UpstreamException failure) {
      super(failure);
      this.failure = failure;
    }

    UpstreamException failure() {
      return failure;
    }
  }

  /** An audience does, and it is a model's writing that it hears. */
  final class ByAudience implements Hearing, Generator {
    private final StreamingGenerator streaming;
    private final Audience audience;
    private final Set<Defence> defences;
    private Optional<Telling> telling = Optional.empty();

    ByAudience(StreamingGenerator streaming, Audience audience, Set<Defence> defences) {
      this.streaming = streaming;
      this.audience = audience;
      this.defences = defences;
    }

    @Override
    public void found(Supplier<SearchResult> passages) {
      audience.found(passages.get());
    }

    @Override
    public Generation generate(Prompt prompt, Deadline deadline) {
      Telling fresh = new Telling(prompt, defences, audience);
      telling = Optional.of(fresh);
      try {
        return streaming.telling(fresh).generate(prompt, deadline);
      } catch (UpstreamException e) {
        throw fresh.begun() ? new BrokenOffException(e) : e;
      }
    }

    @Override
    public Outcome end(Outcome outcome) {
      telling.ifPresentOrElse(told -> told.end(outcome), () -> Telling.all(outcome, audience));
      return outcome;
    }
  }
}
