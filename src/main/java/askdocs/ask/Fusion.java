package askdocs.ask;

import askdocs.ask.Retriever.Candidates;
import askdocs.ask.Retriever.Scored;
import askdocs.knowledge.PassageId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;

/**
 * Makes one order of what was found by meaning and what was found by words: each kind's scores are
 * counted in their standard deviations above what was not found, and added with weights.
 *
 * <p>Scores are kept, not ranks: where the vectors are weak, fusing ranks loses to words alone.
 * What was not found is taken to score as the last that was; or, if words found fewer passages than
 * were sought, 0, since it has none of the words.
 *
 * @param meaning the weight of the score by meaning, 0 to 1; words have the rest
 */
public record Fusion(double meaning) {
  /** Under this weight no set that was measured loses, with strong vectors or with weak ones. */
  public static final Fusion DEFAULT = new Fusion(0.35);

  private static final Comparator<PassageId> BY_PLACE =
      Comparator.comparing(PassageId::key)
          .thenComparingLong(PassageId::generation)
          .thenComparingInt(PassageId::ordinal);

  public Fusion {
    if (!(meaning >= 0 && meaning <= 1)) {
      throw new IllegalArgumentException("A weight lies between 0 and 1: " + meaning);
    }
  }

  /**
   * A passage in the fused order.
   *
   * @param id which passage
   * @param words the same for all passages that say the same in the same words
   * @param value what the order goes by; comparable within one search only
   */
  public record Fused(PassageId id, String words, double value) {}

  /**
   * All that was found, best first; of equals the first in the order of documents.
   *
   * @param sought how many passages of each kind were sought
   */
  public List<Fused> fuse(Candidates found, int sought) {
    Map<PassageId, Fused> fused = new HashMap<>();
    double last = found.byMeaning().stream().mapToDouble(Scored::score).min().orElse(0);
    add(fused, found.byMeaning(), meaning, last);
    double lowest =
        found.byWords().size() < sought
            ? 0
            : found.byWords().stream().mapToDouble(Scored::score).min().orElse(0);
    add(fused, found.byWords(), 1 - meaning, lowest);
    List<Fused> order = new ArrayList<>(fused.values());
    order.sort(
        Comparator.comparingDouble(Fused::value).reversed().thenComparing(Fused::id, BY_PLACE));
    return List.copyOf(order);
  }

  private static void add(
      Map<PassageId, Fused> fused, List<Scored> found, double weight, double notFound) {
    List<Double> deviations = deviations(found, notFound);
    for (int at = 0; at < deviations.size(); at++) {
      Scored one = found.get(at);
      fused.merge(
          one.id(),
          new Fused(one.id(), one.words(), weight * deviations.get(at)),
          (before, now) -> new Fused(one.id(), one.words(), before.value() + now.value()));
    }
  }

  /** How many standard deviations each score lies above that of what was not found. */
  private static List<Double> deviations(List<Scored> found, double notFound) {
    double[] scores =
        DoubleStream.concat(found.stream().mapToDouble(Scored::score), DoubleStream.of(notFound))
            .toArray();
    double mean = DoubleStream.of(scores).average().orElse(0);
    double variance =
        DoubleStream.of(scores).map(score -> (score - mean) * (score - mean)).average().orElse(0);
    double deviation = Math.sqrt(variance);
    return found.stream()
        .map(one -> deviation > 0 ? (one.score() - notFound) / deviation : 0)
        .toList();
  }
}
