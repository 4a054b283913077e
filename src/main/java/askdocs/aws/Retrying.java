package askdocs.aws;

import askdocs.knowledge.Deadline;
import askdocs.knowledge.UpstreamException;
import askdocs.knowledge.UpstreamException.Kind;
import dev.failsafe.Failsafe;
import dev.failsafe.RetryPolicy;
import java.time.Duration;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * The one retry policy: exponential backoff with full jitter, a bounded number of tries, all of
 * them inside the caller's deadline. The SDK's own retries are off, so that tries never multiply.
 *
 * @see <a
 *     href="https://aws.amazon.com/builders-library/timeouts-retries-and-backoff-with-jitter/">Timeouts,
 *     retries and backoff with jitter</a>
 */
public final class Retrying {
  private static final int MAX_RETRIES = 3;

  /** How often a call is made at most; all of them may be billed. */
  public static final int MOST_TRIES = 1 + MAX_RETRIES;

  private static final Duration FIRST_DELAY = Duration.ofMillis(200);
  private static final Duration LONGEST_DELAY = Duration.ofSeconds(5);

  private final RandomGenerator random;

  public Retrying(RandomGenerator random) {
    this.random = random;
  }

  /**
   * Makes the call until it succeeds, fails for good, or the time is up.
   *
   * @param deadline by when to have an answer; no try begins after it
   * @param call one try, given the time that it may take; it throws {@link UpstreamException}
   */
  <T> T call(Deadline deadline, Function<Duration, T> call) {
    RetryPolicy<T> policy =
        RetryPolicy.<T>builder()
            .handleIf(failure -> worthTrying(failure, deadline))
            .withMaxRetries(MAX_RETRIES)
            .withDelayFn(context -> delay(context.getAttemptCount(), deadline))
            .build();
    return Failsafe.with(policy).get(() -> call.apply(timeLeft(deadline)));
  }

  private static boolean worthTrying(Throwable failure, Deadline deadline) {
    return failure instanceof UpstreamException upstream
        && upstream.kind() == Kind.RETRYABLE
        && !tooLate(deadline.remaining());
  }

  private static Duration timeLeft(Deadline deadline) {
    Duration left = deadline.remaining();
    if (tooLate(left)) {
      throw new UpstreamException("The time for an answer is up", Kind.RETRYABLE);
    }
    return left;
  }

  /** The SDK counts its time limits in milliseconds, and takes 0 of them for no limit. */
  private static boolean tooLate(Duration left) {
    return left.toMillis() < 1;
  }

  /** A random part of a ceiling that doubles with each try, and never more than the time left. */
  private Duration delay(int tries, Deadline deadline) {
    long ceiling =
        Math.min(
            FIRST_DELAY.toMillis() << Math.min(Math.max(tries - 1, 0), 20),
            LONGEST_DELAY.toMillis());
    long bounded = Math.min(ceiling, deadline.remaining().toMillis());
    return Duration.ofMillis(random.nextLong(bounded + 1));
  }
}
