package askdocs.ingest;

import java.util.ArrayList;
import java.util.List;

/** A document as it was read. Its text comes in parts, so that its length takes no memory. */
public interface ReadDocument extends AutoCloseable {
  /** What it says of itself. */
  About about();

  /**
   * Its text from the beginning, as often as it is asked for, until the document is closed.
   *
   * @throws askdocs.knowledge.UpstreamException while they are gone through, if what was read
   *     cannot be had any more
   */
  Iterable<TextPart> parts();

  /** Lets go of it. */
  @Override
  void close();

  /** A document that is held in memory. */
  static ReadDocument of(About about, List<TextPart> parts) {
    return new InMemory(about, List.copyOf(parts));
  }

  /** All of it in one piece; only for what is known to be short. */
  default StructuredText whole() {
    StringBuilder text = new StringBuilder();
    List<Block> blocks = new ArrayList<>();
    for (TextPart part : parts()) {
      text.append(part.text());
      part.blocks().forEach(block -> blocks.add(block.moved(part.start())));
    }
    return new StructuredText(
        text.toString(), about().title(), about().language(), blocks, about().attributes());
  }

  /**
   * A document that is held in memory.
   *
   * @param about what it says of itself
   * @param parts its text
   */
  record InMemory(About about, List<TextPart> parts) implements ReadDocument {
    @Override
    public void close() {
      // Nothing but memory is held.
    }
  }
}
