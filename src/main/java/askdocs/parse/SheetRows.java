package askdocs.parse;

import askdocs.parse.SheetTables.Cell;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.xml.sax.Attributes;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * The visible cells of a worksheet, row by row (ECMA-376 part 1, 18.3): the cached results of
 * formulas, values as their formats show them. Hidden rows and columns and comments are left out.
 */
final class SheetRows extends DefaultHandler {
  private record Columns(int first, int last) {}

  private final SharedStrings strings;
  private final CellStyles styles;
  private final boolean from1904;
  private final MergedCells merged;
  private final SheetTables tables;
  private final List<Columns> hidden = new ArrayList<>();
  private final TreeMap<Integer, Cell> cells = new TreeMap<>();
  private final StringBuilder value = new StringBuilder();
  private int row = -1;
  private int column = -1;
  private boolean hiddenRow;
  private String type = "";
  private int style;
  private boolean inValue;
  private int phonetic;

  SheetRows(
      SharedStrings strings,
      CellStyles styles,
      boolean from1904,
      MergedCells merged,
      SheetTables tables) {
    this.strings = strings;
    this.styles = styles;
    this.from1904 = from1904;
    this.merged = merged;
    this.tables = tables;
  }

  @Override
  public void startElement(String uri, String name, String qualified, Attributes attributes) {
    switch (name) {
      case "col" -> {
        if (isHidden(attributes, "width")) {
          hidden.add(
              new Columns(
                  CellStyles.number(attributes, "min") - 1,
                  CellStyles.number(attributes, "max") - 1));
        }
      }
      case "row" -> {
        int number = CellStyles.number(attributes, "r") - 1;
        row = number < 0 ? row + 1 : number;
        column = -1;
        hiddenRow = isHidden(attributes, "ht");
        cells.clear();
      }
      case "c" -> {
        int at = CellReference.column(WordBody.value(attributes, "r"));
        column = at < 0 ? column + 1 : at;
        type = WordBody.value(attributes, "t");
        style = CellStyles.number(attributes, "s");
        value.setLength(0);
      }
      case "rPh" -> phonetic++;
      case "v" -> inValue = true;
      case "t" -> inValue = type.equals("inlineStr") && phonetic == 0;
      default -> {}
    }
  }

  @Override
  public void characters(char[] chars, int start, int length) {
    if (inValue) {
      value.append(chars, start, length);
    }
  }

  @Override
  public void endElement(String uri, String name, String qualified) throws SAXException {
    switch (name) {
      case "v", "t" -> inValue = false;
      case "rPh" -> phonetic--;
      case "c" -> {
        Cell cell = cell();
        if (!cell.text().isBlank()) {
          cells.put(column, cell);
        }
      }
      case "row" -> endRow();
      case "sheetData" -> end();
      default -> {}
    }
  }

  private Cell cell() {
    String raw = value.toString();
    if (raw.isEmpty() || styles.hides(style)) {
      return new Cell(column, "", false);
    }
    return switch (type) {
      case "s" -> new Cell(column, strings.text(index(raw)), false);
      case "str", "inlineStr" -> new Cell(column, SharedStrings.unescaped(raw), false);
      case "b" -> new Cell(column, raw.equals("0") ? "FALSE" : "TRUE", true);
      case "e", "d" -> new Cell(column, raw, true);
      default -> new Cell(column, display(raw), true);
    };
  }

  private String display(String raw) {
    try {
      return styles.display(Double.parseDouble(raw.strip()), style, from1904);
    } catch (NumberFormatException e) {
      return raw;
    }
  }

  private static int index(String raw) {
    String digits = raw.strip();
    return digits.matches("\\d{1,9}") ? Integer.parseInt(digits) : -1;
  }

  /** A hidden row can still be where a merged cell that reaches below it has its text. */
  private void endRow() throws SAXException {
    merged.spread(row, cells);
    if (hiddenRow) {
      tables.hidden(row, 1);
      return;
    }
    hidden.forEach(columns -> cells.subMap(columns.first(), true, columns.last(), true).clear());
    try {
      tables.row(row, List.copyOf(cells.values()));
    } catch (UnreadableException e) {
      throw new SAXException(e);
    }
  }

  private void end() throws SAXException {
    try {
      tables.end();
    } catch (UnreadableException e) {
      throw new SAXException(e);
    }
  }

  private static boolean isHidden(Attributes attributes, String size) {
    String hidden = WordBody.value(attributes, "hidden");
    return hidden.equals("1")
        || hidden.equals("true")
        || WordBody.value(attributes, size).matches("0+(\\.0+)?");
  }
}
