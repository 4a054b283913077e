package askdocs.parse;

import java.awt.geom.Path2D;
import java.awt.geom.PathIterator;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.Optional;

/** The clip that is in force, which is mostly a box, and mostly that of the letter before. */
final class PdfClip {
  private List<Path2D> parts = List.of();
  private int count;

  /** What all parts leave, where all are boxes. */
  private Optional<Rectangle2D> box = Optional.empty();

  /** Whether a place is within all of these paths. */
  boolean contains(List<Path2D> now, double x, double y) {
    if (!isSame(now)) {
      parts = now;
      count = now.size();
      box = box(now);
    }
    return box.isPresent()
        ? box.get().contains(x, y)
        : now.stream().allMatch(part -> part.contains(x, y));
  }

  /** The engine adds to a list or makes another; it changes none. */
  @SuppressWarnings("ReferenceEquality")
  private boolean isSame(List<Path2D> now) {
    return now == parts && now.size() == count;
  }

  private static Optional<Rectangle2D> box(List<Path2D> parts) {
    if (parts.isEmpty() || !parts.stream().allMatch(PdfClip::isBox)) {
      return Optional.empty();
    }
    Rectangle2D box = parts.getFirst().getBounds2D();
    parts.forEach(part -> Rectangle2D.intersect(box, part.getBounds2D(), box));
    return Optional.of(box);
  }

  /** A path around a box: four lines along its sides, and perhaps back to where it began. */
  private static boolean isBox(Path2D path) {
    Rectangle2D bounds = path.getBounds2D();
    double[] at = new double[6];
    int corners = 0;
    int moves = 0;
    boolean onCorners = true;
    double beforeX = 0;
    double beforeY = 0;
    for (PathIterator i = path.getPathIterator(null); !i.isDone(); i.next()) {
      int kind = i.currentSegment(at);
      if (kind == PathIterator.SEG_MOVETO) {
        moves++;
      } else if (kind == PathIterator.SEG_LINETO) {
        onCorners &= Math.abs(at[0] - beforeX) < .01 || Math.abs(at[1] - beforeY) < .01;
      } else if (kind != PathIterator.SEG_CLOSE) {
        return false;
      }
      if (kind != PathIterator.SEG_CLOSE) {
        corners++;
        onCorners &= isEnd(at[0], bounds.getMinX(), bounds.getMaxX());
        onCorners &= isEnd(at[1], bounds.getMinY(), bounds.getMaxY());
        beforeX = at[0];
        beforeY = at[1];
      }
    }
    return onCorners && moves == 1 && (corners == 4 || corners == 5);
  }

  private static boolean isEnd(double at, double least, double most) {
    return at - least < .01 || most - at < .01;
  }
}
