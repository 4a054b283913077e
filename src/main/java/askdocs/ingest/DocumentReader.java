package askdocs.ingest;

import java.nio.file.Path;
import java.util.Optional;

/** Reads a file's text and structure. */
@FunctionalInterface
public interface DocumentReader {
  /**
   * Never throws for what the file holds: a file that cannot be read is an outcome.
   *
   * @param key the object's key; its name and extension are hints to the format
   * @param contentType the media type that the object was stored with, a hint too
   * @param file the object's bytes
   */
  ReadOutcome read(String key, Optional<String> contentType, Path file);

  /** What became of it. */
  sealed interface ReadOutcome {
    /** It was read. */
    record Read(StructuredText text) implements ReadOutcome {}

    /**
     * It should have been readable and is not: damaged, encrypted, empty, too large.
     *
     * @param reason a sentence for the document's owner
     */
    record Failed(String reason) implements ReadOutcome {}

    /**
     * Its format is not one that is read.
     *
     * @param reason a sentence for the document's owner
     */
    record Ignored(String reason) implements ReadOutcome {}
  }
}
