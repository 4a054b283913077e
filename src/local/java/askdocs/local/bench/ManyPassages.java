package askdocs.local.bench;

import askdocs.ingest.PassageWriter.Embedded;
import askdocs.knowledge.Access;
import askdocs.knowledge.DocumentUri;
import askdocs.knowledge.Embedding;
import askdocs.knowledge.Location;
import askdocs.knowledge.Passage;
import askdocs.knowledge.PassageId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;

/**
 * As many passages as are wanted, made from some real ones; the same number is always the same
 * passage.
 *
 * <p>The first are the real ones. Each of the others has the vector of a real one with Gaussian
 * noise added, its length {@link #NOISE} times the vector's (so that their cosine is about 0.89),
 * and the halves of two texts. So there are clusters, as there are where documents have versions
 * and say alike things, and the question's neighbours are told apart by little.
 */
final class ManyPassages {
  static final double NOISE = 0.5;

  /** Passages of one document. */
  private static final int OF_DOCUMENT = 10;

  private final VectorForm form;
  private final List<String> texts;
  private final List<float[]> vectors;

  /**
   * @param vectors those of the texts, each of length 1
   */
  ManyPassages(VectorForm form, List<String> texts, List<float[]> vectors) {
    this.form = form;
    this.texts = List.copyOf(texts);
    this.vectors = List.copyOf(vectors);
  }

  /** The passage of this number. */
  Embedded passage(int number) {
    int real = number % texts.size();
    boolean made = number >= texts.size();
    int other = new SplittableRandom(number).nextInt(texts.size());
    String text = made ? halves(real, other) : texts.get(real);
    return new Embedded(
        new Passage(
            id(number),
            new DocumentUri("bench", id(number).key()),
            "1",
            "Document " + number / OF_DOCUMENT,
            text,
            "",
            new Location(0, text.length(), OptionalInt.empty(), Optional.empty()),
            Access.PUBLIC),
        new Embedding(form.kept(vector(number))),
        Map.of());
  }

  /** Its vector, of length 1, before it takes the form in which it is kept. */
  float[] vector(int number) {
    float[] real = vectors.get(number % vectors.size());
    if (number < vectors.size()) {
      return real;
    }
    SplittableRandom random = new SplittableRandom(number);
    // The first number drawn chose the other text.
    random.nextInt(texts.size());
    return noisy(real, random);
  }

  static PassageId id(int number) {
    return new PassageId("bench/%07d.md".formatted(number / OF_DOCUMENT), 1, number % OF_DOCUMENT);
  }

  private String halves(int one, int other) {
    String first = texts.get(one);
    String second = texts.get(other);
    return first.substring(0, middle(first)) + " " + second.substring(middle(second));
  }

  private static int middle(String text) {
    return text.offsetByCodePoints(0, text.codePointCount(0, text.length()) / 2);
  }

  private static float[] noisy(float[] unit, SplittableRandom random) {
    double deviation = NOISE / Math.sqrt(unit.length);
    double[] sums = new double[unit.length];
    double squares = 0;
    for (int at = 0; at < sums.length; at++) {
      sums[at] = unit[at] + deviation * random.nextGaussian();
      squares += sums[at] * sums[at];
    }
    float[] noisy = new float[unit.length];
    for (int at = 0; at < noisy.length; at++) {
      noisy[at] = (float) (sums[at] / Math.sqrt(squares));
    }
    return noisy;
  }
}
