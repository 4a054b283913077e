package askdocs.parse;

import java.awt.BasicStroke;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.GeneralPath;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.apache.pdfbox.contentstream.PDFStreamEngine;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.graphics.blend.BlendMode;
import org.apache.pdfbox.pdmodel.graphics.color.PDColor;
import org.apache.pdfbox.pdmodel.graphics.form.PDTransparencyGroup;
import org.apache.pdfbox.pdmodel.graphics.state.PDGraphicsState;

/**
 * Follows the paths, fills and pictures of a page's content, in its user space, and tells a canvas
 * and the page's rules of them. A picture is only an area here: none is decoded.
 */
final class PdfPainting {
  /** Paths of more segments are taken for the box around them. */
  private static final int MOST_SEGMENTS = 2_000;

  /** A thicker line is an area; in points. */
  private static final float THICK = 3;

  private final PDFStreamEngine engine;
  private final PdfCanvas canvas;
  private final PdfRules rules;
  private final BooleanSupplier shown;

  /** Boxes that stand for a clip too intricate to be followed. */
  private final Set<Rectangle2D> roughClips = new HashSet<>();

  private final Deque<Group> groups = new ArrayDeque<>();
  private GeneralPath path = new GeneralPath();
  private Rectangle2D bounds = new Rectangle2D.Float();
  private int segments;
  private int clip = -1;

  /** A group is painted as a whole, with an opacity of its own. */
  private record Group(double alpha, boolean plain) {
    static final Group NONE = new Group(1, true);
  }

  /**
   * @param shown whether the layer being painted is
   */
  PdfPainting(PDFStreamEngine engine, PdfCanvas canvas, PdfRules rules, BooleanSupplier shown) {
    this.engine = engine;
    this.canvas = canvas;
    this.rules = rules;
    this.shown = shown;
  }

