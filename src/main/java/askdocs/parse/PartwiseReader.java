package askdocs.parse;

import askdocs.ingest.About;
import askdocs.ingest.TextPart;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads a file and hands its text on as it goes, so that its length takes no memory. */
@FunctionalInterface
public interface PartwiseReader {
  /**
   * Never throws for what the file holds: a file that cannot be read is an outcome.
   *
   * @param key the object's key; its name and extension are hints to the format
   * @param contentType the media type that the object was stored with, a hint too
   * @param file the object's bytes
   * @param parts takes the text, part by part; it counts for nothing unless the outcome is {@link
   *     Reading.Whole}
   */
  Reading read(String key, Optional<String> contentType, Path file, Consumer<TextPart> parts);

  /** What became of it. */
  sealed interface Reading {
    /** It was read to its end. */
    record Whole(About about) implements Reading {}

    /**
     * It should have been readable and is not.
     *
     * @param reason a sentence for the document's owner
     */
    record Failed(String reason) implements Reading {}

    /**
     * Its format is not one that is read.
     *
     * @param reason a sentence for the document's owner
     */
    record Ignored(String reason) implements Reading {}
  }
}
