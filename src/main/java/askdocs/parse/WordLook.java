package askdocs.parse;

import java.util.Optional;
import java.util.OptionalInt;
import org.xml.sax.Attributes;

/**
 * How a run of text looks, as far as its properties say (ECMA-376 part 1, 17.3.2).
 *
 * @param hidden whether it is marked as hidden
 * @param colour of its letters; unknown where the program chooses one that can be read
 * @param halfPoints its size
 * @param width of its letters, in percent
 * @param ground the colour that it stands on
 */
record WordLook(
    Optional<Boolean> hidden,
    OptionalInt colour,
    OptionalInt halfPoints,
    OptionalInt width,
    OptionalInt ground) {
  static final WordLook NONE =
      new WordLook(
          Optional.empty(),
          OptionalInt.empty(),
          OptionalInt.empty(),
          OptionalInt.empty(),
          OptionalInt.empty());

  static WordLook coloured(int colour) {
    return new WordLook(
        Optional.empty(),
        OptionalInt.of(colour),
        OptionalInt.empty(),
        OptionalInt.empty(),
        OptionalInt.empty());
  }

  static WordLook sized(int halfPoints) {
    return new WordLook(
        Optional.empty(),
        OptionalInt.empty(),
        OptionalInt.of(halfPoints),
        OptionalInt.empty(),
        OptionalInt.empty());
  }

  /** On a ground of its own. */
  static WordLook grounded(int colour) {
    return NONE.on(OptionalInt.of(colour));
  }

  /** Nobody reads type of a point or less, or of letters this narrow. */
  private static final int TINY_HALF_POINTS = 2;

  private static final int NARROW_PERCENT = 5;

  /** This look, with one property more; any other element changes nothing. */
  WordLook with(String property, Attributes attributes) {
    return switch (property) {
      case "vanish", "webHidden" ->
          new WordLook(Optional.of(WordBody.isOn(attributes)), colour, halfPoints, width, ground);
      case "color" ->
          new WordLook(
              hidden,
              OptionalInt.of(colour(WordBody.value(attributes, "val"))),
              halfPoints,
              width,
              ground);
      case "sz" -> new WordLook(hidden, colour, number(attributes), width, ground);
      case "w" -> new WordLook(hidden, colour, halfPoints, number(attributes), ground);
      case "shd" -> on(shade(attributes));
      case "highlight" -> on(highlight(WordBody.value(attributes, "val")));
      default -> this;
    };
  }

  /** What this look leaves open is as in the other. */
  WordLook over(WordLook basis) {
    return new WordLook(
        hidden.or(basis::hidden),
        first(colour, basis.colour),
        first(halfPoints, basis.halfPoints),
        first(width, basis.width),
        first(ground, basis.ground));
  }

  /**
   * Whether it can be read.
   *
   * @param below the colour that it stands on where it has none of its own
   */
  boolean isSeenOn(int below) {
    boolean tiny =
        (halfPoints.isPresent() && halfPoints.getAsInt() <= TINY_HALF_POINTS)
            || (width.isPresent() && width.getAsInt() <= NARROW_PERCENT);
    boolean pale = Colours.look(colour.orElse(Colours.UNKNOWN), ground.orElse(below));
    return !hidden.orElse(false) && !tiny && !pale;
  }

  /** The colour of a shading; empty where it lets through what is below. */
  static OptionalInt shade(Attributes attributes) {
    return switch (WordBody.value(attributes, "val")) {
      case "nil" -> OptionalInt.empty();
      case "clear", "" -> {
        String fill = WordBody.value(attributes, "fill");
        yield fill.isEmpty() || fill.equals("auto")
            ? OptionalInt.empty()
            : OptionalInt.of(colour(fill));
      }
      case "solid" -> OptionalInt.of(colour(WordBody.value(attributes, "color")));
      default -> OptionalInt.of(Colours.UNKNOWN);
    };
  }

  static int colour(String hex) {
    return hex.matches("[0-9A-Fa-f]{6}") ? Integer.parseInt(hex, 16) : Colours.UNKNOWN;
  }

  private static OptionalInt highlight(String name) {
    return switch (name) {
      case "none" -> OptionalInt.empty();
      case "white" -> OptionalInt.of(Colours.WHITE);
      default -> OptionalInt.of(Colours.UNKNOWN);
    };
  }

  private WordLook on(OptionalInt shade) {
    return new WordLook(hidden, colour, halfPoints, width, first(shade, ground));
  }

  private static OptionalInt number(Attributes attributes) {
    int number = WordBody.number(attributes, -1);
    return number < 0 ? OptionalInt.empty() : OptionalInt.of(number);
  }

  private static OptionalInt first(OptionalInt one, OptionalInt other) {
    return one.isPresent() ? one : other;
  }
}
