package askdocs.parse;

import java.io.IOException;
import org.apache.pdfbox.pdmodel.graphics.color.PDCIEBasedColorSpace;
import org.apache.pdfbox.pdmodel.graphics.color.PDColor;
import org.apache.pdfbox.pdmodel.graphics.color.PDColorSpace;
import org.apache.pdfbox.pdmodel.graphics.color.PDDeviceColorSpace;
import org.apache.pdfbox.pdmodel.graphics.color.PDLab;

/** What a PDF's colours look like. */
final class PdfColours {
  private PdfColours() {}

  static int of(PDColor color) {
    try {
      PDColorSpace space = color.getColorSpace();
      if (space == null || color.isPattern()) {
        return Colours.UNKNOWN;
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
          : color.toRGB() & Colours.WHITE;
    } catch (IOException | RuntimeException e) {
      return Colours.UNKNOWN;
    }
  }

  private static int rgb(float red, float green, float blue) {
    return (channel(red) << 16) | (channel(green) << 8) | channel(blue);
  }

  private static int channel(float share) {
    return Math.round(unit(share) * 255);
  }

  private static float unit(float share) {
    return Math.clamp(share, 0f, 1f);
  }
}
