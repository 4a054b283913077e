package askdocs.ingest;

import java.util.Optional;

/** Reads the attributes that stand beside a document. */
@FunctionalInterface
public interface SidecarReader {
  /** What a document's sidecar is called: the document's key, and this behind it. */
  String SUFFIX = ".metadata.json";

  /**
   * The sidecar of exactly this version; empty if it has changed or gone since it was looked at.
   *
   * @param key the document's key
   * @param etag the sidecar's entity tag
   * @throws askdocs.knowledge.UpstreamException if the bucket fails
   */
  Optional<Reading> read(String key, String etag);

  /** What a sidecar came to. */
  sealed interface Reading {
    /** It says this. */
    record Usable(Sidecar sidecar) implements Reading {}

    /**
     * It cannot be used; its document is closed to everybody.
     *
     * @param reason a sentence for the document's owner
     */
    record Unusable(String reason) implements Reading {}
  }
}
