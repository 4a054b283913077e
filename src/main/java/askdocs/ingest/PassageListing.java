package askdocs.ingest;

import java.util.Iterator;

/** Lists what one index holds. */
@FunctionalInterface
public interface PassageListing {
  /**
   * All generations of all documents, in the order of their keys' UTF-8 bytes and then by
   * generation, read page by page as they are asked for.
   */
  Iterator<Held> generations();

  /**
   * A generation of a document.
   *
   * @param key the document
   * @param generation the claim under which the passages were written
   * @param passages how many there are
   */
  record Held(String key, long generation, int passages) {}
}
