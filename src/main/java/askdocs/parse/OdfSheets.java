package askdocs.parse;

import askdocs.parse.SheetTables.Cell;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.xml.sax.Attributes;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * The sheets of an OpenDocument spreadsheet (ODF 1.3 part 3, 9): each cell's text as it was last
 * shown. Hidden sheets, rows and columns, annotations, shapes, and text that nobody can see are
 * left out.
 */
final class OdfSheets extends DefaultHandler {
  private static final Set<String> SKIPPED =
      Set.of("annotation", "shapes", "forms", "tracked-changes", "frame", "custom-shape");

  private static final Set<String> WORDS = Set.of("", "string");
  private static final int MOST_COLUMNS = 16_384;

  private record Spread(int lastRow, Cell cell) {}

  /**
   * Columns side by side.
   *
   * @param style of their cells, unless a cell or its row has one
   */
  private record Columns(int first, int last, boolean hidden, String style) {}

  private final OdfStyles styles;
  private final BlockWriter writer;
  private final List<Columns> allColumns = new ArrayList<>();
  private final Deque<String> textStyles = new ArrayDeque<>();
  private final Map<Integer, Spread> merged = new HashMap<>();
  private final TreeMap<Integer, Cell> cells = new TreeMap<>();
  private final StringBuilder text = new StringBuilder();
  private Optional<SheetTables> tables = Optional.empty();
  private int sheet;
  private int columns;
  private String rowStyle = "";
  private int row;
  private int column;
  private int rowsRepeated;
  private int cellsRepeated;
  private int rowsSpanned;
  private boolean hiddenRow;
  private boolean word;
  private boolean inCell;
  private int depth;
  private int skipping;

  OdfSheets(OdfStyles styles, BlockWriter writer) {
    this.styles = styles;
    this.writer = writer;
  }

  @Override
  public void startElement(String uri, String name, String qualified, Attributes attributes) {
    if (skipping > 0 || SKIPPED.contains(name)) {
      skipping++;
      return;
    }
    switch (name) {
      case "table" -> {
        if (depth++ == 0) {
          open(attributes);
        }
      }
      case "table-column" -> {
        int last = columns + repeated(attributes, "number-columns-repeated") - 1;
        allColumns.add(new Columns(columns, last, isCollapsed(attributes), cellStyle(attributes)));
        columns = last + 1;
      }
      case "table-row" -> {
        column = 0;
        cells.clear();
        hiddenRow = isCollapsed(attributes);
        rowStyle = cellStyle(attributes);
        rowsRepeated = repeated(attributes, "number-rows-repeated");
      }
      case "table-cell", "covered-table-cell" -> {
        text.setLength(0);
        inCell = name.equals("table-cell");
        textStyles.clear();
        textStyles.addLast(styleOfCell(WordBody.value(attributes, "style-name")));
        word = WORDS.contains(WordBody.value(attributes, "value-type"));
        cellsRepeated = repeated(attributes, "number-columns-repeated");
        rowsSpanned = repeated(attributes, "number-rows-spanned");
      }
      case "p", "span" -> {
        textStyles.addLast(WordBody.value(attributes, "style-name"));
        text.append(name.equals("p") && !text.isEmpty() ? " " : "");
      }
      case "s", "tab", "line-break" -> text.append(' ');
      default -> {}
    }
  }

  @Override
  public void characters(char[] chars, int start, int length) {
    if (inCell && skipping == 0 && isSeen()) {
      text.append(chars, start, length);
    }
  }

  @Override
  public void endElement(String uri, String name, String qualified) throws SAXException {
    if (skipping > 0) {
      skipping--;
      return;
    }
    try {
      end(name);
    } catch (UnreadableException e) {
      throw new SAXException(e);
    }
  }

  private void open(Attributes attributes) {
    sheet++;
    row = 0;
    columns = 0;
    allColumns.clear();
    merged.clear();
    tables =
        styles.isHidden(WordBody.value(attributes, "style-name"))
            ? Optional.empty()
            : Optional.of(new SheetTables(writer, sheet, WordBody.value(attributes, "name")));
  }

  private void end(String name) throws UnreadableException {
    switch (name) {
      case "p", "span" -> textStyles.pollLast();
      case "table-cell", "covered-table-cell" -> endCell();
      case "table-row" -> endRow();
      case "table" -> {
        if (--depth == 0 && tables.isPresent()) {
          tables.get().end();
        }
      }
      default -> {}
    }
  }

  private void endCell() {
    inCell = false;
    if (!text.toString().isBlank()) {
      Cell cell = new Cell(column, text.toString(), !word);
      int last = Math.min(column + cellsRepeated, MOST_COLUMNS);
      for (int at = column; at < last; at++) {
        cells.put(at, new Cell(at, cell.text(), cell.number()));
      }
      if (rowsSpanned > 1) {
        merged.put(column, new Spread(row + rowsSpanned - 1, cell));
      }
    }
    column += cellsRepeated;
  }

  private void endRow() throws UnreadableException {
    merged.values().removeIf(spread -> spread.lastRow() < row);
    merged.forEach((at, spread) -> cells.putIfAbsent(at, spread.cell()));
    allColumns.stream()
        .filter(Columns::hidden)
        .forEach(range -> cells.subMap(range.first(), true, range.last(), true).clear());
    if (tables.isPresent() && hiddenRow) {
      tables.get().hidden(row, rowsRepeated);
    } else if (tables.isPresent() && !cells.isEmpty()) {
      for (int i = 0; i < rowsRepeated; i++) {
        tables.get().row(row + i, List.copyOf(cells.values()));
      }
    }
    row += rowsRepeated;
  }

  private String styleOfCell(String own) {
    if (!own.isEmpty()) {
      return own;
    }
    return rowStyle.isEmpty()
        ? allColumns.stream()
            .filter(range -> range.first() <= column && column <= range.last())
            .findFirst()
            .map(Columns::style)
            .orElse("")
        : rowStyle;
  }

  private boolean isSeen() {
    WordLook look = WordLook.NONE;
    for (String style : textStyles) {
      if (styles.isHidden(style)) {
        return false;
      }
      look = styles.look(style).over(look);
    }
    return look.isSeenOn(Colours.WHITE);
  }

  private static String cellStyle(Attributes attributes) {
    return WordBody.value(attributes, "default-cell-style-name");
  }

  private static int repeated(Attributes attributes, String name) {
    return Math.max(1, CellStyles.number(attributes, name));
  }

  private static boolean isCollapsed(Attributes attributes) {
    String visibility = WordBody.value(attributes, "visibility");
    return visibility.equals("collapse") || visibility.equals("filter");
  }
}
