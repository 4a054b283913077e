package askdocs.parse;

import java.util.List;

/**
 * A line of a page, or a row of a table.
 *
 * @param left where it starts, in points from the page's left edge
 * @param right where it ends
 * @param baseline in points from the page's upper edge
 * @param size of its type, in points
 * @param cells of a row; none in running text
 * @param table which of the page's tables the row belongs to, from 1; 0 where there is no telling
 */
record PdfLine(
    String text,
    float left,
    float right,
    float baseline,
    float size,
    List<String> cells,
    int table) {
  PdfLine {
    cells = List.copyOf(cells);
  }

  boolean tabular() {
    return !cells.isEmpty();
  }

  boolean sameSizeAs(PdfLine other) {
    return Math.abs(size - other.size) <= .1f * Math.max(size, other.size);
  }
}
