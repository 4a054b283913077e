package askdocs.local.bedrock;

import askdocs.local.bedrock.Faults.RateLimit;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Requests and tokens a minute, counted as Bedrock counts them.
 *
 * <p>At the start of a call its input and its maxTokens are reserved; at its end it is settled at
 * its input and, for Claude 3.7 and later, five times its output. Each quota is a bucket that fills
 * evenly in a minute; settling can leave it in debt.
 */
final class RateLimits {
  private static final Duration WINDOW = Duration.ofMinutes(1);

  private final InstantSource clock;
  private final Map<String, Quota> quotas = new HashMap<>();

  RateLimits(InstantSource clock) {
    this.clock = clock;
  }

  /** What a running call has taken. */
  interface Reservation {
    /** Gives back what was reserved and takes what was used. */
    void settle(long tokens);
  }

  synchronized void set(Map<String, RateLimit> limits) {
    quotas.clear();
    limits.forEach((model, limit) -> quotas.put(model, new Quota(limit, clock.instant())));
  }

  /**
   * Takes one request and so many tokens from every quota that the call falls under.
   *
   * @throws Refused ThrottlingException, and then nothing is taken
   */
  synchronized Reservation reserve(Catalogue.Named model, long tokens) {
    Instant now = clock.instant();
    List<Quota> under =
        Stream.of(model.model().id(), model.calledAs())
            .distinct()
            .filter(quotas::containsKey)
            .map(quotas::get)
            .toList();
    for (Quota quota : under) {
      if (!quota.requests.has(1, now)) {
        throw new Refused(ErrorType.THROTTLING, ErrorType.THROTTLING.usualMessage());
      }
      if (!quota.tokens.has(tokens, now)) {
        throw new Refused(
            ErrorType.THROTTLING, "Too many tokens, please wait before trying again.");
      }
    }
    List<Bucket> taken = new ArrayList<>();
    for (Quota quota : under) {
      quota.requests.take(1);
      quota.tokens.take(tokens);
      taken.add(quota.tokens);
    }
    return used -> settle(taken, tokens, used);
  }

  private synchronized void settle(List<Bucket> buckets, long reserved, long used) {
    for (Bucket bucket : buckets) {
      bucket.take(used - reserved);
    }
  }

  private record Quota(Bucket requests, Bucket tokens) {
    Quota(RateLimit limit, Instant now) {
      this(new Bucket(limit.requestsPerMinute(), now), new Bucket(limit.tokensPerMinute(), now));
    }
  }

  private static final class Bucket {
    private final long size;
    private double level;
    private Instant filled;

    Bucket(long size, Instant now) {
      this.size = size;
      this.level = size;
      this.filled = now;
    }

    boolean has(long amount, Instant now) {
      double elapsed = (double) Duration.between(filled, now).toNanos() / WINDOW.toNanos();
      level = Math.min(size, level + size * elapsed);
      filled = now;
      return size == 0 || level >= amount;
    }

    void take(long amount) {
      level = Math.min(size, level - amount);
    }
  }
}
