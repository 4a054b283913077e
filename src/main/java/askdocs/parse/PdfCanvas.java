package askdocs.parse;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Point2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.util.Arrays;
import java.util.Optional;
import org.apache.pdfbox.pdmodel.common.PDRectangle;

/**
 * A coarse picture of a page as it is painted: at each cell, which paint came last, and which last
 * one hid what was beneath. Its memory does not grow with the page's content.
 */
final class PdfCanvas {
  /** Cells along the page's longer side: a cell is smaller than a small letter is high. */
  private static final int CELLS = 1_000;

  /** Paints are numbered in the 24 bits of a cell; later ones share the last number. */
  private static final int MOST_PAINTS = 1 << 20;

  private static final int IMAGE = 1;
  private static final int COVERS = 2;

  private Layer last = new Layer(1, 1);
  private Layer covering = new Layer(1, 1);
  private AffineTransform toCells = new AffineTransform();
  private int[] colours = new int[64];
  private byte[] kinds = new byte[64];
  private int paints;

  /** Starts a page: white, and nothing on it. */
  void start(PDRectangle crop) {
    double scale = CELLS / (double) Math.max(1, Math.max(crop.getWidth(), crop.getHeight()));
    int width = Math.clamp((int) Math.ceil(crop.getWidth() * scale), 1, CELLS);
    int height = Math.clamp((int) Math.ceil(crop.getHeight() * scale), 1, CELLS);
    last = last.cleared(width, height);
    covering = covering.cleared(width, height);
    toCells = new AffineTransform(scale, 0, 0, -scale, 0, height);
    toCells.translate(-crop.getLowerLeftX(), -crop.getLowerLeftY());
    paints = 0;
    colours[0] = PdfColours.WHITE;
    kinds[0] = 0;
  }

  /**
   * Paints an area.
   *
   * @param clip what of it is painted, or all
   * @param colour of all of it, or unknown
   * @param covers whether nothing beneath is seen any more
   */
  void paint(Shape area, Optional<? extends Shape> clip, int colour, boolean covers) {
    add(area, clip, colour, covers ? COVERS : 0);
  }

  /** Paints a picture. */
  void image(Shape area, Optional<? extends Shape> clip, boolean covers) {
    add(area, clip, PdfColours.UNKNOWN, covers ? IMAGE | COVERS : IMAGE);
  }

  private void add(Shape area, Optional<? extends Shape> clip, int colour, int kind) {
    if (paints + 1 < MOST_PAINTS) {
      paints++;
    }
    if (paints == colours.length) {
      colours = Arrays.copyOf(colours, 2 * paints);
      kinds = Arrays.copyOf(kinds, 2 * paints);
    }
    colours[paints] = paints + 1 < MOST_PAINTS ? colour : PdfColours.UNKNOWN;
    kinds[paints] = (byte) kind;
    last.fill(area, clip, paints, toCells);
    if ((kind & COVERS) != 0) {
      covering.fill(area, clip, paints, toCells);
    }
  }

  /** How many paints there were on this page. */
  int paints() {
    return paints;
  }

  /** The cell at a place in the page's user space; negative where it lies outside. */
  int cell(double x, double y) {
    Point2D at = toCells.transform(new Point2D.Double(x, y), null);
    int column = (int) Math.floor(at.getX());
    int row = (int) Math.floor(at.getY());
    boolean inside = column >= 0 && row >= 0 && column < last.width && row < last.height;
    return inside ? row * last.width + column : -1;
  }

  int colour(int cell) {
    return cell < 0 ? PdfColours.UNKNOWN : colours[last.at(cell)];
  }

  /** Which paint of this page came last there; 0 for none. */
  int paint(int cell) {
    return cell < 0 ? 0 : last.at(cell);
  }

  /** Which paint was the last there to hide what lay beneath it; 0 for none. */
  int cover(int cell) {
    return cell < 0 ? 0 : covering.at(cell);
  }

  boolean isImage(int paint) {
    return (kinds[paint] & IMAGE) != 0;
  }

  /** How much of the page is pictures, from 0 to 1. */
  double imageShare() {
    int images = 0;
    int all = last.width * last.height;
    for (int cell = 0; cell < all; cell++) {
      images += kinds[last.at(cell)] & IMAGE;
    }
    return (double) images / all;
  }

  /** One number for each cell. */
  private static final class Layer {
    final int width;
    final int height;
    private final int[] cells;
    private final Graphics2D graphics;
    private boolean clean = true;

    Layer(int width, int height) {
      this.width = width;
      this.height = height;
      BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
      cells = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
      graphics = image.createGraphics();
    }

    /** The number in a cell; what fills it sets the upper bits, which carry no colour. */
    int at(int cell) {
      return cells[cell] & 0xFFFFFF;
    }

    Layer cleared(int newWidth, int newHeight) {
      if (newWidth != width || newHeight != height) {
        graphics.dispose();
        return new Layer(newWidth, newHeight);
      }
      if (!clean) {
        Arrays.fill(cells, 0);
        clean = true;
      }
      return this;
    }

    void fill(Shape area, Optional<? extends Shape> clip, int number, AffineTransform toCells) {
      clean = false;
      graphics.setTransform(toCells);
      graphics.setClip(clip.orElse(null));
      graphics.setColor(new Color(number));
      graphics.fill(area);
    }
  }
}
