package askdocs.aws;

import java.nio.charset.StandardCharsets;

/** How many tokens a text has, roughly and rather too many: what a pace reserves for it. */
final class TokenEstimate {
  /**
   * A token is about four letters of English and three of Spanish, and at least half of a character
   * of other scripts, which takes three bytes.
   */
  private static final int BYTES_OF_A_TOKEN = 2;

  private TokenEstimate() {}

  static long of(String text) {
    return Math.ceilDiv(text.getBytes(StandardCharsets.UTF_8).length, BYTES_OF_A_TOKEN);
  }
}
