package askdocs.ingest;

import askdocs.knowledge.Deadline;
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
   * @param deadline after which reading is not begun any more; once begun, it goes on to its end
   * @throws askdocs.knowledge.UpstreamException if it could not be begun, now or at all: that says
   *     nothing of the file
   */
  ReadOutcome read(String key, Optional<String> contentType, Path file, Deadline deadline);

  /** What became of it. */
  sealed interface ReadOutcome {
    /** It was read; whoever asked closes the document. */
    record Read(ReadDocument document) implements ReadOutcome {
      /** It was read, and is short. */
      public Read(StructuredText text) {
        this(ReadDocument.of(text.about(), TextPart.of(text)));
      }

      /** All of it in one piece; only for what is known to be short. */
      public StructuredText text() {
        return document.whole();
      }
    }

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
