package askdocs.parse;

import askdocs.ingest.About;
import askdocs.ingest.Block;
import askdocs.ingest.Block.Kind;
import askdocs.ingest.ReadDocument;
import askdocs.ingest.StructuredText;
import askdocs.ingest.TextPart;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * Plain text of any length: as it stands in the file, but for words parted at line ends and what
 * repeats on each page; its paragraphs parted by blank lines. It is never in memory as a whole.
 */
final class PlainTextReader implements FormatReader {
  private static final int LONGEST_TITLE = 100;

  private final ReadLimits limits;

  PlainTextReader(ReadLimits limits) {
    this.limits = limits;
  }

  @Override
  public StructuredText read(Source source) throws IOException, UnreadableException {
    List<TextPart> parts = new ArrayList<>();
    About about = read(source, parts::add);
    return ReadDocument.of(about, parts).whole();
  }

  @Override
  public About read(Source source, Consumer<TextPart> parts)
      throws IOException, UnreadableException {
    Paragraphs paragraphs = new Paragraphs(parts);
    TextSegments.of(source, limits, paragraphs);
    return new About(paragraphs.title, Optional.empty(), Map.of());
  }

  /** Makes parts of segments; the first of them has the title. */
  private static final class Paragraphs implements Consumer<String> {
    private final Consumer<TextPart> parts;
    private Optional<String> title = Optional.empty();
    private int start;

    private Paragraphs(Consumer<TextPart> parts) {
      this.parts = parts;
    }

    @Override
    public void accept(String segment) {
      List<Block> paragraphs = paragraphs(segment);
      if (start == 0) {
        title = title(segment, paragraphs);
      }
      parts.accept(new TextPart(start, segment, paragraphs));
      start += segment.length();
    }
  }

  /** A short line that stands alone above the rest, and is no sentence. */
  private static Optional<String> title(String text, List<Block> paragraphs) {
    if (paragraphs.size() < 2) {
      return Optional.empty();
    }
    String first = text.substring(paragraphs.getFirst().start(), paragraphs.getFirst().end());
    boolean titles =
        first.length() <= LONGEST_TITLE
            && first.indexOf('\n') < 0
            && ".:;,!?…".indexOf(first.charAt(first.length() - 1)) < 0
            && Character.isLetterOrDigit(first.codePointAt(0))
            && first.codePoints().anyMatch(Character::isLetter)
            && !Character.isLowerCase(first.codePointAt(0));
    return titles ? Optional.of(first.strip().replaceAll("\\s+", " ")) : Optional.empty();
  }

  private static List<Block> paragraphs(String text) {
    List<Block> blocks = new ArrayList<>();
    int start = -1;
    int end = -1;
    int line = 0;
    while (line < text.length()) {
      int newline = text.indexOf('\n', line);
      int stop = newline < 0 ? text.length() : newline;
      int last = stop;
      while (last > line && Character.isWhitespace(text.charAt(last - 1))) {
        last--;
      }
      if (last > line) {
        start = start < 0 ? line : start;
        end = last;
      } else if (start >= 0) {
        blocks.add(paragraph(start, end));
        start = -1;
      }
      line = stop + 1;
    }
    if (start >= 0) {
      blocks.add(paragraph(start, end));
    }
    return blocks;
  }

  private static Block paragraph(int start, int end) {
    return new Block(start, end, Kind.PROSE, OptionalInt.empty(), List.of(), "");
  }
}
