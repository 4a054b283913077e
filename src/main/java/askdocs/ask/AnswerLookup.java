package askdocs.ask;

import askdocs.ask.Generator.Span;
import askdocs.knowledge.Deadline;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Finds what a model once wrote to a prompt. */
@FunctionalInterface
public interface AnswerLookup {
  /**
   * What was kept under this key, expired or not.
   *
   * @throws askdocs.knowledge.UpstreamException if that cannot be told before the deadline
   */
  Optional<Kept> find(AnswerKey key, Deadline deadline);

  /**
   * What a model wrote.
   *
   * @param spans the pieces and their claims, which nobody believes yet
   * @param expiresAt from when on it is not used
   */
  record Kept(List<Span> spans, Instant expiresAt) {
    public Kept {
      spans = List.copyOf(spans);
    }
  }
}
