package askdocs.parse;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType3Font;
import org.apache.pdfbox.pdmodel.graphics.state.PDGraphicsState;
import org.apache.pdfbox.pdmodel.graphics.state.RenderingMode;
import org.apache.pdfbox.util.Matrix;

/**
 * Tells whether a letter of a page can be seen: it is painted, large enough, on the page, within
 * the clip, in a colour other than what it stands on, and nothing was painted over it.
 */
final class PdfSight {
  /** What smaller type is, nobody reads; in points. */
  private static final float SMALLEST = 1;

  /** On a page that is larger than this, in points, type is judged by the page's size. */
  private static final float LARGE_PAGE = 800;

  /** The share of a letter that has to be hidden for it to be so. */
  private static final double MOST = .75;

  /** Where a letter is looked at, as shares of its width, and of half its type's height. */
  private static final float[] PLACES = {.2f, .5f, .8f};

  /** How a letter was painted. */
  enum Paint {
    FILLED,
    /** Neither filled nor stroked: what was recognised in a picture is put there like that. */
    INVISIBLE,
    /** As a hole, through which later paint is seen. */
    CUT_OUT,
    HIDDEN
  }

  /** A letter's place, to be looked at again when the page is done. */
  static final class Glyph {
    static final Glyph HIDDEN = new Glyph(Paint.HIDDEN, new int[0], 0, 0);

    private final Paint paint;

    /** Of the canvas, those that it fills. */
    private final int[] cells;

    /** The canvas's number of the last paint before it. */
    private final int after;

    /** The colour that it stands on. */
    private final int below;

    private Glyph(Paint paint, int[] cells, int after, int below) {
      this.paint = paint;
      this.cells = cells;
      this.after = after;
      this.below = below;
    }

    Paint paint() {
      return paint;
    }
  }

  private final PdfCanvas canvas;
  private final PdfPainting painting;
  private float smallest = SMALLEST;

  PdfSight(PdfCanvas canvas, PdfPainting painting) {
    this.canvas = canvas;
    this.painting = painting;
  }

  /**
   * @param longerSide of the page, in its user space
   * @param unit of its user space, in points
   */
  void startPage(float longerSide, float unit) {
    smallest = Math.min(SMALLEST / Math.max(unit, 1e-3f), longerSide / LARGE_PAGE);
  }

  /**
   * @param place the text rendering matrix, to user space
   * @param width of the letter, in shares of its type's height
   */
  Glyph look(Matrix place, PDFont font, float width, PDGraphicsState state) {
    boolean bitmap = font instanceof PDType3Font;
    float tall = bitmap ? Math.abs(width) : .5f;
    if (isTiny(place, bitmap ? width : 1)) {
      return Glyph.HIDDEN;
    }
    int[] cells = new int[PLACES.length * PLACES.length];
    int count = 0;
    for (float across : PLACES) {
      for (float up : PLACES) {
        var at = place.transformPoint(across * width, up * tall);
        int cell = canvas.cell(at.x, at.y);
        if (cell >= 0 && painting.isWithinClip(at.x, at.y)) {
          cells[count++] = cell;
        }
      }
    }
    if (count == 0) {
      return Glyph.HIDDEN;
    }
    int[] inside = Arrays.copyOf(cells, count);
    RenderingMode mode = state.getTextState().getRenderingMode();
    Paint paint =
        switch (mode) {
          case NEITHER -> Paint.INVISIBLE;
          case NEITHER_CLIP -> Paint.CUT_OUT;
          default -> isPaleOn(inside, mode, state) ? Paint.HIDDEN : Paint.FILLED;
        };
    return new Glyph(paint, inside, canvas.paints(), canvas.colour(inside[count / 2]));
  }

  private boolean isTiny(Matrix place, float em) {
    double wide = Math.hypot(place.getScaleX(), place.getShearY()) * Math.abs(em);
    double high = Math.hypot(place.getShearX(), place.getScaleY()) * Math.abs(em);
    return wide < smallest || high < smallest;
  }

  private boolean isPaleOn(int[] cells, RenderingMode mode, PDGraphicsState state) {
    Optional<Integer> fill =
        mode.isFill() ? Optional.of(PdfColours.of(state.getNonStrokingColor())) : Optional.empty();
    Optional<Integer> line =
        mode.isStroke() ? Optional.of(PdfColours.of(state.getStrokingColor())) : Optional.empty();
    double fillAlpha = painting.alpha(state.getNonStrokeAlphaConstant());
    double lineAlpha = painting.alpha(state.getAlphaConstant());
    return most(
        cells,
        cell -> {
          int below = canvas.colour(cell);
          return (fill.isEmpty() || isPale(below, fill.get(), fillAlpha))
              && (line.isEmpty() || isPale(below, line.get(), lineAlpha));
        });
  }

  private boolean isPale(int below, int colour, double alpha) {
    return alpha < .06 || PdfColours.look(below, painting.mixed(below, colour, alpha));
  }

  /** Whether the letter can be seen now that the page is painted. */
  boolean isSeen(Glyph glyph) {
    return switch (glyph.paint()) {
      case HIDDEN, INVISIBLE -> false;
      case CUT_OUT ->
          Arrays.stream(glyph.cells)
              .anyMatch(cell ->
                  canvas.paint(cell) > glyph.after
                      && !PdfColours.look(canvas.colour(cell), glyph.below));
      case FILLED -> !most(glyph.cells, cell -> canvas.cover(cell) > glyph.after);
    };
  }

  /** Whether it is invisible as text over or under a scanned page is. */
  boolean isRecognised(Glyph glyph) {
    return switch (glyph.paint()) {
      case HIDDEN, CUT_OUT -> false;
      case INVISIBLE -> true;
      case FILLED ->
          most(
              glyph.cells,
              cell -> canvas.cover(cell) > glyph.after && canvas.isImage(canvas.cover(cell)));
    };
  }

  private static boolean most(int[] cells, IntPredicate holds) {
    return Arrays.stream(cells).filter(holds).count() >= MOST * cells.length;
  }
}
