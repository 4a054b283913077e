package askdocs.local.bedrock;

import java.util.SplittableRandom;

/** Arithmetic on vectors. */
final class Vectors {
  private Vectors() {}

  /** The vector at length 1; the zero vector stays what it is. */
  static float[] unit(double[] vector) {
    double squares = 0;
    for (double value : vector) {
      squares += value * value;
    }
    double length = squares == 0 ? 1 : Math.sqrt(squares);
    float[] unit = new float[vector.length];
    for (int i = 0; i < vector.length; i++) {
      unit[i] = (float) (vector[i] / length);
    }
    return unit;
  }

  /** The inner product; of two vectors of length 1, their cosine. */
  static double dot(float[] a, float[] b) {
    double dot = 0;
    for (int i = 0; i < a.length; i++) {
      dot += a[i] * b[i];
    }
    return dot;
  }

  static float[] scaled(float[] vector, double factor) {
    float[] scaled = new float[vector.length];
    for (int i = 0; i < vector.length; i++) {
      scaled[i] = (float) (vector[i] * factor);
    }
    return scaled;
  }

  /**
   * The vector projected to fewer dimensions by a fixed matrix of random signs, which keeps cosines
   * roughly (Achlioptas, 2003); at length 1.
   */
  static float[] projected(float[] vector, int dimensions) {
    double[] projected = new double[dimensions];
    SplittableRandom signs = new SplittableRandom(dimensions);
    for (float value : vector) {
      long bits = 0;
      for (int i = 0; i < dimensions; i++) {
        if (i % Long.SIZE == 0) {
          bits = signs.nextLong();
        }
        projected[i] += (bits & 1) == 0 ? value : -value;
        bits >>>= 1;
      }
    }
    return unit(projected);
  }
}
