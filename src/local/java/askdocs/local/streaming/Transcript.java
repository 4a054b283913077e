package askdocs.local.streaming;

import java.nio.charset.StandardCharsets;

/** A streamed response for people to read: what cannot be seen is shown, long lines are cut. */
final class Transcript {
  private static final int LONGEST = 100;
  private static final String NULS = "\0".repeat(8);

  private Transcript() {}

  static String of(String wire) {
    StringBuilder shown = new StringBuilder();
    for (String line : wire.split("\n", -1)) {
      String visible = line.replace("\r", "␍").replace(NULS, "␀␀␀␀␀␀␀␀");
      shown
          .append("  | ")
          .append(
              visible.length() > LONGEST
                  ? visible.substring(0, LONGEST) + "… (" + line.length() + ")"
                  : visible)
          .append('\n');
    }
    return shown.toString().stripTrailing();
  }

  static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  /** Those before the body: request line, headers, the first chunk's size, status, NUL bytes. */
  static int bytesBeforeTheBody(String wire) {
    int end = wire.indexOf(NULS);
    return end < 0 ? bytes(wire) : bytes(wire.substring(0, end)) + NULS.length();
  }
}
