package askdocs.ingest;

import java.nio.file.Path;

/** Fetches an object's bytes. */
@FunctionalInterface
public interface Download {
  /**
   * Writes the bytes of exactly this version to the file, which exists and is empty.
   *
   * @return whether it could; false if the object has changed or gone since it was looked at
   * @throws askdocs.knowledge.UpstreamException if the bucket fails
   */
  boolean fetch(StoredObject object, Path file);
}
