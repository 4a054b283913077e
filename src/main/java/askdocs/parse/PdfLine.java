package askdocs.parse;

/**
 * A line of a page.
 *
 * @param left where it starts, in points from the page's left edge
 * @param right where it ends
 * @param baseline in points from the page's upper edge
 * @param size of its type, in points
 * @param tabular whether wide gaps part it into columns
 */
record PdfLine(String text, float left, float right, float baseline, float size, boolean tabular) {
  boolean sameSizeAs(PdfLine other) {
    return Math.abs(size - other.size) <= .1f * Math.max(size, other.size);
  }
}
