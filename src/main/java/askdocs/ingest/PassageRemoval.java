package askdocs.ingest;

import java.util.OptionalLong;

/** Removes passages from the index. */
@FunctionalInterface
public interface PassageRemoval {
  /**
   * Removes all that match, also those just written, and returns when a search finds none of them.
   *
   * @throws askdocs.knowledge.UpstreamException if a single one may be left
   */
  void remove(Generations generations);

  /**
   * Some generations of a document's passages.
   *
   * @param key the document
   * @param from the lowest generation
   * @param to the highest generation
   * @param except a generation to keep
   */
  record Generations(String key, long from, long to, OptionalLong except) {
    /** What a conclusion leaves behind: all below {@code settled} but what is live. */
    static Generations superseded(DocumentRow row) {
      return new Generations(row.key(), 0, row.settled() - 1, row.live());
    }

    /** The passages of one run. */
    static Generations only(String key, long generation) {
      return new Generations(key, generation, generation, OptionalLong.empty());
    }
  }
}
