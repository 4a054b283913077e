package askdocs.parse;

import askdocs.ingest.TextPart;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads as {@link FormatsReader} does, and recognises the text of scanned pages by Tesseract, the
 * only program that is ever started, where it is on the PATH.
 */
public final class RecognisingReader implements PartwiseReader {
  private final FormatsReader formats = new FormatsReader(ReadLimits.DEFAULT, Tesseract::installed);

  @Override
  public Reading read(
      String key, Optional<String> contentType, Path file, Consumer<TextPart> parts) {
    return formats.read(key, contentType, file, parts);
  }
}
