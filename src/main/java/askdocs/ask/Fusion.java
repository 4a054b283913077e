package askdocs.ask;

import askdocs.ask.Retriever.Candidates;
import askdocs.ask.Retriever.Scored;
import askdocs.knowledge.Passage;
import askdocs.knowledge.PassageId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Makes one order of what was found by meaning and what was found by words: each kind's scores are
 * brought to one scale, and added with weights. A passage that only one kind found has nothing from
 * the other.
 *
 * <p>Scores are kept, not ranks: where the vectors are weak, fusing ranks loses to words alone.
 *
 * @param scale what brings both kinds' scores to one scale
 * @param meaning the weight of the score by meaning, 0 to 1; words have the rest
 */
public record Fusion(Scale scale, double meaning) {
  /** What measured best over all sets, with strong vectors and with weak ones. */
  public static final Fusion DEFAULT = new Fusion(Scale.L2, 0.5);

  private static final Comparator<Passage> BY_PLACE =
      Comparator.comparing(
          Passage::id,
          Comparator.comparing(PassageId::key)
              .thenComparingLong(PassageId::generation)
              .thenComparingInt(PassageId::ordinal));

  public Fusion {
    if (!(meaning >= 0 && meaning <= 1)) {
      throw new IllegalArgumentException("A weight lies between 0 and 1: " + meaning);
    }
  }

  /** How the scores of one kind are scaled. */
  public enum Scale {
    /** (score − lowest) / (highest − lowest). */
    MIN_MAX {
      @Override
      List<Double> of(List<Double> scores) {
        double lowest = scores.stream().mapToDouble(Double::doubleValue).min().orElse(0);
        double highest = scores.stream().mapToDouble(Double::doubleValue).max().orElse(0);
        double range = highest - lowest;
        return scores.stream().map(score -> range > 0 ? (score - lowest) / range : 1).toList();
      }
    },
    /** score / √(sum of all scores²). */
    L2 {
      @Override
      List<Double> of(List<Double> scores) {
        double length = Math.sqrt(scores.stream().mapToDouble(score -> score * score).sum());
        return scores.stream().map(score -> length > 0 ? score / length : 0).toList();
      }
    };

    abstract List<Double> of(List<Double> scores);
  }

  /**
   * A passage in the fused order.
   *
   * @param passage the passage
   * @param value what the order goes by; comparable within one search only
   * @param cosine how near its vector is, mapped from −1…1 to 0…1; empty if it was found by its
   *     words alone
   */
  public record Fused(Passage passage, double value, OptionalDouble cosine) {}

  /** All that was found, best first; of equals the first in the order of documents. */
  public List<Fused> fuse(Candidates found) {
    Map<PassageId, Fused> fused = new HashMap<>();
    add(found.byMeaning(), meaning, true, fused);
    add(found.byWords(), 1 - meaning, false, fused);
    List<Fused> order = new ArrayList<>(fused.values());
    order.sort(
        Comparator.comparingDouble(Fused::value)
            .reversed()
            .thenComparing(Fused::passage, BY_PLACE));
    return List.copyOf(order);
  }

  private void add(
      List<Scored> found, double weight, boolean isCosine, Map<PassageId, Fused> fused) {
    List<Double> scaled = scale.of(found.stream().map(Scored::score).toList());
    for (int at = 0; at < found.size(); at++) {
      Scored one = found.get(at);
      Optional<Fused> other = Optional.ofNullable(fused.get(one.passage().id()));
      fused.put(
          one.passage().id(),
          new Fused(
              one.passage(),
              weight * scaled.get(at) + other.map(Fused::value).orElse(0.0),
              isCosine
                  ? OptionalDouble.of(one.score())
                  : other.map(Fused::cosine).orElse(OptionalDouble.empty())));
    }
  }
}
