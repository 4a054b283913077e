package askdocs.parse;

import java.util.ArrayList;
import java.util.List;

/** The colours of a Rich Text file, by their numbers in its table. */
final class RtfColours {
  private final List<Integer> colours = new ArrayList<>();
  private int next = Colours.UNKNOWN;

  /**
   * One of the next colour's parts.
   *
   * @param part red, green or blue
   * @param value from 0 to 255
   */
  void part(String part, int value) {
    int shift =
        switch (part) {
          case "red" -> 16;
          case "green" -> 8;
          default -> 0;
        };
    next = (next == Colours.UNKNOWN ? 0 : next) | Math.clamp(value, 0, 255) << shift;
  }

  /** What stands between them: a semicolon ends each. */
  void text(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == ';') {
        colours.add(next);
        next = Colours.UNKNOWN;
      }
    }
  }

  /** Unknown where there is none of this number, or the program chooses it. */
  int of(int number) {
    return number >= 0 && number < colours.size() ? colours.get(number) : Colours.UNKNOWN;
  }
}
