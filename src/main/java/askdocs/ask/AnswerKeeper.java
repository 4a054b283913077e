package askdocs.ask;

import askdocs.knowledge.Deadline;

/** Keeps what a model wrote to a prompt. */
@FunctionalInterface
public interface AnswerKeeper {
  /**
   * Keeps it under this key, whatever was there.
   *
   * @throws askdocs.knowledge.UpstreamException if it cannot be written before the deadline
   */
  void keep(AnswerKey key, AnswerLookup.Kept kept, Deadline deadline);
}
