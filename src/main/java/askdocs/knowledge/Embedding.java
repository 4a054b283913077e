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
