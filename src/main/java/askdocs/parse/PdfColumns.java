package askdocs.parse;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Lines whose words stand in columns that nothing but white space parts: rows of a table, or
 * columns of prose that were taken for lines across the page.
 */
final class PdfColumns {
  private static final int FEWEST_ROWS = 3;

  /** Words in a cell, on average, from which on it is prose; and the most of a table's. */
  private static final float PROSE = 6;

  /** Of a gap between columns, in type sizes: at its narrowest, and on average. */
  private static final float NARROWEST = .35f;

  private static final float USUAL = .9f;

  /** Between lines of one table, in type sizes. */
  private static final float FARTHEST = 3;

  private PdfColumns() {}

  /**
   * Adds lines to a page.
   *
   * @param tables how many tables the page has so far
   * @return how many it has then
   */
  static int laidOut(List<PdfWords> lines, List<PdfLine> page, int tables) {
    int count = tables;
    int from = 0;
    while (from < lines.size()) {
      int to = end(lines, from);
      List<PdfWords> run = lines.subList(from, to);
      List<Float> edges = run.size() < FEWEST_ROWS ? List.of() : edges(run);
      if (edges.isEmpty()) {
        page.add(lines.get(from).line());
        from++;
        continue;
      }
      List<List<String>> rows = run.stream().map(line -> cells(line, edges)).toList();
      if (isTable(rows)) {
        count++;
        for (int i = 0; i < rows.size(); i++) {
          PdfLine line = run.get(i).line();
          page.add(
              new PdfLine(
                  String.join("\t", rows.get(i)),
                  line.left(),
                  line.right(),
                  line.baseline(),
                  line.size(),
                  rows.get(i),
                  count));
        }
      } else if (isProse(rows)) {
        addColumns(run, edges, page);
      } else {
        run.forEach(line -> page.add(line.line()));
      }
      from = to;
    }
    return count;
  }

  /** The end of the run of lines, one under the other, each with a gap. */
  private static int end(List<PdfWords> lines, int from) {
    int to = from;
    while (to < lines.size() && hasGap(lines.get(to)) && (to == from || follows(lines, to))) {
      to++;
    }
    return to;
  }

  private static boolean hasGap(PdfWords line) {
    return gaps(line).stream().anyMatch(gap -> gap.right() - gap.left() >= USUAL * line.size());
  }

  private static boolean follows(List<PdfWords> lines, int at) {
    PdfWords before = lines.get(at - 1);
    PdfWords line = lines.get(at);
    float down = line.baseline() - before.baseline();
    return line.direction() == before.direction()
        && down > 0
        && down < FARTHEST * Math.max(line.size(), before.size())
        && Math.abs(line.size() - before.size()) < .25f * line.size();
  }

  /** Between two words. */
  private record Gap(float left, float right) {}

  private static List<Gap> gaps(PdfWords line) {
    List<PdfWord> words =
        line.words().stream().sorted((a, b) -> Float.compare(a.left(), b.left())).toList();
    List<Gap> gaps = new ArrayList<>();
    float end = words.getFirst().right();
    for (PdfWord word : words) {
      if (word.left() > end) {
        gaps.add(new Gap(end, word.left()));
      }
      end = Math.max(end, word.right());
    }
    return gaps;
  }

  /** Where one column ends and the next begins: what every line leaves white. */
  private static List<Float> edges(List<PdfWords> run) {
    List<Gap> white = gaps(run.getFirst());
    for (PdfWords line : run.subList(1, run.size())) {
      List<Gap> open = new ArrayList<>(gaps(line));
      open.add(new Gap(Float.NEGATIVE_INFINITY, line.left()));
      open.add(new Gap(line.right(), Float.POSITIVE_INFINITY));
      List<Gap> both = new ArrayList<>();
      for (Gap gap : white) {
        for (Gap other : open) {
          float left = Math.max(gap.left(), other.left());
          float right = Math.min(gap.right(), other.right());
          if (right - left >= NARROWEST * line.size()) {
            both.add(new Gap(left, right));
          }
        }
      }
      white = both;
    }
    return white.stream()
        .filter(gap -> isUsuallyWide(run, gap))
        .map(gap -> (gap.left() + gap.right()) / 2)
        .sorted()
        .toList();
  }

  private static boolean isUsuallyWide(List<PdfWords> run, Gap white) {
    float at = (white.left() + white.right()) / 2;
    List<Float> widths = new ArrayList<>();
    for (PdfWords line : run) {
      gaps(line).stream()
          .filter(gap -> gap.left() <= at && gap.right() >= at)
          .forEach(gap -> widths.add((gap.right() - gap.left()) / line.size()));
    }
    Collections.sort(widths);
    return widths.size() * 2 >= run.size() && widths.get(widths.size() / 2) >= USUAL;
  }

  private static List<String> cells(PdfWords line, List<Float> edges) {
    List<String> cells = new ArrayList<>();
    for (int i = 0; i <= edges.size(); i++) {
      cells.add(PdfWords.text(column(line, edges, i)));
    }
    return cells;
  }

  private static List<PdfWord> column(PdfWords line, List<Float> edges, int column) {
    float from = column == 0 ? Float.NEGATIVE_INFINITY : edges.get(column - 1);
    float to = column == edges.size() ? Float.POSITIVE_INFINITY : edges.get(column);
    return line.words().stream()
        .filter(word -> word.middle() >= from && word.middle() < to)
        .toList();
  }

  private static boolean isTable(List<List<String>> rows) {
    long shared =
        rows.stream().filter(row -> row.stream().filter(c -> !c.isEmpty()).count() > 1).count();
    boolean list =
        rows.getFirst().size() == 2
            && rows.stream().map(List::getFirst).allMatch(c -> c.isEmpty() || PdfWords.isMark(c));
    return !list && shared * 5 >= rows.size() * 3L && wordsInCell(rows) < PROSE;
  }

  private static boolean isProse(List<List<String>> rows) {
    return wordsInCell(rows) >= PROSE;
  }

  private static double wordsInCell(List<List<String>> rows) {
    return rows.stream()
        .flatMap(List::stream)
        .filter(cell -> !cell.isEmpty())
        .mapToInt(cell -> cell.split(" ").length)
        .average()
        .orElse(0);
  }

  private static void addColumns(List<PdfWords> run, List<Float> edges, List<PdfLine> page) {
    for (int i = 0; i <= edges.size(); i++) {
      for (PdfWords line : run) {
        List<PdfWord> words = column(line, edges, i);
        if (!words.isEmpty()) {
          page.add(line.with(words).line());
        }
      }
    }
  }
}
