package askdocs.parse;

import java.util.List;
import java.util.regex.Pattern;

/** A table's row as GitHub's Markdown writes it. */
final class MarkdownRow {
  private static final Pattern BLANKS = Pattern.compile("\\s+");

  private MarkdownRow() {}

  static String of(List<String> cells, int columns) {
    StringBuilder row = new StringBuilder("|");
    for (int i = 0; i < columns; i++) {
      String cell = i < cells.size() ? cells.get(i) : "";
      row.append(' ')
          .append(BLANKS.matcher(cell.strip()).replaceAll(" ").replace("|", "\\|"))
          .append(" |");
    }
    return row.toString();
  }

  static String rule(int columns) {
    return "|" + " --- |".repeat(columns);
  }
}
