package askdocs.parse;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A line of a page, as words in their reading order.
 *
 * @param baseline in points from the page's upper edge
 * @param size of its type, in points
 * @param direction that its letters stand in: 0, 90, 180 or 270 degrees; all places are those on
 *     the page turned so that the line is level
 */
record PdfWords(List<PdfWord> words, float baseline, float size, int direction) {
  /** A gap this wide, in type sizes, parts two cells of a row. */
  private static final float GAP = 2.5f;

  private static final Pattern MARK =
      Pattern.compile(
          "[•◦▪‣·●○■□–—*-]|\\(?(?:\\d{1,3}(?:\\.\\d{1,3}){0,4}|[A-Za-z]|[ivx]{1,5})[.)]*");

  PdfWords {
    words = List.copyOf(words);
    if (words.isEmpty()) {
      throw new IllegalArgumentException("A line has words");
    }
  }

  float left() {
    return words.stream().map(PdfWord::left).min(Float::compare).orElseThrow();
  }

  float right() {
    return words.stream().map(PdfWord::right).max(Float::compare).orElseThrow();
  }

  /** Whether it is the next line of a text. */
  boolean isUnder(PdfWords other) {
    float down = baseline - other.baseline;
    return down > .5f * size
        && down < 2.5f * size
        && left() < other.right()
        && right() > other.left();
  }

  PdfWords with(List<PdfWord> others) {
    return new PdfWords(others, baseline, size, direction);
  }

  /** The line as text; wide gaps make it a row of cells. */
  PdfLine line() {
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    float end = words.getFirst().right();
    for (PdfWord word : words) {
      if (!cell.isEmpty()) {
        boolean apart = word.left() - end > GAP * Math.max(size, 1);
        if (apart) {
          cells.add(cell.toString());
          cell.setLength(0);
        } else {
          cell.append(' ');
        }
      }
      cell.append(word.text());
      end = Math.max(end, word.right());
    }
    cells.add(cell.toString());
    if (cells.size() == 2 && isMark(cells.getFirst())) {
      cells = List.of(String.join(" ", cells));
    }
    return new PdfLine(
        String.join("\t", cells),
        left(),
        right(),
        baseline,
        size,
        cells.size() > 1 ? cells : List.of(),
        0);
  }

  /** Whether it is what an item of a list, or a numbered heading, opens with. */
  static boolean isMark(String cell) {
    return MARK.matcher(cell).matches();
  }

  static String text(List<PdfWord> words) {
    return words.stream().map(PdfWord::text).collect(Collectors.joining(" "));
  }
}
