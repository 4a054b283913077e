package askdocs.ingest;

/**
 * How far a document's passages are written.
 *
 * @param next the ordinal of the first passage that is not
 * @param part which of the document's parts it is in, the first being 0
 * @param before how many passages the parts before that one have
 */
public record Progress(int next, int part, int before) {
  /** Nothing is written. */
  public static final Progress NONE = new Progress(0, 0, 0);

  public Progress {
    if (part < 0 || before < 0 || next < before) {
      throw new IllegalArgumentException("Not a place in a document");
    }
  }
}
