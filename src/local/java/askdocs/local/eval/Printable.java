package askdocs.local.eval;

import java.util.Locale;

/** Text of others for a terminal, which some characters would make do things. */
final class Printable {
  private Printable() {}

  /**
   * The text with every control character, every mark that turns the direction of writing, and all
   * else that has no shape of its own written as its number; a line's end stays.
   */
  static String of(String text) {
    StringBuilder printable = new StringBuilder();
    text.codePoints()
        .forEach(character -> {
          if (character == '\n' || hasShape(character)) {
            printable.appendCodePoint(character);
          } else {
            printable.append(String.format(Locale.ROOT, "\\u{%x}", character));
          }
        });
    return printable.toString();
  }

  private static boolean hasShape(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
