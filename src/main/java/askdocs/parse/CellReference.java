package askdocs.parse;

/** Where a cell stands, as in {@code AB12}. */
final class CellReference {
  private static final int MOST_COLUMNS = 16_384;

  private CellReference() {}

  /** Its column, from 0; -1 where the reference names none. */
  static int column(String reference) {
    int column = 0;
    for (int i = 0; i < reference.length() && isLetter(reference.charAt(i)); i++) {
      column = Math.min(MOST_COLUMNS, column * 26 + (reference.charAt(i) & 0x1F));
    }
    return column - 1;
  }

  /** Its row, from 0; -1 where the reference names none. */
  static int row(String reference) {
    int from = 0;
    while (from < reference.length() && isLetter(reference.charAt(from))) {
      from++;
    }
    String digits = reference.substring(from);
    return digits.matches("\\d{1,7}") ? Integer.parseInt(digits) - 1 : -1;
  }

  private static boolean isLetter(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  }
}
