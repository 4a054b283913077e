package askdocs.local.bench;

import java.util.SplittableRandom;

/** Vectors in other dimensions, whose cosines stay about the same. */
final class Projection {
  private Projection() {}

  /**
   * The vector by a fixed matrix of random signs, at length 1.
   *
   * @see <a href="https://doi.org/10.1016/S0022-0000(03)00025-4">Achlioptas, Database-friendly
   *     random projections (2003)</a>
   */
  static float[] of(float[] vector, int dimensions) {
    double[] sums = new double[dimensions];
    SplittableRandom signs = new SplittableRandom(dimensions);
    for (float value : vector) {
      long bits = 0;
      for (int at = 0; at < dimensions; at++) {
        if (at % Long.SIZE == 0) {
          bits = signs.nextLong();
        }
        sums[at] += (bits & 1) == 0 ? value : -value;
        bits >>>= 1;
      }
    }
    double squares = 0;
    for (double sum : sums) {
      squares += sum * sum;
    }
    float[] projected = new float[dimensions];
    for (int at = 0; at < dimensions; at++) {
      projected[at] = (float) (sums[at] / Math.sqrt(squares));
    }
    return projected;
  }
}
