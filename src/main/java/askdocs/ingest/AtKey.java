package askdocs.ingest;

import askdocs.ingest.PassageListing.Held;
import askdocs.ingest.RowListing.Known;
import java.util.List;
import java.util.Optional;

/**
 * What bucket, table and index say of one document.
 *
 * @param key the document
 * @param etag the entity tag of its object
 * @param sidecar the entity tag of its sidecar
 * @param row what is known of it
 * @param held its passages
 */
record AtKey(
    String key,
    Optional<String> etag,
    Optional<String> sidecar,
    Optional<Known> row,
    List<Held> held) {
  AtKey {
    held = List.copyOf(held);
  }

  AtKey withSidecar(String sidecarTag) {
    return new AtKey(key, etag, Optional.of(sidecarTag), row, held);
  }

  /** Where the bucket lists its sidecar. */
  String sidecarKey() {
    return key + SidecarReader.SUFFIX;
  }
}
