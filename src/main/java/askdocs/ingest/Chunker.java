package askdocs.ingest;

import askdocs.ingest.ChunkUnits.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Cuts a document into chunks: whole sentences, lines or rows, as many as fit, the last few of a
 * chunk again at the start of the next. A chunk never crosses a heading or a page; a heading's line
 * opens the first chunk of its section. What is longer than a chunk is cut at a line's end, else
 * between words, else between characters as people see them. Every character that is not white
 * space, in every block, is in a chunk.
 */
public final class Chunker {
  /**
   * White space that would fill more of a chunk than this parts it: what it blanks out was long.
   */
  private static final int WIDEST_GAP = 400;

  /** A heading of more code units than this is no help, and would take the passage's room. */
  private static final int LONGEST_HEADING = 300;

  private final ChunkSize size;

  public Chunker() {
    this(ChunkSize.DEFAULT);
  }

  public Chunker(ChunkSize size) {
    this.size = size;
  }

  /** The document's chunks, in its order. */
  public List<Chunk> chunk(StructuredText document) {
    return chunk(new TextPart(0, document.text(), document.blocks()), document.language());
  }

  /**
   * The chunks of a part of a document, in its order; their offsets count from the part's first
   * character.
   */
  public List<Chunk> chunk(TextPart part, Optional<Locale> language) {
    List<Chunk> chunks = new ArrayList<>();
    for (List<Block> section : ChunkSections.of(part.blocks())) {
      pack(ChunkUnits.of(part.text(), section, language.orElse(Locale.ROOT), size), chunks);
    }
    return List.copyOf(chunks);
  }

  private void pack(List<Unit> units, List<Chunk> chunks) {
    int first = 0;
    while (first < units.size()) {
      int end = endOfChunk(units, first);
      chunks.add(chunk(units.get(first), units.get(end - 1)));
      first = end < units.size() ? startOfNext(units, first, end) : end;
    }
  }

  /** The index behind the last unit that fits into the chunk begun with the first. */
  private int endOfChunk(List<Unit> units, int first) {
    int end = first + 1;
    int halves = units.get(first).halves();
    while (end < units.size()
        && halves + units.get(end).halves() <= 2 * size.words()
        && units.get(end).end() - units.get(first).start() <= size.maxCharacters()
        && isNear(units.get(end - 1), units.get(end))) {
      halves += units.get(end).halves();
      end++;
    }
    return end;
  }

  /** As far back as the overlap allows, if the next unit still fits behind it. */
  private int startOfNext(List<Unit> units, int first, int next) {
    int start = next;
    int halves = 0;
    while (start - 1 > first) {
      Unit repeated = units.get(start - 1);
      halves += repeated.halves();
      if (halves > 2 * size.overlap()
          || halves + units.get(next).halves() > 2 * size.words()
          || units.get(next).end() - repeated.start() > size.maxCharacters()
          || !isNear(repeated, units.get(start))) {
        break;
      }
      start--;
    }
    return start;
  }

  private static boolean isNear(Unit before, Unit after) {
    return after.start() - before.end() <= WIDEST_GAP;
  }

  private Chunk chunk(Unit first, Unit last) {
    // A header wider than a good part of a chunk would drown the rows that it explains.
    String header = first.opensBlock() ? "" : first.block().tableHeader();
    return new Chunk(
        first.start(),
        last.end(),
        first.block().page(),
        last.block().headings().stream()
            .map(heading -> Shortened.to(heading, LONGEST_HEADING))
            .toList(),
        header.length() <= size.maxCharacters() / 4 ? header : "");
  }
}
