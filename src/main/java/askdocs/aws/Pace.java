package askdocs.aws;

import askdocs.knowledge.UpstreamException;
import askdocs.knowledge.UpstreamException.Kind;
import askdocs.knowledge.UpstreamException.Sign;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Keeps one process's calls of a model within its share of the quota, counted as Bedrock counts: at
 * the start of a call its input and its maxTokens are reserved, at its end it is settled at what
 * the quota is charged.
 */
final class Pace {
  private final String model;
  private final Optional<RateBucket> requests;
  private final Optional<RateBucket> tokens;

  private Pace(String model, Optional<RateBucket> requests, Optional<RateBucket> tokens) {
    this.model = model;
    this.requests = requests;
    this.tokens = tokens;
  }

  /** No limit at all. */
  static Pace none(String model) {
    return new Pace(model, Optional.empty(), Optional.empty());
  }

  /**
   * A share of a quota.
   *
   * @param requests a minute, if they are limited
   * @param tokens a minute, if they are limited
   * @param burst which part of a minute's may be used at once. What comes in is lessened by it, so
   *     that no minute sees more than the share; but of a whole minute's, nothing is taken off, and
   *     a minute may see twice the share, though not for long
   */
  static Pace of(
      String model, OptionalLong requests, OptionalLong tokens, double burst, InstantSource clock) {
    return new Pace(model, bucket(requests, burst, clock), bucket(tokens, burst, clock));
  }

  private static Optional<RateBucket> bucket(
      OptionalLong perMinute, double burst, InstantSource clock) {
    if (perMinute.isEmpty()) {
      return Optional.empty();
    }
    double share = perMinute.getAsLong();
    double size = Math.max(1, share * burst);
    return Optional.of(new RateBucket(burst < 1 ? share * (1 - burst) : share, size, clock));
  }

  /** What a call has taken, and by how long it has to begin later. */
  record Turn(Pace pace, long reserved, Duration delay) {
    /** Gives back what was reserved beyond what the quota is charged. */
    void settle(long charged) {
      pace.giveBack(reserved - charged);
    }
  }

  /**
   * Takes a request and so many tokens.
   *
   * @param longest the longest wait
   * @throws UpstreamException if it would be longer; nothing is taken then
   */
  synchronized Turn take(long reserved, Duration longest) {
    Duration forRequest = requests.map(bucket -> bucket.waitFor(1)).orElse(Duration.ZERO);
    Duration forTokens =
        tokens.map(bucket -> bucket.waitFor((double) reserved)).orElse(Duration.ZERO);
    Duration wait = forRequest.compareTo(forTokens) > 0 ? forRequest : forTokens;
    if (wait.compareTo(longest) > 0) {
      throw new UpstreamException(
          model + " is used up for now: it is not called", Kind.RETRYABLE, Sign.NOT_CALLED);
    }
    requests.ifPresent(bucket -> bucket.take(1));
    tokens.ifPresent(bucket -> bucket.take((double) reserved));
    return new Turn(this, reserved, wait);
  }

  private synchronized void giveBack(long amount) {
    tokens.ifPresent(bucket -> bucket.take((double) -amount));
  }
}
