package askdocs.ingest;

import askdocs.knowledge.DocumentUri;
import java.time.Instant;
import java.util.Optional;

/**
 * One version of an object in the bucket, as a look at it showed.
 *
 * @param uri where it lies
 * @param etag its entity tag, without quotes
 * @param versionId its version, where the bucket keeps versions
 * @param bytes its size
 * @param contentType the media type that it was stored with
 * @param stored when it was stored, where the bucket says
 */
public record StoredObject(
    DocumentUri uri,
    String etag,
    Optional<String> versionId,
    long bytes,
    Optional<String> contentType,
    Optional<Instant> stored) {

  /** What names the version to readers: its id, or its entity tag. */
  public String version() {
    return versionId.orElse(etag);
  }
}
