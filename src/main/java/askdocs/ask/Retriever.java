package askdocs.ask;

import askdocs.knowledge.Deadline;
import askdocs.knowledge.Embedding;
import askdocs.knowledge.IndexRef;
import java.util.List;
import java.util.Set;

/** Finds passages near a question. */
@FunctionalInterface
public interface Retriever {
  /**
   * The nearest passages that the principals may read, best first; fewer than wanted if the index
   * has no more.
   *
   * @throws askdocs.knowledge.UpstreamException if the index cannot be reached before the deadline
   */
  List<Hit> nearest(Nearest wanted, Deadline deadline);

  /**
   * What is wanted.
   *
   * @param index where to search
   * @param embedding the question's vector
   * @param principals whom the passages' access lists must name, one of them at least
   * @param count how many passages
   * @param excluded versions that are no longer live, to be left out
   */
  record Nearest(
      IndexRef index,
      Embedding embedding,
      List<String> principals,
      int count,
      Set<DocumentVersion> excluded) {
    public Nearest {
      principals = List.copyOf(principals);
      excluded = Set.copyOf(excluded);
      if (principals.isEmpty()) {
        throw new IllegalArgumentException("Somebody asks");
      }
    }
  }

  /**
   * A version of a document in the index.
   *
   * @param key the object's key
   * @param generation the claim under which its passages were written
   */
  record DocumentVersion(String key, long generation) {}
}
