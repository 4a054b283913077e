package askdocs.ingest;

import java.util.Optional;

/**
 * All that a document's passages depend on: while it stays the same, nothing has to be done again.
 *
 * @param etag the object's entity tag
 * @param versionId the object's version, where the bucket keeps versions
 * @param sidecar the entity tag of its sidecar, where it has one
 * @param pipeline the versions of reader and chunker, and the embedding model with its dimensions
 */
public record Fingerprint(
    String etag, Optional<String> versionId, Optional<String> sidecar, String pipeline) {

  /** The fingerprint of what the bucket holds; empty if it holds no such object. */
  static Optional<Fingerprint> of(Bucket.View view, String pipeline) {
    return view.object()
        .map(
            object -> new Fingerprint(object.etag(), object.versionId(), view.sidecar(), pipeline));
  }
}
