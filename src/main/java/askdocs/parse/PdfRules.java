package askdocs.parse;

import java.awt.geom.GeneralPath;
import java.awt.geom.PathIterator;
import java.util.ArrayList;
import java.util.List;

/** The straight lines of a page that run along its sides: drawn, or edges of filled boxes. */
final class PdfRules {
  /** A page with more is a drawing: no tables are looked for. */
  private static final int MOST = 20_000;

  /** A filled box this thin is a line; in points. */
  private static final float THIN = 3;

  private static final float SHORTEST = 4;

  /**
   * A line.
   *
   * @param level whether it runs along the x axis
   * @param place on the other axis
   * @param from on its own axis, in points; the lesser end
   */
  record Rule(boolean level, float place, float from, float to) {}

  private final List<Rule> rules = new ArrayList<>();

  void startPage() {
    rules.clear();
  }

  List<Rule> all() {
    return rules.size() > MOST ? List.of() : List.copyOf(rules);
  }

  void add(GeneralPath path, boolean filled) {
    float[] points = new float[6];
    float startX = 0;
    float startY = 0;
    float x = 0;
    float y = 0;
    List<Rule> part = new ArrayList<>();
    for (PathIterator at = path.getPathIterator(null);
        !at.isDone() && rules.size() <= MOST;
        at.next()) {
      int kind = at.currentSegment(points);
      switch (kind) {
        case PathIterator.SEG_MOVETO -> {
          end(part, filled);
          startX = points[0];
          startY = points[1];
          x = startX;
          y = startY;
        }
        case PathIterator.SEG_LINETO -> {
          line(part, x, y, points[0], points[1]);
          x = points[0];
          y = points[1];
        }
        case PathIterator.SEG_CLOSE -> {
          line(part, x, y, startX, startY);
          x = startX;
          y = startY;
        }
        default -> {
          int last = kind == PathIterator.SEG_QUADTO ? 2 : 4;
          x = points[last];
          y = points[last + 1];
        }
      }
    }
    end(part, filled);
  }

  private static void line(List<Rule> part, float x, float y, float toX, float toY) {
    if (Math.abs(toY - y) < 1 && Math.abs(toX - x) >= Math.abs(toY - y)) {
      part.add(new Rule(true, (y + toY) / 2, Math.min(x, toX), Math.max(x, toX)));
    } else if (Math.abs(toX - x) < 1) {
      part.add(new Rule(false, (x + toX) / 2, Math.min(y, toY), Math.max(y, toY)));
    }
  }

  /** Of a thin box, only the line that it is to the eye counts. */
  private void end(List<Rule> part, boolean filled) {
    boolean thin =
        filled
            && part.stream().anyMatch(r -> r.to() - r.from() <= THIN)
            && part.stream().anyMatch(r -> r.to() - r.from() > THIN);
    if (thin) {
      Rule longest =
          part.stream()
              .max((a, b) -> Float.compare(a.to() - a.from(), b.to() - b.from()))
              .orElseThrow();
      part.removeIf(r -> !r.equals(longest));
    }
    part.stream().filter(r -> r.to() - r.from() >= SHORTEST).forEach(rules::add);
    part.clear();
  }
}
