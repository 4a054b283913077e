package askdocs.local.bedrock;

import java.util.concurrent.atomic.AtomicReference;

/**
 * Texts as vectors of length 1, the same text always the same vector.
 *
 * <p>Each size is built for itself, no size is another one cut short. In the usual mode a part of
 * the dimensions holds MiniLM and the rest hashed words, each part at length 1 and weighted so that
 * the cosine of two texts is {@link #MEANING} × MiniLM's cosine + the rest × the hashed one's:
 *
 * <table>
 * <caption>Dimensions of each size</caption>
 * <tr><th>size</th><th>hashed</th><th>MiniLM</th></tr>
 * <tr><td>1,536</td><td>1,152</td><td>384</td></tr>
 * <tr><td>1,024</td><td>640</td><td>384</td></tr>
 * <tr><td>512</td><td>384</td><td>128, projected</td></tr>
 * <tr><td>256</td><td>192</td><td>64, projected</td></tr>
 * </table>
 */
final class Embedder implements AutoCloseable {
  /**
   * MiniLM's share in the cosine. MiniLM knows no Spanish, so hashed words must lead: up to this
   * share Spanish ranks about as with hashed words alone, and English much better.
   */
  static final double MEANING = 0.3;

  private final MiniLm miniLm = new MiniLm();
  private final AtomicReference<EmbeddingMode> mode;

  Embedder(EmbeddingMode mode) {
    this.mode = new AtomicReference<>(mode);
  }

  void mode(EmbeddingMode mode) {
    this.mode.set(mode);
  }

  float[] embed(String text, int dimensions) {
    return switch (mode.get()) {
      case HASHED -> HashedWords.of(text, dimensions);
      case MINILM -> meaning(text, dimensions);
      case BOTH -> both(text, dimensions);
    };
  }

  private float[] both(String text, int dimensions) {
    int room = dimensions > 2 * MiniLm.DIMENSIONS ? MiniLm.DIMENSIONS : dimensions / 4;
    float[] meaning = meaning(text, room);
    float[] words = HashedWords.of(text, dimensions - room);
    double[] all = new double[dimensions];
    for (int i = 0; i < words.length; i++) {
      all[i] = Math.sqrt(1 - MEANING) * words[i];
    }
    for (int i = 0; i < room; i++) {
      all[words.length + i] = Math.sqrt(MEANING) * meaning[i];
    }
    return Vectors.unit(all);
  }

  /** MiniLM's vector in exactly so many dimensions: projected to fewer, or followed by zeros. */
  private float[] meaning(String text, int dimensions) {
    float[] full = miniLm.embed(text);
    if (dimensions < full.length) {
      return Vectors.projected(full, dimensions);
    }
    float[] padded = new float[dimensions];
    System.arraycopy(full, 0, padded, 0, full.length);
    return padded;
  }

  @Override
  public void close() {
    miniLm.close();
  }
}
