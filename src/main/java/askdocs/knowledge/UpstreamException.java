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

  public UpstreamException(String message, Kind kind) {
    super(message);
    this.kind = kind;
  }

  public UpstreamException(String message, Kind kind, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /** What a caller may do about it. */
  public Kind kind() {
    return kind;
  }
}
