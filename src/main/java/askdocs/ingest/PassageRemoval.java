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
   * @param searchable whether a search can find all of them by now: then the index need not be
   *     refreshed before they are removed
   */
  record Generations(String key, long from, long to, OptionalLong except, boolean searchable) {
    /** Some of which a search may not find one or another yet. */
    public Generations(String key, long from, long to, OptionalLong except) {
      this(key, from, to, except, false);
    }

    /** What a conclusion leaves behind: all below {@code settled} but what is live. */
    static Generations superseded(DocumentRow row) {
      return new Generations(row.key(), 0, row.settled() - 1, row.live());
    }

    /**
     * What a conclusion leaves behind whose own passages were awaited until a search could find
     * them: those that were written before can be found too. One that another run writes since then
     * is not missed: that run takes it away itself, or dies, and whoever does its work anew sweeps.
     */
    static Generations below(String key, long live) {
      return new Generations(key, 0, live - 1, OptionalLong.of(live), true);
    }

    /** The passages of one run. */
    static Generations only(String key, long generation) {
      return new Generations(key, generation, generation, OptionalLong.empty());
    }
  }
}
