package askdocs.knowledge;

/** A service that we depend on failed, or gave an answer that makes no sense. */
public final class UpstreamException extends RuntimeException {
  private static final long serialVersionUID = 2L;

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

  /** How it failed, as far as that shows. */
  public enum Sign {
    /** It answered with an error. */
    FAILED,
    /** It answered that it is called too often: it is well otherwise. */
    THROTTLED,
    /** It answered that the model behind it failed: trying once more is worth it. */
    MODEL_FAILED,
    /** It did not answer: what it was asked for may have been done. */
    UNANSWERED,
    /** It was not called, since there is no time for it, or it is known to be down or busy. */
    NOT_CALLED
  }

  private final Kind kind;
  private final Sign sign;
  private final int unanswered;

  public UpstreamException(String message, Kind kind) {
    this(message, kind, Sign.FAILED);
  }

  public UpstreamException(String message, Kind kind, Sign sign) {
    super(message);
    this.kind = kind;
    this.sign = sign;
    this.unanswered = 0;
  }

  /** One whose cause, if it is one of these, says how, and how many tries got no answer. */
  public UpstreamException(String message, Kind kind, Throwable cause) {
    this(
        message,
        kind,
        cause instanceof UpstreamException e ? e.sign : Sign.FAILED,
        cause,
        cause instanceof UpstreamException e ? e.unanswered : 0);
  }

  /**
   * @param unanswered how many tries were sent and got no answer, so that they may have been billed
   */
  public UpstreamException(String message, Kind kind, Sign sign, Throwable cause, int unanswered) {
    super(message, cause);
    this.kind = kind;
    this.sign = sign;
    this.unanswered = unanswered;
  }

  /** The same as the end of several tries, so many of which got no answer. */
  public UpstreamException after(int tries) {
    return tries == unanswered
        ? this
        : new UpstreamException(String.valueOf(getMessage()), kind, sign, this, tries);
  }

  /** What a caller may do about it. */
  public Kind kind() {
    return kind;
  }

  /** How it failed. */
  public Sign sign() {
    return sign;
  }

  /** How many tries were sent and got no answer, so that they may have been billed. */
  public int unanswered() {
    return unanswered;
  }
}
