package askdocs.ingest;

/**
 * A word that an object may have changed. It is never believed: the bucket is looked at.
 *
 * @param key the object's key, decoded
 * @param force whether to read and embed even what seems unchanged, as a repair does
 */
public record Hint(String key, boolean force) {
  public Hint {
    if (key.isEmpty()) {
      throw new IllegalArgumentException("A hint names a key");
    }
  }
}
