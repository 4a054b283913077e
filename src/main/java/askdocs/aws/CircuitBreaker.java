package askdocs.aws;

import askdocs.knowledge.UpstreamException;
import askdocs.knowledge.UpstreamException.Kind;
import askdocs.knowledge.UpstreamException.Sign;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Spares an upstream that is down, and those who would wait for it.
 *
 * <table>
 *   <caption>States</caption>
 *   <tr><td>closed</td><td>calls go through; after {@value #FAILURES} failures in a row it opens
 *   </td></tr>
 *   <tr><td>open</td><td>calls fail at once, for {@link #PAUSE}</td></tr>
 *   <tr><td>half open</td><td>one call goes through: answered, it closes; failed, it opens again
 *   </td></tr>
 * </table>
 *
 * An answer that throttles or refuses is an answer: the upstream is up.
 */
final class CircuitBreaker {
  static final int FAILURES = 5;
  static final Duration PAUSE = Duration.ofSeconds(3);

  private static final Logger LOG = System.getLogger(CircuitBreaker.class.getName());

  private final String upstream;
  private final InstantSource clock;
  private int failures;
  private Instant openUntil = Instant.MIN;
  private boolean probing;

  CircuitBreaker(String upstream, InstantSource clock) {
    this.upstream = upstream;
    this.clock = clock;
  }

  /**
   * Lets a call through, whose end is to be told.
   *
   * @throws UpstreamException at once, if the upstream is to be spared
   */
  synchronized Call enter() {
    if (failures < FAILURES) {
      return new Call(false);
    }
    if (probing || clock.instant().isBefore(openUntil)) {
      throw new UpstreamException(
          upstream + " is down: it is not called", Kind.RETRYABLE, Sign.NOT_CALLED);
    }
    probing = true;
    return new Call(true);
  }

  /** A call that was let through. */
  final class Call {
    private final boolean probe;

    private Call(boolean probe) {
      this.probe = probe;
    }

    /** It was answered, in whatever way. */
    void answered() {
      synchronized (CircuitBreaker.this) {
        if (failures >= FAILURES) {
          LOG.log(Level.INFO, "{0} is up again", upstream);
        }
        failures = 0;
        probing = false;
      }
    }

    /** It was not made after all, and tells nothing of the upstream: another may probe. */
    void notMade() {
      synchronized (CircuitBreaker.this) {
        if (probe) {
          probing = false;
        }
      }
    }

    /** It failed. What began before the breaker opened does not hold it open. */
    void failed() {
      synchronized (CircuitBreaker.this) {
        boolean closed = failures < FAILURES;
        failures = Math.min(failures + 1, FAILURES);
        if (probe || (closed && failures == FAILURES)) {
          openUntil = clock.instant().plus(PAUSE);
          LOG.log(Level.WARNING, "{0} is down: it is spared for a while", upstream);
        }
        if (probe) {
          probing = false;
        }
      }
    }
  }
}
