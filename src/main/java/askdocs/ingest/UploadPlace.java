package askdocs.ingest;

import askdocs.knowledge.DocumentUri;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Gives a document that somebody has a place in the bucket. */
@FunctionalInterface
public interface UploadPlace {
  /**
   * Chooses a key, writes down who may read the document, and permits one upload to that key.
   *
   * @throws askdocs.knowledge.UpstreamException if the bucket fails
   */
  Offer offer(Upload upload);

  /**
   * What is to be uploaded.
   *
   * @param name the file's name, without a folder
   * @param contentType its media type
   * @param bytes its size
   * @param groups who may read it; empty if what holds for a document that does not say shall hold
   */
  record Upload(String name, String contentType, long bytes, Optional<Set<String>> groups) {
    public Upload {
      if (name.isBlank() || name.contains("/") || bytes < 1) {
        throw new IllegalArgumentException("Not a file to be uploaded: " + name);
      }
      groups = groups.map(Set::copyOf);
    }
  }

  /**
   * A request that its owner may make once, until it expires.
   *
   * @param headers those that it must have
   */
  record Offer(
      String method, URI url, Map<String, String> headers, DocumentUri uri, Instant expiresAt) {
    public Offer {
      headers = Map.copyOf(headers);
    }
  }
}
