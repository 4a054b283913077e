package askdocs.parse;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What style sheets and its own attribute say of an element, as far as it tells whether the element
 * is seen.
 *
 * @param values by property, in lower case
 */
record Style(Map<String, String> values) {
  /** So far to the left of or above the page that nothing is seen of it, in pixels. */
  private static final double OFF_SCREEN = -400;

  private static final Pattern LENGTH =
      Pattern.compile("([+-]?\\d{0,9}(?:\\.\\d{1,9})?)(px|pt|em|rem|ex|ch|vw|vh|cm|mm|in|pc|%)?");

  private static final Pattern FONT_SIZE = Pattern.compile("(?:^|\\s)(0\\w{0,3})(?:/\\S+)?\\s+\\S");
  private static final Pattern MOVED = Pattern.compile("translate[xy3d]*\\(\\s*(-\\d{3,9}[a-z]*)");

  private static final Pattern CLIPPED =
      Pattern.compile(
          "rect\\(\\s*([01](?:px)?)[\\s,]+([01](?:px)?)[\\s,]+([01](?:px)?)[\\s,]+([01](?:px)?)\\s*\\)|inset\\(\\s*(?:50|100)%.*|circle\\(\\s*0.*|polygon\\(\\s*0"
              + " 0\\s*\\)");

  Style {
    values = Map.copyOf(values);
  }

  static Style of(String declarations) {
    Map<String, String> values = new HashMap<>();
    for (String declaration : declarations.split(";", -1)) {
      int colon = declaration.indexOf(':');
      if (colon > 0) {
        values.put(
            declaration.substring(0, colon).strip().toLowerCase(Locale.ROOT),
            declaration
                .substring(colon + 1)
                .toLowerCase(Locale.ROOT)
                .replace("!important", "")
                .strip());
      }
    }
    return new Style(values);
  }

  /** Hides the element and what is in it. */
  boolean hides() {
    return value("display").equals("none")
        || value("visibility").matches("hidden|collapse")
        || value("content-visibility").equals("hidden")
        || share(value("opacity")) <= 0.05
        || isOffScreen()
        || isClipped();
  }

  /**
   * Whether text is too small to be seen.
   *
   * @param around whether it is in the element around, of which an em and a percent are shares
   */
  boolean isTiny(boolean around) {
    String size = value("font-size");
    if (size.isEmpty()) {
      return around || FONT_SIZE.matcher(value("font")).find();
    }
    boolean isShare = size.matches(".*(?<!r)em|.*%|larger|smaller|inherit");
    return (around && isShare) || pixels(size).filter(pixels -> pixels <= 1).isPresent();
  }

  Optional<Colour> colour() {
    return Colour.of(value("color"));
  }

  boolean hasBackground() {
    return values.containsKey("background")
        || values.containsKey("background-color")
        || values.containsKey("background-image");
  }

  /** Empty where it is a picture, or not understood. */
  Optional<Colour> background() {
    String both = value("background") + " " + value("background-image");
    if (both.contains("url(") || both.contains("gradient")) {
      return Optional.empty();
    }
    String plain = value("background-color");
    return Colour.of(plain.isEmpty() ? value("background") : plain);
  }

  private boolean isOffScreen() {
    boolean positioned = value("position").matches("absolute|fixed");
    Matcher moved = MOVED.matcher(value("transform"));
    return value("transform").matches("scale[xy]?\\(\\s*0(?:\\.0*)?\\s*\\)")
        || (moved.find() && isFar(moved.group(1)))
        || isFar(value("text-indent"))
        || isFar(value("margin-left"))
        || isFar(value("margin-top"))
        || (positioned
            && (isFar(value("left"))
                || isFar(value("top"))
                || isFar(value("right"))
                || isFar(value("bottom"))));
  }

  private boolean isClipped() {
    boolean cut = value("overflow").matches("hidden|clip");
    return CLIPPED.matcher(value("clip")).matches()
        || CLIPPED.matcher(value("clip-path")).matches()
        || (cut
            && (isNothing("width")
                || isNothing("height")
                || isNothing("max-width")
                || isNothing("max-height")));
  }

  private boolean isNothing(String property) {
    return pixels(value(property)).filter(pixels -> pixels >= 0 && pixels <= 1).isPresent();
  }

  private static boolean isFar(String length) {
    return pixels(length).filter(pixels -> pixels <= OFF_SCREEN).isPresent();
  }

  private String value(String property) {
    return values.getOrDefault(property, "");
  }

  private static double share(String number) {
    return pixels(number).map(n -> number.endsWith("%") ? n / 100 : n).orElse(1.0);
  }

  /** Roughly: an em, a hundredth of the window and a percent are taken for ten of them. */
  private static Optional<Double> pixels(String length) {
    Matcher matcher = LENGTH.matcher(length);
    if (!matcher.matches() || matcher.group(1).isEmpty()) {
      return Optional.empty();
    }
    try {
      double number = Double.parseDouble(matcher.group(1));
      String unit = Optional.ofNullable(matcher.group(2)).orElse("px");
      return Optional.of(
          switch (unit) {
            case "px", "pt" -> number;
            case "cm", "in", "pc" -> number * 30;
            case "%" -> number;
            default -> number * 10;
          });
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
