package askdocs.local.eval;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A mean, and where it could as well lie.
 *
 * @param mean the mean
 * @param low the lower end of its 95 % interval
 * @param high the upper end
 */
public record Estimate(double mean, double low, double high) {
  private static final int RESAMPLES = 10_000;
  private static final double TAIL = 0.025;

  /** Always the same, so that the same values have the same interval. */
  private static final long SEED = 20_020_401;

  /**
   * The values' mean with its percentile bootstrap interval: as many values are drawn from them,
   * with putting back, 10,000 times; the interval runs from the 250th to the 9,750th of the means
   * of these draws in their order.
   *
   * <p>Efron, Bootstrap methods: another look at the jackknife, Annals of Statistics 7 (1979);
   * Efron and Tibshirani, An Introduction to the Bootstrap (1993), chapter 13.
   */
  public static Estimate of(double[] values) {
    return of(values, RESAMPLES);
  }

  static Estimate of(double[] values, int resamples) {
    if (values.length == 0) {
      throw new IllegalArgumentException("Nothing was measured");
    }
    SplittableRandom random = new SplittableRandom(SEED);
    double[] means = new double[resamples];
    for (int draw = 0; draw < resamples; draw++) {
      double sum = 0;
      for (int i = 0; i < values.length; i++) {
        sum += values[random.nextInt(values.length)];
      }
      means[draw] = sum / values.length;
    }
    Arrays.sort(means);
    return new Estimate(
        Arrays.stream(values).sum() / values.length,
        means[rank(TAIL, resamples)],
        means[rank(1 - TAIL, resamples)]);
  }

  /**
   * The mean of the differences, question by question, with its interval: the paired bootstrap.
   *
   * <p>Sakai, Evaluating evaluation metrics based on the bootstrap, SIGIR 2006.
   */
  public static Estimate ofDifference(double[] values, double[] others) {
    if (values.length != others.length) {
      throw new IllegalArgumentException("Not the same questions");
    }
    return of(IntStream.range(0, values.length).mapToDouble(i -> values[i] - others[i]).toArray());
  }

  private static int rank(double share, int of) {
    return Math.clamp(Math.round(share * of) - 1, 0, of - 1);
  }
}