  /** Has the engine follow the operators that construct, paint and clip (ISO 32000-1, 8.5). */
  void follow() {
    on("m", 2, n -> moveTo(at(n[0], n[1])));
    on("l", 2, n -> lineTo(at(n[0], n[1])));
    on("c", 6, n -> curveTo(at(n[0], n[1]), at(n[2], n[3]), at(n[4], n[5])));
    on("v", 4, n -> curveTo(current(), at(n[0], n[1]), at(n[2], n[3])));
    on("y", 4, n -> curveTo(at(n[0], n[1]), at(n[2], n[3]), at(n[2], n[3])));
    on("h", 0, _ -> close());
    on("re", 4, n -> rectangle(n[0], n[1], n[2], n[3]));
    for (String name : List.of("f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "n")) {
      on(name, 0, _ -> finish(name));
    }
    on("W", 0, _ -> clip = Path2D.WIND_NON_ZERO);
    on("W*", 0, _ -> clip = Path2D.WIND_EVEN_ODD);
    on("w", 1, n -> state().setLineWidth(n[0]));
    on("BI", 0, _ -> image(false));
    on("sh", 0, _ -> shade());
  }

  void startPage() {
    path = new GeneralPath();
    segments = 0;
    clip = -1;
    groups.clear();
    roughClips.clear();
  }

  /** The picture that the engine's state places. */
  void image(COSDictionary image) {
    // A mask may leave anything of what is beneath to be seen.
    boolean masked =
        image.containsKey(COSName.SMASK)
            || image.containsKey(COSName.MASK)
            || image.getBoolean(COSName.IMAGE_MASK, false);
    image(!masked);
  }

  private void image(boolean opaque) {
    if (shown.getAsBoolean()) {
      GeneralPath unit = new GeneralPath(new Rectangle2D.Float(0, 0, 1, 1));
      unit.transform(matrix());
      boolean covers =
          opaque && plainly(state().getNonStrokeAlphaConstant()) && !isRoughlyClipped();
      canvas.image(unit, clipping(), covers);
    }
  }

  void enter(PDTransparencyGroup group) {
    PDGraphicsState state = state();
    groups.push(
        new Group(
            alpha(state.getNonStrokeAlphaConstant()),
            group().plain() && isNormal(state) && state.getSoftMask() == null));
  }

  void leave() {
    groups.pop();
  }

  /** What is left of this opacity, in the groups that are open. */
  double alpha(double own) {
    return own * group().alpha();
  }

  /** Whether what is painted now is seen as it is, but for its opacity. */
  boolean isPlain() {
    PDGraphicsState state = state();
    return group().plain() && isNormal(state) && state.getSoftMask() == null;
  }

  private boolean plainly(double alpha) {
    return isPlain() && alpha(alpha) > .98;
  }

  private Group group() {
    return groups.isEmpty() ? Group.NONE : groups.peek();
  }

  private static boolean isNormal(PDGraphicsState state) {
    return state.getBlendMode().equals(BlendMode.NORMAL)
        || state.getBlendMode().equals(BlendMode.COMPATIBLE);
  }

  private void moveTo(Point2D.Float to) {
    if (grow(to) || path.getCurrentPoint() == null) {
      path.moveTo(to.x, to.y);
    }
  }

  private void lineTo(Point2D.Float to) {
    if (path.getCurrentPoint() == null) {
      moveTo(to);
    } else if (grow(to)) {
      path.lineTo(to.x, to.y);
    }
  }

  private void curveTo(Point2D.Float one, Point2D.Float two, Point2D.Float to) {
    if (path.getCurrentPoint() == null) {
      moveTo(one);
    }
    grow(one);
    grow(two);
    if (grow(to)) {
      path.curveTo(one.x, one.y, two.x, two.y, to.x, to.y);
    }
  }

  private void rectangle(float x, float y, float width, float height) {
    moveTo(at(x, y));
    lineTo(at(x + width, y));
    lineTo(at(x + width, y + height));
    lineTo(at(x, y + height));
    close();
  }

  private void close() {
    if (path.getCurrentPoint() != null) {
      path.closePath();
    }
  }

  private boolean grow(Point2D.Float to) {
    if (segments++ == 0) {
      bounds = new Rectangle2D.Float(to.x, to.y, 0, 0);
    }
    bounds.add(to);
    return segments <= MOST_SEGMENTS;
  }

  private void finish(String operator) {
    if (segments > 0 && shown.getAsBoolean()) {
      boolean fills = !operator.equalsIgnoreCase("s") && !operator.equals("n");
      boolean strokes = !operator.equalsIgnoreCase("f") && !operator.equals("f*");
      boolean rough = segments > MOST_SEGMENTS;
      if (operator.startsWith("b") || operator.equals("s")) {
        close();
      }
      if (fills) {
        path.setWindingRule(operator.endsWith("*") ? Path2D.WIND_EVEN_ODD : Path2D.WIND_NON_ZERO);
        PDGraphicsState state = state();
        paint(rough, path, state.getNonStrokingColor(), state.getNonStrokeAlphaConstant());
      }
      if (strokes && !operator.equals("n")) {
        stroke(rough);
      }
      if (!rough && !operator.equals("n")) {
        rules.add(path, fills);
      }
    }
    endPath();
  }

  private void stroke(boolean rough) {
    AffineTransform matrix = matrix();
    double width = state().getLineWidth() * Math.sqrt(Math.abs(matrix.getDeterminant()));
    if (width > THICK && !rough && segments < 100) {
      Shape line =
          new BasicStroke((float) width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER)
              .createStrokedShape(path);
      paint(false, line, state().getStrokingColor(), state().getAlphaConstant());
    }
  }

  private void paint(boolean rough, Shape area, PDColor color, double ownAlpha) {
    if (rough || isRoughlyClipped()) {
      canvas.paint(bounds, clipping(), PdfColours.UNKNOWN, false);
      return;
    }
    int colour = PdfColours.of(color);
    double alpha = alpha(ownAlpha);
    Rectangle2D box = area.getBounds2D();
    int below = canvas.colour(canvas.cell(box.getCenterX(), box.getCenterY()));
    boolean covers = plainly(ownAlpha) && colour != PdfColours.UNKNOWN;
    canvas.paint(area, clipping(), mixed(below, colour, alpha), covers);
  }

  /** What is seen of a colour over another. */
  int mixed(int below, int colour, double alpha) {
    PDGraphicsState state = state();
    if (state.getSoftMask() != null || !group().plain()) {
      return PdfColours.UNKNOWN;
    }
    if (isNormal(state)) {
      return PdfColours.over(below, colour, alpha);
    }
    boolean darkens =
        state.getBlendMode().equals(BlendMode.MULTIPLY)
            || state.getBlendMode().equals(BlendMode.DARKEN);
    return darkens
        ? PdfColours.over(below, PdfColours.times(below, colour), alpha)
        : PdfColours.UNKNOWN;
  }

  private void shade() {
    if (shown.getAsBoolean()) {
      Rectangle2D area = engineClip().getFirst().getBounds2D();
      canvas.paint(area, clipping(), PdfColours.UNKNOWN, false);
    }
  }

  private void endPath() {
    if (clip >= 0) {
      path.setWindingRule(clip);
      boolean rough = segments > MOST_SEGMENTS;
      if (rough) {
        roughClips.add(new GeneralPath(bounds).getBounds2D());
      }
      state().intersectClippingPath(rough ? new GeneralPath(bounds) : path);
    }
    clip = -1;
    path = new GeneralPath();
    segments = 0;
  }

  /** Whether a place in user space is within the clip. */
  boolean isWithinClip(double x, double y) {
    return engineClip().stream().allMatch(part -> part.contains(x, y));
  }

  private boolean isRoughlyClipped() {
    return !roughClips.isEmpty()
        && engineClip().stream().anyMatch(part -> roughClips.contains(part.getBounds2D()));
  }

  private Optional<Shape> clipping() {
    List<Path2D> parts = engineClip();
    if (isRoughlyClipped()) {
      Rectangle2D box = parts.getFirst().getBounds2D();
      parts.forEach(part -> Rectangle2D.intersect(box, part.getBounds2D(), box));
      return Optional.of(box);
    }
    return Optional.of(parts.size() == 1 ? parts.getFirst() : state().getCurrentClippingPath());
  }

  private List<Path2D> engineClip() {
    return state().getCurrentClippingPaths();
  }

  private PDGraphicsState state() {
    return engine.getGraphicsState();
  }

  private AffineTransform matrix() {
    return state().getCurrentTransformationMatrix().createAffineTransform();
  }

  private Point2D.Float at(float x, float y) {
    return state().getCurrentTransformationMatrix().transformPoint(x, y);
  }

  private Point2D.Float current() {
    return path.getCurrentPoint() instanceof Point2D.Float point ? point : new Point2D.Float();
  }

  private void on(String name, int operands, PdfOperator.Action action) {
    engine.addOperator(new PdfOperator(engine, name, operands, action));
  }
}
