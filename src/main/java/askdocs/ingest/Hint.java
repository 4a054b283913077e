package askdocs.ingest;

import java.util.Optional;

/**
 * A word that an object may have changed. It is never believed: the bucket is looked at.
 *
 * @param key the document's key, decoded
 * @param force whether to read and embed even what seems unchanged, as a repair does
 */
public record Hint(String key, boolean force) {
  public Hint {
    if (key.isEmpty()) {
      throw new IllegalArgumentException("A hint names a key");
    }
  }

  /**
   * The hint that a change of an object gives: of the document that it is, or that it is the
   * sidecar of; none for the place holder of a folder.
   */
  public static Optional<Hint> ofObject(String key, boolean force) {
    return documentOf(key).map(document -> new Hint(document, force));
  }

  /** The key of the document that an object is, or is the sidecar of. */
  static Optional<String> documentOf(String key) {
    return Optional.of(isSidecar(key) ? describedBy(key) : key)
        .filter(document -> !document.isEmpty() && !document.endsWith("/") && !isSidecar(document));
  }

  static boolean isSidecar(String key) {
    return key.endsWith(SidecarReader.SUFFIX);
  }

  private static String describedBy(String sidecar) {
    return sidecar.substring(0, sidecar.length() - SidecarReader.SUFFIX.length());
  }
}
