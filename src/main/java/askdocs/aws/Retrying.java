package askdocs.aws;

import askdocs.knowledge.Deadline;
import askdocs.knowledge.Metric;
import askdocs.knowledge.Metrics;
import askdocs.knowledge.UpstreamException;
import askdocs.knowledge.UpstreamException.Kind;
import askdocs.knowledge.UpstreamException.Sign;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.random.RandomGenerator;

/**
 * The one policy for calls to upstreams: a bounded number of tries, all of them inside the caller's
 * deadline, with exponential backoff and full jitter between them; a circuit breaker for each
 * upstream; and for models, a pace. The SDK's own retries are off, so that tries never multiply.
 *
 * <table>
 *   <caption>What is tried again</caption>
 *   <tr><td>429, 408, 5xx, no answer</td><td>{@value #MOST_TRIES} tries</td></tr>
 *   <tr><td>424, the model failed with a 5xx of its own</td>
 *   <td>{@value #TRIES_OF_A_FAILING_MODEL} tries</td></tr>
 *   <tr><td>any other 4xx; what makes no sense; what is not called</td><td>never</td></tr>
 * </table>
 *
 * @see <a
 *     href="https://aws.amazon.com/builders-library/timeouts-retries-and-backoff-with-jitter/">Timeouts,
 *     retries and backoff with jitter</a>
 */
public final class Retrying {
  /** How often a call is made at most; all of them may be billed. */
  public static final int MOST_TRIES = 4;

  /** How often, if it is always the model itself that fails. */
  private static final int TRIES_OF_A_FAILING_MODEL = 2;

  private static final Duration FIRST_DELAY = Duration.ofMillis(200);
  private static final Duration LONGEST_DELAY = Duration.ofSeconds(5);

  /** Who has less time to answer, and does not, may be well all the same. */
  private static final Duration FAIR_TIME = Duration.ofSeconds(2);

  /** Of the time left, a call may wait this part for its turn at a model. */
  private static final int PART_FOR_A_TURN = 2;

  private final ModelQuotas quotas;
  private final Metrics metrics;
  private final Clock clock;
  private final RandomGenerator random;
  private final Sleeper sleeper;
  private final Map<String, CircuitBreaker> breakers = new ConcurrentHashMap<>();
  private final Map<String, Pace> paces = new ConcurrentHashMap<>();

  /** One whose models have no pace. */
  public Retrying(RandomGenerator random) {
    this(ModelQuotas.NONE, Metrics.NONE, random);
  }

  /** One for a process: what calls the same upstream must share it. */
  public Retrying(ModelQuotas quotas, Metrics metrics, RandomGenerator random) {
    this(quotas, metrics, Clock.systemUTC(), random, Thread::sleep);
  }

  Retrying(
      ModelQuotas quotas, Metrics metrics, Clock clock, RandomGenerator random, Sleeper sleeper) {
    this.quotas = quotas;
    this.metrics = metrics;
    this.clock = clock;
    this.random = random;
    this.sleeper = sleeper;
  }

  /**
   * What a call of a model takes of its quota of tokens.
   *
   * @param reserved at its start: input and maxTokens
   * @param charged at its end, by its answer
   */
  record Tokens<T>(long reserved, ToLongFunction<T> charged) {}

  /**
   * Makes the call until it succeeds, fails for good, or the time is up.
   *
   * @param deadline by when to have an answer; no try begins after it
   * @param call one try, given the time that it may take; it throws {@link UpstreamException}
   */
  <T> T call(Upstream upstream, Deadline deadline, Function<Duration, T> call) {
    return call(Pace.none(upstream.name()), upstream, deadline, 0, _ -> 0, call).answer();
  }

  /** The same for who has no deadline: all tries together may take so long. */
  <T> T call(Upstream upstream, Duration patience, Function<Duration, T> call) {
    return call(upstream, Deadline.in(patience, clock), call);
  }

