package askdocs.ingest;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A document as it was read: its text, and where in it the structure lies.
 *
 * @param text the extracted text, NFC; all offsets of passages and citations count its UTF-16 code
 *     units
 * @param title the document's own title, where it names one
 * @param language the language it is written in, as far as it says so or it was detected
 * @param blocks the text's blocks in their order, never overlapping; between them lies white space
 *     only
 */
public record StructuredText(
    String text, Optional<String> title, Optional<Locale> language, List<Block> blocks) {
  public StructuredText {
    blocks = List.copyOf(blocks);
    int from = 0;
    for (Block block : blocks) {
      if (block.start() < from || block.end() > text.length()) {
        throw new IllegalArgumentException("Blocks stand in order inside the text");
      }
      from = block.end();
    }
  }
}
