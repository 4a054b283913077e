package askdocs.parse;

import askdocs.parse.PdfGrid.Cell;
import askdocs.parse.PdfRules.Rule;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;

/**
 * Finds the tables of a page: those that its rules draw, and then, among the lines that are left,
 * those whose words stand in columns.
 */
final class PdfTables {
  /** A longer cell is a page's layout, not a table's. */
  private static final int LONGEST_CELL = 1_500;

  private final List<PdfWords> lines;
  private final int direction;

  /** What the page holds, by the line that it stands at. */
  private final TreeMap<Integer, List<PdfLine>> tables = new TreeMap<>();

  private final Set<PdfWord> taken = Collections.newSetFromMap(new IdentityHashMap<>());
  private int count;

  private PdfTables(List<PdfWords> lines) {
    this.lines = List.copyOf(lines);
    direction =
        lines.stream()
            .collect(Collectors.groupingBy(PdfWords::direction, Collectors.counting()))
            .entrySet()
            .stream()
            .max(Map.Entry.comparingByValue())
            .map(Map.Entry::getKey)
            .orElse(0);
  }

  /**
   * The page's lines, with the rows of its tables among them.
   *
   * @param rules in the page's user space
   * @param crop the part of it that is seen, from whose corner the lines are measured
   */
  static List<PdfLine> laidOut(List<PdfWords> lines, List<Rule> rules, PDRectangle crop) {
    PdfTables page = new PdfTables(lines);
    List<Rule> turned = rules.stream().map(rule -> page.turned(rule, crop)).toList();
    PdfGrid.of(turned).forEach(page::take);
    return page.laidOut();
  }

  /** The rule as a reader of the lines sees it: measured from the upper left. */
  private Rule turned(Rule rule, PDRectangle crop) {
    float width = crop.getWidth();
    float height = crop.getHeight();
    float x = crop.getLowerLeftX();
    float y = crop.getLowerLeftY();
    float place = rule.place() - (rule.level() ? y : x);
    float from = rule.from() - (rule.level() ? x : y);
    float to = rule.to() - (rule.level() ? x : y);
    float own = rule.level() ? height : width;
    float other = rule.level() ? width : height;
    return switch (direction) {
      case 90 -> new Rule(!rule.level(), place, from, to);
      case 180 ->
          rule.level()
              ? new Rule(true, place, other - to, other - from)
              : new Rule(false, own - place, from, to);
      case 270 -> new Rule(!rule.level(), own - place, other - to, other - from);
      default ->
          rule.level()
              ? new Rule(true, own - place, from, to)
              : new Rule(false, place, other - to, other - from);
    };
  }

  /** Takes the words within a grid out of the lines and puts them into its cells. */
  private void take(PdfGrid grid) {
    Map<Cell, CellText> cells = new HashMap<>();
    Set<PdfWord> words = Collections.newSetFromMap(new IdentityHashMap<>());
    Map<Integer, Set<Integer>> linesOfRows = new HashMap<>();
    int at = -1;
    float size = 0;
    for (int i = 0; i < lines.size(); i++) {
      PdfWords line = lines.get(i);
      float middle = line.baseline() - .3f * line.size();
      for (PdfWord word : line.words()) {
        boolean inside = line.direction() == direction && grid.contains(word.middle(), middle);
        if (inside && !taken.contains(word)) {
          at = at < 0 ? i : at;
          size = Math.max(size, line.size());
          Cell cell = grid.cell(word.middle(), middle);
          cells.computeIfAbsent(cell, _ -> new CellText()).add(i, word);
          linesOfRows.computeIfAbsent(cell.row(), _ -> new HashSet<>()).add(i);
          words.add(word);
        }
      }
    }
    List<List<String>> rows = rows(grid, cells);
    boolean fits =
        isTable(rows)
            && !cutsALine(words)
            && cells.values().stream().allMatch(cell -> cell.text().length() <= LONGEST_CELL);
    if (fits) {
      taken.addAll(words);
      tables.computeIfAbsent(at, _ -> new ArrayList<>()).addAll(lines(grid, rows, at, size));
    }
  }

