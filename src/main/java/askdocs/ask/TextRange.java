package askdocs.ask;

/**
 * A piece of an answer's text.
 *
 * @param start offset of its first character, in UTF-16 code units
 * @param end offset behind its last character
 */
public record TextRange(int start, int end) {
  public TextRange {
    if (start < 0 || end <= start) {
      throw new IllegalArgumentException("Not a range: " + start + " to " + end);
    }
  }
}
