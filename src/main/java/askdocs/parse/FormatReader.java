package askdocs.parse;

import askdocs.ingest.About;
import askdocs.ingest.StructuredText;
import askdocs.ingest.TextPart;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads files of one format. */
@FunctionalInterface
interface FormatReader {
  /**
   * The file's text and structure; without a block where it holds no text.
   *
   * @throws UnreadableException with a sentence for the owner
   * @throws IOException where the file does not hold what its format says: it is damaged
   */
  StructuredText read(Source source) throws IOException, UnreadableException;

  /**
   * The same, part by part; a format whose files may have more text than fits into memory overrides
   * it.
   */
  default About read(Source source, Consumer<TextPart> parts)
      throws IOException, UnreadableException {
    StructuredText text = read(source);
    TextPart.of(text).forEach(parts);
    return text.about();
  }

  /**
   * A file and what is known of it.
   *
   * @param declared the character set that its media type names
   */
  record Source(Path file, Optional<Charset> declared) {}
}
