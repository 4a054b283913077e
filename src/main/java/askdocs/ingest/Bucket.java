package askdocs.ingest;

import java.util.Optional;

/** Looks at what the bucket holds. */
@FunctionalInterface
public interface Bucket {
  /**
   * The document and its sidecar as they are now, by strongly consistent reads; something is absent
   * only if there is no such object.
   *
   * @throws askdocs.knowledge.UpstreamException if the bucket does not tell
   */
  View look(String key);

  /**
   * What the bucket holds for a document.
   *
   * @param object the document
   * @param sidecar the entity tag of the object that holds its attributes
   */
  record View(Optional<StoredObject> object, Optional<String> sidecar) {}
}