  /** Two rows and two columns that share cells with others; the boxes of a drawing do not. */
  private static boolean isTable(List<List<String>> rows) {
    int columns = rows.isEmpty() ? 0 : rows.getFirst().size();
    long full = rows.stream().filter(row -> filled(row) > 1).count();
    long shared =
        IntStream.range(0, columns)
            .filter(i -> rows.stream().filter(row -> !row.get(i).isEmpty()).count() > 1)
            .count();
    return full > 1 && shared > 1;
  }

  private static long filled(List<String> row) {
    return row.stream().filter(cell -> !cell.isEmpty()).count();
  }

  /** Whether words are among these and their neighbours are not: then it is no table's edge. */
  private boolean cutsALine(Set<PdfWord> words) {
    for (PdfWords line : lines) {
      for (int i = 1; i < line.words().size(); i++) {
        PdfWord before = line.words().get(i - 1);
        PdfWord word = line.words().get(i);
        boolean cut = words.contains(before) != words.contains(word);
        if (cut && Math.abs(word.left() - before.right()) < .6f * line.size()) {
          return true;
        }
      }
    }
    return false;
  }

  private static List<List<String>> rows(PdfGrid grid, Map<Cell, CellText> cells) {
    List<Integer> columns = cells.keySet().stream().map(Cell::column).distinct().sorted().toList();
    List<List<String>> rows = new ArrayList<>();
    for (int row = 0; row < grid.rows(); row++) {
      List<CellText> texts = new ArrayList<>();
      for (int column : columns) {
        texts.add(cells.getOrDefault(new Cell(row, column), new CellText()));
      }
      rows.addAll(byLine(texts, grid.rows() > 3 ? .9 : .6));
    }
    return rows.stream().filter(row -> row.stream().anyMatch(cell -> !cell.isEmpty())).toList();
  }

  private static List<String> texts(List<CellText> cells) {
    return cells.stream().map(CellText::text).toList();
  }

  /**
   * The rows that lines make between two rules, where most of them fill most columns: a cell's own
   * lines seldom are as many as its neighbours'.
   */
  private static List<List<String>> byLine(List<CellText> cells, double most) {
    Map<Integer, List<String>> rows = new LinkedHashMap<>();
    cells.stream()
        .flatMap(cell -> cell.lines().keySet().stream())
        .distinct()
        .sorted()
        .forEach(line ->
            rows.put(
                line, cells.stream().map(cell -> cell.lines().getOrDefault(line, "")).toList()));
    long columns = cells.stream().filter(cell -> !cell.lines().isEmpty()).count();
    long filled = rows.values().stream().mapToLong(PdfTables::filled).sum();
    boolean lined =
        rows.size() > 2
            && columns > 2
            && filled >= most * rows.size() * columns
            && rows.values().stream().allMatch(row -> filled(row) > 1);
    return lined ? List.copyOf(rows.values()) : List.of(texts(cells));
  }

  private List<PdfLine> lines(PdfGrid grid, List<List<String>> rows, int at, float size) {
    count++;
    float top = lines.get(at).baseline();
    float step = (grid.down().getLast() - top) / rows.size();
    List<PdfLine> table = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      table.add(
          new PdfLine(
              String.join("\t", rows.get(i)),
              grid.across().getFirst(),
              grid.across().getLast(),
              top + i * step,
              size,
              rows.get(i),
              count));
    }
    return table;
  }

  private List<PdfLine> laidOut() {
    List<PdfLine> page = new ArrayList<>();
    List<PdfWords> left = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      if (tables.containsKey(i)) {
        count = PdfColumns.laidOut(left, page, count);
        left.clear();
        page.addAll(tables.getOrDefault(i, List.of()));
      }
      List<PdfWord> words =
          lines.get(i).words().stream().filter(word -> !taken.contains(word)).toList();
      if (!words.isEmpty()) {
        left.add(lines.get(i).with(words));
      }
    }
    PdfColumns.laidOut(left, page, count);
    return page;
  }

  /** What stands in a cell, by the lines that it stands on. */
  private static final class CellText {
    private final TreeMap<Integer, String> lines = new TreeMap<>();

    void add(int line, PdfWord word) {
      lines.merge(line, word.text(), (before, next) -> before + " " + next);
    }

    Map<Integer, String> lines() {
      return lines;
    }

    String text() {
      StringBuilder text = new StringBuilder();
      lines.values().forEach(line -> PdfParagraphs.append(text, line, Set.of(), Set.of()));
      return text.toString();
    }
  }
}
