package askdocs.ingest;

import java.util.List;
import java.util.OptionalInt;

/**
 * A paragraph, a list, a table, a code block or a heading's own line.
 *
 * @param start offset of its first character in the extracted text, in UTF-16 code units
 * @param end offset behind its last character
 * @param page the page, slide or sheet it starts on, from 1, where the format has them
 * @param headings the headings it stands under, outermost first; a heading's own line stands under
 *     itself
 * @param tableHeader the header row of the table it is, as a Markdown row; empty for all else
 */
public record Block(
    int start, int end, OptionalInt page, List<String> headings, String tableHeader) {
  public Block {
    if (start < 0 || end <= start) {
      throw new IllegalArgumentException("Not a range: " + start + " to " + end);
    }
    headings = List.copyOf(headings);
  }
}
