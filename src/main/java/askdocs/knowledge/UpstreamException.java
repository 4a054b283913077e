package askdocs.knowledge;

/** A service that we depend on failed, or gave an answer that makes no sense. */
public final class UpstreamException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What a caller may do about it. */
  public enum Kind {
    /** Trying again later may help: throttled, unavailable, timed out. */
    RETRYABLE,
    /** Trying the same again will not help: refused, not permitted, not there. */
    PERMANENT,
    /** The text is longer than it takes; in two halves it may take it. */
    TOO_LONG,
    /** It answered, and the answer makes no sense. */
    SENSELESS
  }

  private final Kind kind;
  private final int unanswered;

  public UpstreamException(String message, Kind kind) {
    super(message);
    this.kind = kind;
    this.unanswered = 0;
  }

  /** One whose cause, if it is one of these, says how many tries got no answer. */
  public UpstreamException(String message, Kind kind, Throwable cause) {
    this(message, kind, cause, cause instanceof UpstreamException e ? e.unanswered : 0);
  }

  /**
   * @param unanswered how many tries were sent and got no answer, so that they may have been billed
   */
  public UpstreamException(String message, Kind kind, Throwable cause, int unanswered) {
    super(message, cause);
    this.kind = kind;
    this.unanswered = unanswered;
  }

  /** What a caller may do about it. */
  public Kind kind() {
    return kind;
  }

  /** How many tries were sent and got no answer, so that they may have been billed. */
  public int unanswered() {
    return unanswered;
  }
}
