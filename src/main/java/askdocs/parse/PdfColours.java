package askdocs.parse;

import java.io.IOException;
import org.apache.pdfbox.pdmodel.graphics.color.PDCIEBasedColorSpace;
import org.apache.pdfbox.pdmodel.graphics.color.PDColor;
import org.apache.pdfbox.pdmodel.graphics.color.PDColorSpace;
import org.apache.pdfbox.pdmodel.graphics.color.PDDeviceColorSpace;
import org.apache.pdfbox.pdmodel.graphics.color.PDLab;

/** Colours as 0xRRGGBB, near enough to tell whether an eye parts two of them. */
final class PdfColours {
  /** A pattern, a picture, a mixture: any colour. */
  static final int UNKNOWN = -1;

  static final int WHITE = 0xFFFFFF;

  /** The most that a channel differs, of 255, in what is read as one colour: 15 % more light. */
  private static final int INDISTINCT = 16;

  private PdfColours() {}

  static int of(PDColor color) {
    try {
      PDColorSpace space = color.getColorSpace();
      if (space == null || color.isPattern()) {
        return UNKNOWN;
      }
      // The profiles are left alone: they are slow, and shift two equal colours alike.
      boolean plain = space instanceof PDDeviceColorSpace || space instanceof PDCIEBasedColorSpace;
      float[] c = color.getComponents();
      if (plain && c.length == 1) {
        return rgb(c[0], c[0], c[0]);
      }
      if (plain && c.length == 4) {
        float light = 1 - unit(c[3]);
        return rgb((1 - unit(c[0])) * light, (1 - unit(c[1])) * light, (1 - unit(c[2])) * light);
      }
      return plain && c.length == 3 && !(space instanceof PDLab)
          ? rgb(c[0], c[1], c[2])
          : color.toRGB() & WHITE;
    } catch (IOException | RuntimeException e) {
      return UNKNOWN;
    }
  }

  static boolean look(int one, int other) {
    return one != UNKNOWN && other != UNKNOWN && difference(one, other) <= INDISTINCT;
  }

  /** What is seen of a colour painted over another, {@code alpha} from 0 to 1. */
  static int over(int below, int above, double alpha) {
    if (alpha >= 1) {
      return above;
    }
    if (alpha <= 0) {
      return below;
    }
    if (below == UNKNOWN || above == UNKNOWN) {
      return alpha * 255 <= INDISTINCT ? below : UNKNOWN;
    }
    int mixed = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      int b = channel(below, shift);
      int a = channel(above, shift);
      mixed |= (int) Math.round(b + (a - b) * alpha) << shift;
    }
    return mixed;
  }

  /** The darker: what multiplying and its like come to where it matters. */
  static int times(int below, int above) {
    if (below == UNKNOWN || above == UNKNOWN) {
      return UNKNOWN;
    }
    int product = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      product |= (channel(below, shift) * channel(above, shift) / 255) << shift;
    }
    return product;
  }

  private static int difference(int one, int other) {
    int most = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      most = Math.max(most, Math.abs(channel(one, shift) - channel(other, shift)));
    }
    return most;
  }

  private static int rgb(float red, float green, float blue) {
    return (channel(red) << 16) | (channel(green) << 8) | channel(blue);
  }

  private static int channel(int colour, int shift) {
    return (colour >> shift) & 0xFF;
  }

  private static int channel(float share) {
    return Math.round(unit(share) * 255);
  }

  private static float unit(float share) {
    return Math.clamp(share, 0f, 1f);
  }
}
