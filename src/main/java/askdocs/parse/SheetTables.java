package askdocs.parse;

import askdocs.ingest.Block.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Parts the rows of a sheet into tables as they come. An empty row ends a table, unless the next
 * one goes on with its numbers; two tables stand beside each other where an empty column parts
 * them. Lines above a table's header that have one cell only are text. Few rows are held: from the
 * first of them a long table's columns are known, the others are written through.
 */
final class SheetTables {
  /**
   * What a cell shows.
   *
   * @param column from 0
   * @param text never blank
   * @param number whether it is a number, a date or the like, and no word
   */
  record Cell(int column, String text, boolean number) {}

  private static final int HELD = 256;
  private static final int LONGEST_ITEM = 100;
  private static final Pattern YEAR = Pattern.compile("(1[89]|20|21)\\d\\d");

  private final BlockWriter writer;
  private final int sheet;
  private final String name;
  private final List<List<Cell>> held = new ArrayList<>();
  private int[] columns = {};
  private boolean open;
  private boolean begun;
  private int rows;
  private int last = -1;

  /**
   * @param sheet the sheet's number, from 1
   */
  SheetTables(BlockWriter writer, int sheet, String name) {
    this.writer = writer;
    this.sheet = sheet;
    this.name = name;
  }

  /**
   * The next row.
   *
   * @param number its own, from 0
   * @param cells from left to right, without those that are blank
   */
  void row(int number, List<Cell> cells) throws UnreadableException {
    if (cells.isEmpty()) {
      return;
    }
    if (!begun) {
      begun = true;
      writer.page(sheet);
      writer.endSections();
      writer.heading(1, name);
    } else if (number > last + 1 && !goesOn(number - last - 1, cells)) {
      endTable();
    }
    last = number;
    rows++;
    if (open) {
      writer.tableRow(line(cells), columns.length);
      return;
    }
    held.add(List.copyOf(cells));
    if (held.size() == HELD) {
      writeThrough();
    }
  }

  /** Rows that are not shown: they part nothing. */
  void hidden(int number, int count) {
    if (number == last + 1) {
      last += count;
    }
  }

  void end() throws UnreadableException {
    endTable();
  }

  /** A single empty row inside a list, as people leave them between groups. */
  private boolean goesOn(int empty, List<Cell> cells) {
    if (empty > 1 || rows < 3) {
      return false;
    }
    int[] known = open ? columns : columns(held);
    return known.length > 1
        && cells.size() > 1
        && cells.getFirst().column() >= known[0]
        && cells.getLast().column() <= known[known.length - 1]
        && cells.stream().anyMatch(cell -> cell.number() && !YEAR.matcher(cell.text()).matches());
  }

  private void endTable() throws UnreadableException {
    if (open) {
      writer.closeTable();
      open = false;
    } else {
      writeHeld();
    }
    rows = 0;
  }

  private void writeThrough() throws UnreadableException {
    int header = writeLinesAbove();
    if (header == held.size()) {
      held.clear();
      return;
    }
    columns = columns(held);
    writer.openTable(line(held.get(header)), columns.length);
    for (List<Cell> row : held.subList(header + 1, held.size())) {
      writer.tableRow(line(row), columns.length);
    }
    held.clear();
    open = true;
  }

  private void writeHeld() throws UnreadableException {
    int header = writeLinesAbove();
    List<List<Cell>> table = held.subList(header, held.size());
    if (!table.isEmpty()) {
      for (int[] group : groups(table)) {
        columns = group;
        writer.table(table.stream().map(this::inside).map(this::line).toList());
      }
    }
    held.clear();
  }

  /** The index of the header's row. */
  private int writeLinesAbove() throws UnreadableException {
    int header = 0;
    while (header < held.size() && held.get(header).size() == 1) {
      header++;
    }
    boolean items = held.stream().allMatch(row -> row.getFirst().text().length() <= LONGEST_ITEM);
    if (header == held.size() && header > 1 && items) {
      writer.block(
          Kind.LIST,
          String.join("\n", held.stream().map(row -> oneLine(row.getFirst().text())).toList()));
      return header;
    }
    for (List<Cell> row : held.subList(0, header)) {
      writer.block(Kind.PROSE, row.getFirst().text());
    }
    return header;
  }

  /** The columns of each table, where an empty column has a table of its own on either side. */
  private static List<int[]> groups(List<List<Cell>> table) {
    int[] all = columns(table);
    List<int[]> groups = new ArrayList<>();
    int from = 0;
    for (int i = 1; i <= all.length; i++) {
      if (i == all.length || all[i] > all[i - 1] + 1) {
        groups.add(Arrays.copyOfRange(all, from, i));
        from = i;
      }
    }
    boolean tables = groups.stream().allMatch(group -> group.length > 1 && isTable(table, group));
    return tables ? groups : List.of(all);
  }

  private static boolean isTable(List<List<Cell>> rows, int[] group) {
    return rows.stream()
            .filter(row ->
                row.stream().filter(c -> Arrays.binarySearch(group, c.column()) >= 0).count() > 1)
            .limit(2)
            .count()
        == 2;
  }

  private static int[] columns(List<List<Cell>> rows) {
    NavigableSet<Integer> columns = new TreeSet<>();
    rows.forEach(row -> row.forEach(cell -> columns.add(cell.column())));
    return columns.stream().mapToInt(Integer::intValue).toArray();
  }

  private List<Cell> inside(List<Cell> row) {
    return row.stream().filter(c -> Arrays.binarySearch(columns, c.column()) >= 0).toList();
  }

  /** A cell in a column that was empty so far comes behind the others. */
  private List<String> line(List<Cell> row) {
    List<String> line = new ArrayList<>(columns.length);
    for (Cell cell : row) {
      int at = Arrays.binarySearch(columns, cell.column());
      while (line.size() < at) {
        line.add("");
      }
      line.add(cell.text());
    }
    return line;
  }

  private static String oneLine(String text) {
    return text.strip().replaceAll("\\s+", " ");
  }
}
