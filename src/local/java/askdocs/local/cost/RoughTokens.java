package askdocs.local.cost;

/**
 * Tokens by a rule of thumb: one for every four Latin letters, signs or spaces, and one for every
 * character of another script. Claude's newer tokenizers make about 30 % more of the same text.
 */
final class RoughTokens {
  private static final double NEWER_TOKENIZERS = 1.3;

  private RoughTokens() {}

  /** As an embedding model counts. */
  static long embedded(String text) {
    long quarters = text.codePoints().mapToLong(point -> point < 0x250 ? 1 : 4).sum();
    return Math.ceilDiv(quarters, 4);
  }

  /** What so many of an embedding model's tokens are for a model that answers. */
  static long prompted(double embedded) {
    return Math.round(embedded * NEWER_TOKENIZERS);
  }
}
