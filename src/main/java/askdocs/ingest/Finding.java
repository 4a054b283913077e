package askdocs.ingest;

/**
 * Something on which bucket, table and index disagree.
 *
 * @param key the document
 * @param drift in which way
 * @param reason what was found, a sentence
 */
public record Finding(String key, Drift drift, String reason) {

  /** The ways to disagree. */
  public enum Drift {
    /** The bucket has what the index lacks, in whole or in part. */
    MISSING(true),
    /** What readers see is not what the bucket holds. */
    STALE(true),
    /** The index holds passages that nobody can see. */
    ORPHAN(true),
    /** A run began long ago and never ended. */
    STUCK(true),
    /** The document was tried and could not be read: trying it again changes nothing. */
    FAILED(false);

    private final boolean repairable;

    Drift(boolean repairable) {
      this.repairable = repairable;
    }

    /** Whether another run repairs it. */
    public boolean repairable() {
      return repairable;
    }
  }

  /** The hint that repairs it; a run reads the document again where passages are damaged. */
  public Hint repair() {
    return new Hint(key, drift == Drift.MISSING);
  }
}
