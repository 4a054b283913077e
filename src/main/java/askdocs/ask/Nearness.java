package askdocs.ask;

import askdocs.knowledge.Deadline;
import askdocs.knowledge.Embedding;
import askdocs.knowledge.IndexRef;
import askdocs.knowledge.PassageId;
import java.util.Map;
import java.util.Set;

/** Tells how near passages are to a question that were found by its words alone. */
@FunctionalInterface
public interface Nearness {
  /**
   * The cosine of each passage's vector and the question's, mapped from −1…1 to 0…1; without those
   * that are no longer in the index.
   *
   * @throws askdocs.knowledge.UpstreamException if the index cannot be reached before the deadline
   */
  Map<PassageId, Double> of(
      IndexRef index, Embedding embedding, Set<PassageId> passages, Deadline deadline);
}
