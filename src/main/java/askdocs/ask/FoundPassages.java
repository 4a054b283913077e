package askdocs.ask;

import askdocs.knowledge.Deadline;
import askdocs.knowledge.Embedding;
import askdocs.knowledge.IndexRef;
import askdocs.knowledge.PassageId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads passages that a search has found. */
@FunctionalInterface
public interface FoundPassages {
  /**
   * The passages, without those that are no longer in the index.
   *
   * @param embedding the question's vector, whose cosine with each passage's is its score; without
   *     one there are no scores
   * @throws askdocs.knowledge.UpstreamException if the index cannot be reached before the deadline
   */
  Map<PassageId, Hit> read(
      IndexRef index, Optional<Embedding> embedding, Set<PassageId> passages, Deadline deadline);
}
