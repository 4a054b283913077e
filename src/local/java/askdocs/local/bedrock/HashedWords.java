package askdocs.local.bedrock;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A text's words and their letters as a vector, by feature hashing (Weinberger et al., 2009).
 *
 * <p>Features are the stems of the telling words with weight 1, and the four-letter pieces of each
 * such word between its boundaries with weight ½; each feature is hashed to one dimension and a
 * sign, counts are damped to 1 + ln n, and the whole has length 1. Texts that share no word and no
 * piece come out nearly orthogonal. A text without a telling word counts as one word, for the zero
 * vector has no cosine.
 */
final class HashedWords {
  private static final int PIECE = 4;
  private static final double PIECE_WEIGHT = 0.5;

  private HashedWords() {}

  static float[] of(String text, int dimensions) {
    Map<String, Integer> counts = new HashMap<>();
    Map<String, Integer> pieces = new HashMap<>();
    List<String> words = Words.telling(text);
    if (words.isEmpty()) {
      words = List.of(Words.fold(text).strip());
    }
    for (String word : words) {
      counts.merge(Words.stem(word), 1, Integer::sum);
      String bounded = "_" + word + "_";
      for (int i = 0; i + PIECE <= bounded.length(); i++) {
        pieces.merge(bounded.substring(i, i + PIECE), 1, Integer::sum);
      }
    }
    double[] vector = new double[dimensions];
    counts.forEach((word, n) -> add(vector, "w" + word, 1 + Math.log(n)));
    pieces.forEach((piece, n) -> add(vector, "p" + piece, PIECE_WEIGHT * (1 + Math.log(n))));
    return Vectors.unit(vector);
  }

  private static void add(double[] vector, String feature, double weight) {
    long hash = hash(feature);
    int sign = (hash & 1) == 0 ? 1 : -1;
    vector[(int) Long.remainderUnsigned(hash >>> 1, vector.length)] += sign * weight;
  }

  /** FNV-1a in 64 bits, its bits mixed as in SplitMix64: the same in every JVM. */
  private static long hash(String feature) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < feature.length(); i++) {
      hash = (hash ^ feature.charAt(i)) * 0x100000001b3L;
    }
    hash = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
    hash = (hash ^ (hash >>> 27)) * 0x94d049bb133111ebL;
    return hash ^ (hash >>> 31);
  }
}
