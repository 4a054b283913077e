package askdocs.parse;

import askdocs.parse.SheetTables.Cell;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.PriorityQueue;
import org.xml.sax.Attributes;
import org.xml.sax.helpers.DefaultHandler;

/**
 * Cells that are merged over rows: each row shows the text, as it does to who looks at it. A
 * worksheet names them behind its rows, so they are read before it.
 */
final class MergedCells extends DefaultHandler {
  private static final int MOST = 50_000;

  private record Merge(int column, int firstRow, int lastRow) {}

  private record Spread(int lastRow, Cell cell) {}

  private final PriorityQueue<Merge> coming =
      new PriorityQueue<>((a, b) -> Integer.compare(a.firstRow(), b.firstRow()));
  private final Map<Integer, Spread> open = new HashMap<>();

  @Override
  public void startElement(String uri, String name, String qualified, Attributes attributes) {
    if (name.equals("mergeCell") && coming.size() < MOST) {
      String[] ends = WordBody.value(attributes, "ref").split(":", -1);
      int first = CellReference.row(ends[0]);
      int last = CellReference.row(ends[ends.length - 1]);
      if (first >= 0 && last > first) {
        coming.add(new Merge(CellReference.column(ends[0]), first, last));
      }
    }
  }

  /** Adds to a row what reaches down into it; rows come from top to bottom. */
  void spread(int row, NavigableMap<Integer, Cell> cells) {
    open.values().removeIf(spread -> spread.lastRow() < row);
    open.forEach((column, spread) -> cells.putIfAbsent(column, spread.cell()));
    while (!coming.isEmpty() && coming.peek().firstRow() <= row) {
      Merge merge = coming.remove();
      if (merge.firstRow() == row) {
        Optional.ofNullable(cells.get(merge.column()))
            .ifPresent(cell -> open.put(merge.column(), new Spread(merge.lastRow(), cell)));
      }
    }
  }
}
