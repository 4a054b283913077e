package askdocs.lambda;

import java.time.Duration;
import java.util.Optional;

/**
 * An error that a caller is told of.
 *
 * @param status the HTTP status
 * @param code what programs go by
 * @param title what it is, the same for all of its code
 * @param detail what happened and what to do
 * @param retryAfter when to try again, if that may help
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457, Problem Details</a>
 */
record Problem(
    int status, String code, String title, String detail, Optional<Duration> retryAfter) {
  private static final String EXHAUSTED = "The budget is exhausted";

  static Problem invalid(String detail) {
    return of(400, "invalid-request", "The request is not valid", detail);
  }

  static Problem forbidden(String detail) {
    return of(403, "forbidden", "It is not allowed", detail);
  }

  static Problem notFound(String detail) {
    return of(404, "not-found", "There is no such thing", detail);
  }

  static Problem sessionNotFound() {
    return of(
        404,
        "session-not-found",
        "There is no such session",
        "sessionId: has expired, is another caller's, or never was. Leave it out to begin a"
            + " conversation.");
  }

  static Problem wrongMethod() {
    return of(
        405, "method-not-allowed", "The method is not allowed", "Use another method on this path.");
  }

  static Problem tooLarge(int limit) {
    return of(413, "too-large", "The body is too large", "A body has at most " + limit + " bytes.");
  }

  static Problem notJsonType() {
    return of(
        415,
        "unsupported-media-type",
        "The media type is not supported",
        "Send the body as Content-Type: application/json.");
  }

  static Problem budgetExhausted(String detail, Duration untilItBeginsAnew) {
    return new Problem(429, "budget-exhausted", EXHAUSTED, detail, Optional.of(untilItBeginsAnew));
  }

  /** For a request that waiting does not help. */
  static Problem budgetTooSmall(String detail) {
    return of(429, "budget-exhausted", EXHAUSTED, detail);
  }

  static Problem internal() {
    return of(
        500, "internal", "Something went wrong here", "Report the requestId if it happens again.");
  }

  static Problem senseless() {
    return of(
        502,
        "upstream-failed",
        "A service that we depend on failed",
        "A service that we depend on refused, or its answer makes no sense.");
  }

  static Problem unavailable() {
    return new Problem(
        503,
        "upstream-failed",
        "A service that we depend on failed",
        "A service that we depend on cannot be reached. Try again.",
        Optional.of(Duration.ofSeconds(5)));
  }

  static Problem timeout() {
    return of(504, "timeout", "The time is up", "There was no answer in time. Try again.");
  }

  private static Problem of(int status, String code, String title, String detail) {
    return new Problem(status, code, title, detail, Optional.empty());
  }
}
