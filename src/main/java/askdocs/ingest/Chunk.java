package askdocs.ingest;

import java.util.List;
import java.util.OptionalInt;

/**
 * A piece of a document's text small enough to embed: whole sentences under one heading.
 *
 * @param start offset of its first character in the extracted text, in UTF-16 code units
 * @param end offset behind its last character
 * @param page the page, slide or sheet it starts on, from 1, where the format has them
 * @param headings the headings it stands under, outermost first
 * @param tableHeader the header row to repeat before it, when it goes on with a table begun
 *     earlier; empty otherwise
 */
public record Chunk(
    int start, int end, OptionalInt page, List<String> headings, String tableHeader) {
  public Chunk {
    if (start < 0 || end <= start) {
      throw new IllegalArgumentException("Not a range: " + start + " to " + end);
    }
    headings = List.copyOf(headings);
  }
}
