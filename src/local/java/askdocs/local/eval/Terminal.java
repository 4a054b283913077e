package askdocs.local.eval;

import askdocs.local.eval.Section.Table;
import java.io.PrintStream;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The report's tables for a terminal; names of others are made harmless. */
final class Terminal {
  private Terminal() {}

  static void print(List<Section> sections, PrintStream out) {
    for (Section section : sections) {
      out.println();
      out.println(section.title());
      out.println("=".repeat(section.title().length()));
      section.notes().forEach(note -> out.println(Printable.of(note)));
      section.tables().forEach(table -> print(harmless(table), out));
    }
    out.flush();
  }

  private static Table harmless(Table table) {
    return new Table(
        Printable.of(table.caption()),
        table.head(),
        table.rows().stream().map(row -> row.stream().map(Printable::of).toList()).toList());
  }

  private static void print(Table table, PrintStream out) {
    int[] widths =
        IntStream.range(0, table.head().size())
            .map(column ->
                Math.max(
                    table.head().get(column).length(),
                    table.rows().stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0)))
            .toArray();
    out.println();
    out.println(table.caption());
    out.println(line(table.head(), widths));
    out.println("-".repeat(IntStream.of(widths).map(width -> width + 2).sum() - 2));
    table.rows().forEach(row -> out.println(line(row, widths)));
  }

  private static String line(List<String> cells, int[] widths) {
    return IntStream.range(0, widths.length)
        .mapToObj(
            column -> cells.get(column) + " ".repeat(widths[column] - cells.get(column).length()))
        .collect(Collectors.joining("  "))
        .stripTrailing();
  }
}
