package askdocs.ingest;

import askdocs.knowledge.AttributeValue;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
 * @param attributes what the document says of itself, its author and its dates for example, for
 *     searches to filter by; what its sidecar says comes before it
 */
public record StructuredText(
    String text,
    Optional<String> title,
    Optional<Locale> language,
    List<Block> blocks,
    Map<String, AttributeValue> attributes) {
  public StructuredText {
    blocks = List.copyOf(blocks);
    attributes = Map.copyOf(attributes);
    int from = 0;
    for (Block block : blocks) {
      if (block.start() < from || block.end() > text.length()) {
        throw new IllegalArgumentException("Blocks stand in order inside the text");
      }
      from = block.end();
    }
  }

  /** What it says of itself. */
  public About about() {
    return new About(title, language, attributes);
  }

  /** A document that says nothing of itself. */
  public StructuredText(
      String text, Optional<String> title, Optional<Locale> language, List<Block> blocks) {
    this(text, title, language, blocks, Map.of());
  }
}
