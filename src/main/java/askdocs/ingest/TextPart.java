package askdocs.ingest;

import java.util.ArrayList;
import java.util.List;

/**
 * A stretch of a document's text, small enough to hold in memory. A document's parts follow each
 * other without a gap: together they are its extracted text, to the character.
 *
 * @param start offset of its first character in the document's extracted text, in UTF-16 code units
 * @param text the stretch
 * @param blocks its blocks in their order, never overlapping; their offsets count from its own
 *     first character
 */
public record TextPart(int start, String text, List<Block> blocks) {
  /** How many code units are enough for a part, where the document can be parted. */
  private static final int ENOUGH = 500_000;

  public TextPart {
    if (start < 0) {
      throw new IllegalArgumentException("A part does not stand before its document");
    }
    blocks = List.copyOf(blocks);
    int from = 0;
    for (Block block : blocks) {
      if (block.start() < from || block.end() > text.length()) {
        throw new IllegalArgumentException("Blocks stand in order inside the text");
      }
      from = block.end();
    }
  }

  /** The offset behind its last character in the document's extracted text. */
  public int end() {
    return start + text.length();
  }

  /** A text in parts, parted only where no chunk goes across: at headings and pages. */
  public static List<TextPart> of(StructuredText text) {
    if (text.text().length() <= ENOUGH) {
      return List.of(new TextPart(0, text.text(), text.blocks()));
    }
    List<TextPart> parts = new ArrayList<>();
    List<Block> open = new ArrayList<>();
    int start = 0;
    for (List<Block> section : ChunkSections.of(text.blocks())) {
      if (!open.isEmpty() && open.getLast().end() - start >= ENOUGH) {
        int end = section.getFirst().start();
        parts.add(cut(text, start, end, open));
        open.clear();
        start = end;
      }
      open.addAll(section);
    }
    parts.add(cut(text, start, text.text().length(), open));
    return parts;
  }

  private static TextPart cut(StructuredText text, int start, int end, List<Block> blocks) {
    return new TextPart(
        start,
        text.text().substring(start, end),
        blocks.stream().map(block -> block.moved(-start)).toList());
  }
}
