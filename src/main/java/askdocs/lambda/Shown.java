package askdocs.lambda;

/** A caller's own words, as they may be shown in an error. */
final class Shown {
  private static final int LONGEST = 100;

  private Shown() {}

  /**
   * A field's name: its first 100 code points; controls and halves of surrogate pairs, which no
   * UTF-8 can carry, as JSON escapes them.
   */
  static String name(String name) {
    StringBuilder shown = new StringBuilder();
    name.codePoints()
        .limit(LONGEST)
        .forEach(point -> {
          if (Character.isISOControl(point) || (point >= 0xD800 && point <= 0xDFFF)) {
            shown.append("\\u%04x".formatted(point));
          } else {
            shown.appendCodePoint(point);
          }
        });
    return name.codePointCount(0, name.length()) > LONGEST ? shown + "…" : shown.toString();
  }
}
