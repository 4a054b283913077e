package askdocs.knowledge;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * Where in its document a passage stands.
 *
 * @param start offset of its first character in the document's extracted text, in UTF-16 code units
 * @param end offset behind its last character
 * @param page the page, slide or sheet it starts on, from 1, where the format has them
 * @param heading the headings above it, outermost first, joined by {@code " › "}
 */
public record Location(int start, int end, OptionalInt page, Optional<String> heading) {
  public Location {
    if (start < 0 || end <= start) {
      throw new IllegalArgumentException("Not a range: " + start + " to " + end);
    }
    if (page.isPresent() && page.getAsInt() < 1) {
      throw new IllegalArgumentException("Pages count from 1");
    }
  }
}
