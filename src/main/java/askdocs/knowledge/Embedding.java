package askdocs.knowledge;

import java.util.Arrays;

/**
 * A text's vector, as the embedding model gave it.
 *
 * <p>Equality is that of the values. The array is copied on the way in and on the way out.
 */
public final class Embedding {
  private final float[] values;

  public Embedding(float[] values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("An embedding has at least one dimension");
    }
    for (float value : values) {
      if (!Float.isFinite(value)) {
        throw new IllegalArgumentException("An embedding's values are finite numbers");
      }
    }
    this.values = values.clone();
  }

  /** The number of values. */
  public int dimensions() {
    return values.length;
  }

  /** The values, a copy. */
  public float[] values() {
    return values.clone();
  }

  /**
   * The direction between two vectors of the same length, each counting for its share, as a unit
   * vector: what stands for a text whose parts were embedded.
   *
   * @param share how much this one counts, from 0 to 1; the other has the rest
   */
  public Embedding between(Embedding other, double share) {
    if (other.values.length != values.length) {
      throw new IllegalArgumentException("Vectors of different models do not mix");
    }
    double[] sums = new double[values.length];
    double squares = 0;
    for (int i = 0; i < sums.length; i++) {
      sums[i] = share * values[i] + (1 - share) * other.values[i];
      squares += sums[i] * sums[i];
    }
    if (squares == 0) {
      return this; // opposites: no direction lies between them
    }
    float[] unit = new float[sums.length];
    for (int i = 0; i < unit.length; i++) {
      unit[i] = (float) (sums[i] / Math.sqrt(squares));
    }
    return new Embedding(unit);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Embedding that && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return "Embedding[" + values.length + " dimensions]";
  }
}
