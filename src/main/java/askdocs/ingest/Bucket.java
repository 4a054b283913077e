package askdocs.ingest;

import java.util.Optional;

/** Looks at what the bucket holds. */
@FunctionalInterface
public interface Bucket {
  /**
   * The object as it is now, by a strongly consistent read; empty only if there is none.
   *
   * @throws askdocs.knowledge.UpstreamException if the bucket does not tell
   */
  Optional<StoredObject> look(String key);
}
