package askdocs.ingest;

import java.util.Optional;

/**
 * All that a document's passages depend on: while it stays the same, nothing has to be done again.
 *
 * @param etag the object's entity tag
 * @param versionId the object's version, where the bucket keeps versions
 * @param pipeline the versions of reader and chunker, and the embedding model with its dimensions
 */
public record Fingerprint(String etag, Optional<String> versionId, String pipeline) {
  static Fingerprint of(StoredObject object, String pipeline) {
    return new Fingerprint(object.etag(), object.versionId(), pipeline);
  }
}
