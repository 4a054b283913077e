package askdocs.ingest;

/**
 * How large a chunk may be. A word is a run of letters between white space; in scripts that do not
 * part their words by spaces, two characters.
 *
 * @param words at most in a chunk
 * @param overlap how many words, at most, a chunk repeats of the one before: whole sentences
 * @param maxCharacters at most in a chunk, in UTF-16 code units; far below the 50,000 characters
 *     and 8,192 tokens that Titan Text Embeddings takes, in whatever script
 */
public record ChunkSize(int words, int overlap, int maxCharacters) {
  /** What keeps nearly all answers whole in one chunk, and few chunks beside the point. */
  public static final ChunkSize DEFAULT = new ChunkSize(200, 40, 6_000);

  public ChunkSize {
    if (words < 1 || overlap < 0 || overlap >= words) {
      throw new IllegalArgumentException("A chunk has more words than it repeats");
    }
    if (maxCharacters < 100) {
      throw new IllegalArgumentException("A chunk may have 100 characters at least");
    }
  }
}
