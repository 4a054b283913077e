package askdocs.ask;

import askdocs.knowledge.Deadline;
import askdocs.knowledge.Passage;
import askdocs.spend.ModelUsage;
import java.util.List;

/** Puts passages in order by reading each beside the question. */
@FunctionalInterface
public interface Reranker {
  /**
   * Orders the passages.
   *
   * @throws askdocs.knowledge.UpstreamException if the model cannot be reached before the deadline,
   *     or answers with nonsense
   */
  Reranked rerank(Question question, List<Passage> passages, Deadline deadline);

  /**
   * An order.
   *
   * @param order the passages' places, from 0, best first, each of them once
   * @param usage the queries that it bills
   */
  record Reranked(List<Integer> order, ModelUsage usage) {
    public Reranked {
      order = List.copyOf(order);
    }
  }
}
