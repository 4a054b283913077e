package askdocs.local.eval;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.Stream;

/**
 * Means as dots with their intervals as lines, a row each, in groups.
 *
 * @param title what it shows
 * @param axis what is measured
 * @param groups the rows, in groups that have a title
 */
record DotPlot(String title, String axis, List<Group> groups) {
  private static final int WIDTH = 760;
  private static final int LABELS = 190;
  private static final int FIGURES = 150;
  private static final int ROW = 22;
  private static final int HEAD = 26;
  private static final int FOOT = 52;
  private static final int TICKS = 5;

  DotPlot {
    groups = List.copyOf(groups);
    if (groups.stream().allMatch(group -> group.rows().isEmpty())) {
      throw new IllegalArgumentException("A plot shows something");
    }
  }

  /** Rows that belong together. */
  record Group(String title, List<Row> rows) {
    Group {
      rows = List.copyOf(rows);
    }
  }

  /** A mean with its interval. */
  record Row(String name, Estimate estimate) {}

  /** It as SVG, for a page whose style sheet has its classes; the plot's text is text. */
  String svg() {
    double step = step();
    double from = Math.floor(bound(Math::min) / step) * step;
    double to = Math.ceil(bound(Math::max) / step) * step;
    double end = to > from ? to : from + step;
    int rows = groups.stream().mapToInt(group -> group.rows().size()).sum();
    int bottom = HEAD * groups.size() + ROW * rows + 8;
    List<String> svg = new ArrayList<>();
    svg.add(
        "<svg role=\"img\" viewBox=\"0 0 %d %d\" aria-label=\"%s\">"
            .formatted(WIDTH, bottom + FOOT, Page.escaped(title + ". " + spoken())));
    for (double tick = from; tick <= end + step / 2; tick += step) {
      double x = x(tick, from, end);
      boolean zero = Math.abs(tick) < step / 2;
      svg.add(
          line(x, 6, x, bottom, zero && from < 0 ? "zero" : "grid")
              + text(x, bottom + 18, "middle", "tick", number(tick, step)));
    }
    svg.add(text((LABELS + WIDTH - FIGURES) / 2.0, bottom + 42, "middle", "axis", axis));
    double y = 0;
    for (Group group : groups) {
      y += HEAD;
      svg.add(text(0, y - 6, "start", "group", group.title()));
      for (Row row : group.rows()) {
        svg.add(row(row, y + ROW / 2.0, from, end));
        y += ROW;
      }
    }
    svg.add("</svg>");
    return String.join("\n", svg);
  }

  private static String row(Row row, double y, double from, double to) {
    Estimate estimate = row.estimate();
    return text(14, y + 4, "start", "name", row.name())
        + line(x(estimate.low(), from, to), y, x(estimate.high(), from, to), y, "interval")
        + "<circle class=\"mean\" cx=\"%s\" cy=\"%s\" r=\"4.5\"/>"
            .formatted(number(x(estimate.mean(), from, to)), number(y))
        + text(WIDTH, y + 4, "end", "figure", shown(estimate));
  }

  private static double x(double value, double from, double to) {
    int right = WIDTH - FIGURES;
    return LABELS + (value - from) / (to - from) * (right - LABELS);
  }

  /** The distance of two ticks: 1, 2 or 5 times a power of ten, for some five of them. */
  private double step() {
    double rough = Math.max(bound(Math::max) - bound(Math::min), 1e-3) / TICKS;
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    return Stream.of(1, 2, 5)
        .map(times -> times * power)
        .filter(step -> step >= rough)
        .findFirst()
        .orElse(10 * power);
  }

  private double bound(DoubleBinaryOperator of) {
    return groups.stream()
        .flatMap(group -> group.rows().stream())
        .map(Row::estimate)
        .flatMap(estimate -> Stream.of(estimate.low(), estimate.mean(), estimate.high()))
        .reduce(of::applyAsDouble)
        .orElse(0.0);
  }

  /** The plot for those who hear it. */
  private String spoken() {
    List<String> told = new ArrayList<>();
    for (Group group : groups) {
      group
          .rows()
          .forEach(
              row -> told.add(group.title() + ", " + row.name() + ": " + shown(row.estimate())));
    }
    return String.join("; ", told);
  }

  private static String shown(Estimate estimate) {
    return String.format(
        Locale.ROOT, "%.3f [%.3f, %.3f]", estimate.mean(), estimate.low(), estimate.high());
  }

  private static String line(double x1, double y1, double x2, double y2, String style) {
    return "<line class=\"%s\" x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\"/>"
        .formatted(style, number(x1), number(y1), number(x2), number(y2));
  }

  private static String text(double x, double y, String anchor, String style, String text) {
    return "<text class=\"%s\" x=\"%s\" y=\"%s\" text-anchor=\"%s\">%s</text>"
        .formatted(style, number(x), number(y), anchor, Page.escaped(text));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  private static String number(double value, double step) {
    int places = Math.clamp(Math.round(-Math.floor(Math.log10(step) + 1e-9)), 0, 6);
    double shown = Math.abs(value) < step / 2 ? 0 : value;
    return String.format(Locale.ROOT, "%." + places + "f", shown);
  }

  /** A plot of these groups; empty if none of them has a row. */
  static Optional<DotPlot> of(String title, String axis, List<Group> groups) {
    List<Group> filled = groups.stream().filter(group -> !group.rows().isEmpty()).toList();
    return filled.isEmpty() ? Optional.empty() : Optional.of(new DotPlot(title, axis, filled));
  }
}
