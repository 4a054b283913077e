package askdocs.parse;

import askdocs.parse.PdfRules.Rule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Rules that cross each other: the cells of a table.
 *
 * @param across where columns begin and end, in points, ascending
 * @param down where rows do
 * @param rules the rules themselves, which may leave cells joined
 */
record PdfGrid(List<Float> across, List<Float> down, List<Rule> rules) {
  /** Rules this near in points are one, or touch. */
  private static final float NEAR = 3;

  private static final int MOST_CROSSINGS = 4_000_000;
  private static final int MOST_CELLS = 40_000;

  PdfGrid {
    across = List.copyOf(across);
    down = List.copyOf(down);
    rules = List.copyOf(rules);
  }

  /** A place in a grid, by row and column from 0. */
  record Cell(int row, int column) {}

  /** The grids of two rows and two columns or more. */
  static List<PdfGrid> of(List<Rule> rules) {
    List<Rule> levels = merged(rules.stream().filter(Rule::level).toList());
    List<Rule> uprights = merged(rules.stream().filter(rule -> !rule.level()).toList());
    if ((long) levels.size() * uprights.size() > MOST_CROSSINGS) {
      return List.of();
    }
    List<Rule> all = new ArrayList<>(levels);
    all.addAll(uprights);
    int[] parents = new int[all.size()];
    Arrays.setAll(parents, i -> i);
    for (int i = 0; i < levels.size(); i++) {
      for (int j = levels.size(); j < all.size(); j++) {
        if (meet(all.get(i), all.get(j))) {
          parents[root(parents, i)] = root(parents, j);
        }
      }
    }
    Map<Integer, List<Rule>> parts = new HashMap<>();
    for (int i = 0; i < parents.length; i++) {
      parts.computeIfAbsent(root(parents, i), _ -> new ArrayList<>()).add(all.get(i));
    }
    return parts.values().stream()
        .map(PdfGrid::grid)
        .filter(grid -> grid.rows() > 1 && grid.columns() > 1)
        .filter(grid -> grid.rows() * grid.columns() <= MOST_CELLS)
        .toList();
  }

  int rows() {
    return down.size() - 1;
  }

  int columns() {
    return across.size() - 1;
  }

  boolean contains(float x, float y) {
    return x > across.getFirst()
        && x < across.getLast()
        && y > down.getFirst()
        && y < down.getLast();
  }

  /** The cell at a place within the grid; of joined cells, the upper left one. */
  Cell cell(float x, float y) {
    int column = index(across, x);
    int row = index(down, y);
    while (row > 0 && !isParted(true, down.get(row), middle(across, column))) {
      row--;
    }
    while (column > 0 && !isParted(false, across.get(column), middle(down, row))) {
      column--;
    }
    return new Cell(row, column);
  }

  private boolean isParted(boolean level, float place, float at) {
    return rules.stream()
        .anyMatch(rule ->
            rule.level() == level
                && Math.abs(rule.place() - place) <= NEAR
                && rule.from() <= at
                && rule.to() >= at);
  }

  private static float middle(List<Float> edges, int index) {
    return (edges.get(index) + edges.get(index + 1)) / 2;
  }

  private static int index(List<Float> edges, float at) {
    int index = 0;
    while (index < edges.size() - 2 && at >= edges.get(index + 1)) {
      index++;
    }
    return index;
  }

  private static PdfGrid grid(List<Rule> part) {
    List<Float> across = new ArrayList<>();
    List<Float> down = new ArrayList<>();
    for (Rule rule : part) {
      (rule.level() ? down : across).add(rule.place());
    }
    if (across.isEmpty() || down.isEmpty()) {
      return new PdfGrid(List.of(), List.of(), List.of());
    }
    // Many tables are open at their sides.
    part.stream().filter(Rule::level).forEach(rule -> widen(across, rule));
    part.stream().filter(rule -> !rule.level()).forEach(rule -> widen(down, rule));
    return new PdfGrid(edges(across), edges(down), part);
  }

  private static void widen(List<Float> edges, Rule rule) {
    float least = edges.stream().min(Float::compare).orElseThrow();
    float most = edges.stream().max(Float::compare).orElseThrow();
    if (rule.from() < least - NEAR) {
      edges.add(rule.from());
    }
    if (rule.to() > most + NEAR) {
      edges.add(rule.to());
    }
  }

  private static List<Float> edges(List<Float> places) {
    List<Float> sorted = places.stream().sorted().toList();
    List<Float> edges = new ArrayList<>();
    for (float place : sorted) {
      if (edges.isEmpty() || place - edges.getLast() > NEAR) {
        edges.add(place);
      }
    }
    return edges;
  }

  private static boolean meet(Rule level, Rule upright) {
    return upright.place() >= level.from() - NEAR
        && upright.place() <= level.to() + NEAR
        && level.place() >= upright.from() - NEAR
        && level.place() <= upright.to() + NEAR;
  }

  private static int root(int[] parents, int of) {
    int at = of;
    while (parents[at] != at) {
      parents[at] = parents[parents[at]];
      at = parents[at];
    }
    return at;
  }

  /** Rules in one line that touch are one. */
  private static List<Rule> merged(List<Rule> rules) {
    List<Rule> sorted =
        rules.stream().sorted((a, b) -> Float.compare(a.place(), b.place())).toList();
    List<Rule> merged = new ArrayList<>();
    int start = 0;
    for (int i = 1; i <= sorted.size(); i++) {
      boolean ends =
          i == sorted.size() || sorted.get(i).place() - sorted.get(start).place() > NEAR / 2;
      if (ends) {
        List<Rule> line =
            sorted.subList(start, i).stream()
                .sorted((a, b) -> Float.compare(a.from(), b.from()))
                .toList();
        mergeLine(line, merged);
        start = i;
      }
    }
    return merged;
  }

  private static void mergeLine(List<Rule> line, List<Rule> merged) {
    Rule open = line.getFirst();
    for (Rule rule : line) {
      if (rule.from() > open.to() + NEAR) {
        merged.add(open);
        open = rule;
      } else {
        open = new Rule(open.level(), open.place(), open.from(), Math.max(open.to(), rule.to()));
      }
    }
    merged.add(open);
  }
}
