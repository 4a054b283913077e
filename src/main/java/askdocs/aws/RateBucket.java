package askdocs.aws;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * What may be used a minute, as a bucket that fills evenly. Who takes more than it holds waits
 * until that has come in, and who comes after waits longer: so all have their turn. Not
 * thread-safe.
 */
final class RateBucket {
  private final double perSecond;
  private final double size;
  private final InstantSource clock;
  private double level;
  private Instant filled;

  /**
   * A full one.
   *
   * @param perMinute what comes in
   * @param size the most that it holds: what may be used at once after a pause
   */
  RateBucket(double perMinute, double size, InstantSource clock) {
    this.perSecond = perMinute / 60;
    this.size = size;
    this.clock = clock;
    this.level = size;
    this.filled = clock.instant();
  }

  /**
   * How long who takes so much would have to wait; for more than it ever holds, until it is full.
   */
  Duration waitFor(double amount) {
    fill();
    double missing = Math.min(amount, size) - level;
    return missing <= 0
        ? Duration.ZERO
        : Duration.ofNanos((long) Math.ceil(missing / perSecond * 1e9));
  }

  /** Takes so much, now; gives it back, if it is less than nothing. */
  void take(double amount) {
    fill();
    level = Math.min(size, level - amount);
  }

  private void fill() {
    Instant now = clock.instant();
    if (now.isAfter(filled)) {
      double seconds = Duration.between(filled, now).toNanos() / 1e9;
      level = Math.min(size, level + perSecond * seconds);
      filled = now;
    }
  }
}
