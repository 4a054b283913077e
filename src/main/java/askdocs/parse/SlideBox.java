package askdocs.parse;

import org.xml.sax.Attributes;

/**
 * Where a shape lies and, if it is a group, the grid that its members are placed on (ECMA-376 part
 * 1, 20.1.7.6). In English Metric Units (914,400 an inch), on the slide itself once resolved.
 */
final class SlideBox {
  /** What a place on a group's own grid is on the slide: two factors and two offsets. */
  record Grid(double sx, double sy, double dx, double dy) {
    static final Grid SLIDE = new Grid(1, 1, 0, 0);
  }

  /** A rectangle on the slide. */
  record Area(double left, double top, double right, double bottom) {
    boolean meets(Area other) {
      return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
    }

    boolean holds(Area other) {
      return left <= other.left
          && top <= other.top
          && right >= other.right
          && bottom >= other.bottom;
    }
  }

  private final Grid grid;
  private final double[] box = new double[8];
  private boolean placed;

  SlideBox(Grid grid) {
    this.grid = grid;
  }

  boolean isPlaced() {
    return placed;
  }

  /** Takes in an element of the shape's transform; any other changes nothing. */
  void describe(String name, Attributes attributes) {
    switch (name) {
      case "off" -> set(0, attributes, "x", "y");
      case "ext" -> set(2, attributes, "cx", "cy");
      case "chOff" -> set(4, attributes, "x", "y");
      case "chExt" -> set(6, attributes, "cx", "cy");
      default -> {}
    }
  }

  Area area() {
    double left = grid.dx() + grid.sx() * box[0];
    double top = grid.dy() + grid.sy() * box[1];
    return new Area(left, top, left + grid.sx() * box[2], top + grid.sy() * box[3]);
  }

  /** The grid of a group's members. */
  Grid inner() {
    if (!placed || box[6] <= 0 || box[7] <= 0) {
      return grid;
    }
    double sx = grid.sx() * box[2] / box[6];
    double sy = grid.sy() * box[3] / box[7];
    return new Grid(
        sx,
        sy,
        grid.dx() + grid.sx() * box[0] - sx * box[4],
        grid.dy() + grid.sy() * box[1] - sy * box[5]);
  }

  private void set(int at, Attributes attributes, String x, String y) {
    String first = WordBody.value(attributes, x);
    String second = WordBody.value(attributes, y);
    if (first.matches("-?\\d{1,15}") && second.matches("-?\\d{1,15}")) {
      box[at] = Long.parseLong(first);
      box[at + 1] = Long.parseLong(second);
      placed = true;
    }
  }
}