  /** The same with a model, at its pace. */
  <T> Tried<T> call(
      Upstream model, Tokens<T> tokens, Deadline deadline, Function<Duration, T> call) {
    Pace pace = paces.computeIfAbsent(model.name(), name -> quotas.pace(name, clock));
    return call(pace, model, deadline, tokens.reserved(), tokens.charged(), call);
  }

  private <T> Tried<T> call(
      Pace pace,
      Upstream upstream,
      Deadline deadline,
      long reserved,
      ToLongFunction<T> charged,
      Function<Duration, T> call) {
    int unanswered = 0;
    for (int number = 1; ; number++) {
      try {
        return new Tried<>(once(pace, upstream, deadline, reserved, charged, call), unanswered);
      } catch (UpstreamException e) {
        unanswered += e.unanswered();
        if (e.sign() == Sign.THROTTLED) {
          metrics.add(Metric.UPSTREAM_THROTTLES, 1);
        }
        if (!worthTrying(e, number, deadline)) {
          throw e.after(unanswered);
        }
      }
      metrics.add(Metric.UPSTREAM_RETRIES, 1);
      sleep(delay(number, deadline));
    }
  }

  private <T> T once(
      Pace pace,
      Upstream upstream,
      Deadline deadline,
      long reserved,
      ToLongFunction<T> charged,
      Function<Duration, T> call) {
    CircuitBreaker breaker =
        breakers.computeIfAbsent(upstream.name(), name -> new CircuitBreaker(name, clock));
    timeLeft(deadline);
    CircuitBreaker.Call entered = breaker.enter();
    Pace.Turn turn;
    try {
      turn = pace.take(reserved, deadline.remaining().dividedBy(PART_FOR_A_TURN));
      sleep(turn.delay());
    } catch (UpstreamException e) {
      entered.notMade();
      throw e;
    }
    Duration time = deadline.remaining();
    try {
      time = shorter(timeLeft(deadline), upstream.longestTry());
      T answer = call.apply(time);
      entered.answered();
      turn.settle(charged.applyAsLong(answer));
      return answer;
    } catch (UpstreamException e) {
      if (e.sign() == Sign.NOT_CALLED) {
        entered.notMade();
      } else if (isUp(e) || (e.sign() == Sign.UNANSWERED && time.compareTo(FAIR_TIME) < 0)) {
        entered.answered();
      } else {
        entered.failed();
      }
      if (e.sign() != Sign.UNANSWERED) {
        turn.settle(0);
      }
      throw e;
    } catch (RuntimeException e) {
      // An answer that the caller knows how to take, as of a condition that does not hold.
      entered.answered();
      throw e;
    }
  }

  private static boolean isUp(UpstreamException failure) {
    return failure.kind() != Kind.RETRYABLE || failure.sign() == Sign.THROTTLED;
  }

  private static boolean worthTrying(UpstreamException failure, int tries, Deadline deadline) {
    if (failure.kind() != Kind.RETRYABLE || tooLate(deadline.remaining())) {
      return false;
    }
    return switch (failure.sign()) {
      case FAILED, THROTTLED, UNANSWERED -> tries < MOST_TRIES;
      case MODEL_FAILED -> tries < TRIES_OF_A_FAILING_MODEL;
      case NOT_CALLED -> false;
    };
  }

  private static Duration timeLeft(Deadline deadline) {
    Duration left = deadline.remaining();
    if (tooLate(left)) {
      throw new UpstreamException("The time for an answer is up", Kind.RETRYABLE, Sign.NOT_CALLED);
    }
    return left;
  }

  /** The SDK counts its time limits in milliseconds, and takes 0 of them for no limit. */
  private static boolean tooLate(Duration left) {
    return left.toMillis() < 1;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
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

  private void sleep(Duration time) {
    if (time.isZero()) {
      return;
    }
    try {
      sleeper.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UpstreamException(
          "Waiting for another try was interrupted", Kind.RETRYABLE, Sign.NOT_CALLED, e, 0);
    }
  }
}
