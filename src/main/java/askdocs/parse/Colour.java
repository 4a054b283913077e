package askdocs.parse;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A colour of a style sheet, as far as it tells whether text shows on it.
 *
 * @param opacity from 0, not seen, to 1
 */
record Colour(int red, int green, int blue, double opacity) {
  static final Colour WHITE = new Colour(255, 255, 255, 1);

  /** Text below this contrast cannot be read; WCAG 2.2 asks for 4.5. */
  private static final double LEAST_CONTRAST = 1.15;

  /** The basic names of CSS, and those that are near white. */
  private static final Map<String, Integer> NAMES =
      Map.ofEntries(
          Map.entry("black", 0x000000),
          Map.entry("silver", 0xC0C0C0),
          Map.entry("gray", 0x808080),
          Map.entry("grey", 0x808080),
          Map.entry("white", 0xFFFFFF),
          Map.entry("maroon", 0x800000),
          Map.entry("red", 0xFF0000),
          Map.entry("purple", 0x800080),
          Map.entry("green", 0x008000),
          Map.entry("lime", 0x00FF00),
          Map.entry("olive", 0x808000),
          Map.entry("yellow", 0xFFFF00),
          Map.entry("navy", 0x000080),
          Map.entry("blue", 0x0000FF),
          Map.entry("teal", 0x008080),
          Map.entry("aqua", 0x00FFFF),
          Map.entry("snow", 0xFFFAFA),
          Map.entry("ivory", 0xFFFFF0),
          Map.entry("ghostwhite", 0xF8F8FF),
          Map.entry("floralwhite", 0xFFFAF0),
          Map.entry("whitesmoke", 0xF5F5F5),
          Map.entry("mintcream", 0xF5FFFA),
          Map.entry("azure", 0xF0FFFF));

  private static final Pattern FUNCTION =
      Pattern.compile(
          "rgba?\\(\\s*(\\d{1,3})[\\s,]+(\\d{1,3})[\\s,]+(\\d{1,3})(?:[\\s,/]+([\\d.]{1,9}%?))?\\s*\\)");

  static Optional<Colour> of(String css) {
    String text = css.strip().toLowerCase(Locale.ROOT);
    if (text.equals("transparent")) {
      return Optional.of(new Colour(0, 0, 0, 0));
    }
    Matcher function = FUNCTION.matcher(text);
    if (function.matches()) {
      return Optional.of(
          new Colour(
              Integer.parseInt(function.group(1)),
              Integer.parseInt(function.group(2)),
              Integer.parseInt(function.group(3)),
              Optional.ofNullable(function.group(4)).map(Colour::share).orElse(1.0)));
    }
    if (text.matches("#?(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})")) {
      String digits = text.replace("#", "");
      String full = digits.length() < 6 ? digits.replaceAll("\\w", "$0$0") : digits;
      double opacity = full.length() < 8 ? 1 : Integer.parseInt(full.substring(6), 16) / 255.0;
      return Optional.of(of(Integer.parseInt(full.substring(0, 6), 16), opacity));
    }
    return Optional.ofNullable(NAMES.get(text)).map(rgb -> of(rgb, 1));
  }

  /** Whether text of this colour shows on the other. */
  boolean showsOn(Colour background) {
    double light = luminance() + 0.05;
    double other = background.luminance() + 0.05;
    return opacity > 0.05 && Math.max(light, other) / Math.min(light, other) >= LEAST_CONTRAST;
  }

  private static Colour of(int rgb, double opacity) {
    return new Colour(rgb >> 16, rgb >> 8 & 0xFF, rgb & 0xFF, opacity);
  }

  private static double share(String number) {
    try {
      return number.endsWith("%")
          ? Double.parseDouble(number.substring(0, number.length() - 1)) / 100
          : Double.parseDouble(number);
    } catch (NumberFormatException e) {
      return 1;
    }
  }

  /** By WCAG 2.2, "relative luminance". */
  private double luminance() {
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
  }

  private static double linear(int channel) {
    double c = Math.min(channel, 255) / 255.0;
    return c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
  }
}
