package askdocs.parse;

/**
 * A word of a page.
 *
 * @param left where it starts, in points from the page's left edge
 * @param right where it ends
 */
record PdfWord(String text, float left, float right) {
  float middle() {
    return (left + right) / 2;
  }
}
