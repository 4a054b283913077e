package askdocs.ingest;

import java.nio.file.Path;
import java.util.Optional;

/** Fetches an object's bytes. */
@FunctionalInterface
public interface Download {
  /**
   * The bytes of exactly this version; empty if the object has changed or gone since it was looked
   * at.
   *
   * @throws askdocs.knowledge.UpstreamException if the bucket fails
   */
  Optional<Fetched> fetch(StoredObject object);

  /** A file that is there until it is closed. */
  interface Fetched extends AutoCloseable {
    /** Where it lies. */
    Path file();

    @Override
    void close();
  }
}
