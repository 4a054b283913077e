package askdocs.ingest;

import java.util.List;
import java.util.OptionalInt;

/**
 * A paragraph, a list, a table, a code block or a heading's own line.
 *
 * @param start offset of its first character in the extracted text, in UTF-16 code units
 * @param end offset behind its last character
 * @param kind what it is
 * @param page the page, slide or sheet it starts on, from 1, where the format has them
 * @param headings the headings it stands under, outermost first; a heading's own line stands under
 *     itself
 * @param tableHeader the header row of the table it is, as a Markdown row; empty for all else
 */
public record Block(
    int start, int end, Kind kind, OptionalInt page, List<String> headings, String tableHeader) {
  public Block {
    if (start < 0 || end <= start) {
      throw new IllegalArgumentException("Not a range: " + start + " to " + end);
    }
    if (kind != Kind.TABLE && !tableHeader.isEmpty()) {
      throw new IllegalArgumentException("Only a table has a header row");
    }
    headings = List.copyOf(headings);
  }

  /** The same block, so many characters further on. */
  Block moved(int by) {
    return by == 0 ? this : new Block(start + by, end + by, kind, page, headings, tableHeader);
  }

  /** What a block is, which says where it may be cut. */
  public enum Kind {
    /** A heading's own line: the first of its section. */
    HEADING,
    /** Sentences. */
    PROSE,
    /** Items, one a line or more. */
    LIST,
    /** Rows, one a line, the header row and its rule first where it has them. */
    TABLE,
    /** Lines of code or of other text whose line breaks count. */
    CODE
  }
}
