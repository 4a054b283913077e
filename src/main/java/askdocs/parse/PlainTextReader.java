package askdocs.parse;

import askdocs.ingest.Block;
import askdocs.ingest.Block.Kind;
import askdocs.ingest.StructuredText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Plain text: as it stands in the file, its paragraphs parted by blank lines. */
final class PlainTextReader implements FormatReader {
  private static final int LONGEST_TITLE = 100;

  private final ReadLimits limits;

  PlainTextReader(ReadLimits limits) {
    this.limits = limits;
  }

  @Override
  public StructuredText read(Source source) throws IOException, UnreadableException {
    String text = TextFile.read(source, limits);
    List<Block> paragraphs = paragraphs(text);
    return new StructuredText(text, title(text, paragraphs), Optional.empty(), paragraphs);
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
