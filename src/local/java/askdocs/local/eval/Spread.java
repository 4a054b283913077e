package askdocs.local.eval;

import java.util.Arrays;

/**
 * Where the middle of some values lies: what is asked of times, which have no use for a mean.
 *
 * @param median the middle value
 * @param low a quarter of the values lies below
 * @param high a quarter of the values lies above
 */
record Spread(double median, double low, double high) {
  /** The quartiles, each the value whose rank is the share of the count, rounded up. */
  static Spread of(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return new Spread(at(sorted, 0.5), at(sorted, 0.25), at(sorted, 0.75));
  }

  private static double at(double[] sorted, double share) {
    return sorted[Math.max((int) Math.ceil(share * sorted.length) - 1, 0)];
  }
}
