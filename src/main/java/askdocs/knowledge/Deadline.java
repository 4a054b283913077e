package askdocs.knowledge;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * The moment by which a request must be answered.
 *
 * @param at that moment
 * @param clock what tells the time
 */
public record Deadline(Instant at, Clock clock) {
  /** The deadline this long from now. */
  public static Deadline in(Duration time, Clock clock) {
    return new Deadline(clock.instant().plus(time), clock);
  }

  /** The deadline of a step that may take this part of the time left, so that others have some. */
  public Deadline part(int ofParts) {
    return in(remaining().dividedBy(ofParts), clock);
  }

  /** The deadline of a step that may take this long, as far as there is time left. */
  public Deadline within(Duration time) {
    Duration left = remaining();
    return in(left.compareTo(time) < 0 ? left : time, clock);
  }

  /** The time left; zero once it has passed, never negative. */
  public Duration remaining() {
    Duration left = Duration.between(clock.instant(), at);
    return left.isNegative() ? Duration.ZERO : left;
  }

  /** Whether it has passed. */
  public boolean passed() {
    return remaining().isZero();
  }
}
