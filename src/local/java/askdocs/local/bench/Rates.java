package askdocs.local.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How fast a count grew in each whole window of time, from when it began to grow. */
final class Rates {
  private static final Duration WINDOW = Duration.ofSeconds(5);

  private final List<Double> rates = new ArrayList<>();
  private long begun;
  private long before;

  /** Takes what has been counted until now, in nanoseconds. */
  void add(long now, long count) {
    if (begun == 0) {
      begun = count > 0 ? now : 0;
    } else if (now - begun >= WINDOW.toNanos()) {
      rates.add((count - before) / ((now - begun) / 1e9));
      begun = now;
      before = count;
    }
  }

  /** A second, in each whole window of so many seconds. */
  List<Double> within(double seconds) {
    int whole = (int) Math.min(rates.size(), seconds / WINDOW.toSeconds());
    return List.copyOf(rates.subList(0, whole));
  }
}
