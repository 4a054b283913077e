package askdocs.local.eval;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** How good a ranking is for one question, from 0 to 1. */
public enum Measure {
  /** Recall among the first. */
  RECALL_1("R@1") {
    @Override
    public double of(List<String> ranked, Map<String, Integer> grades) {
      return recall(ranked, grades, 1);
    }
  },
  /** Recall among the first five. */
  RECALL_5("R@5") {
    @Override
    public double of(List<String> ranked, Map<String, Integer> grades) {
      return recall(ranked, grades, 5);
    }
  },
  /** Recall among the first ten. */
  RECALL_10("R@10") {
    @Override
    public double of(List<String> ranked, Map<String, Integer> grades) {
      return recall(ranked, grades, DEEPEST);
    }
  },
  /** One over the rank of the first relevant document among the first ten, or 0. */
  MRR_10("MRR@10") {
    @Override
    public double of(List<String> ranked, Map<String, Integer> grades) {
      return IntStream.range(0, Math.min(DEEPEST, ranked.size()))
          .filter(at -> isRelevant(ranked.get(at), grades))
          .mapToDouble(at -> 1.0 / (at + 1))
          .findFirst()
          .orElse(0);
    }
  },
  /**
   * Normalised discounted cumulated gain among the first ten.
   *
   * <p>DCG is the sum of {@code grade / log2(rank + 1)}, and nDCG is DCG over that of the best
   * ranking there is: Järvelin and Kekäläinen, Cumulated gain-based evaluation of IR techniques,
   * ACM TOIS 20 (2002), with the discount as trec_eval and BEIR compute it.
   */
  NDCG_10("nDCG@10") {
    @Override
    public double of(List<String> ranked, Map<String, Integer> grades) {
      List<Integer> best = grades.values().stream().sorted(Collections.reverseOrder()).toList();
      return gain(ranked.stream().map(id -> grades.getOrDefault(id, 0)).toList()) / gain(best);
    }
  };

  /** How deep a ranking is looked at. */
  public static final int DEEPEST = 10;

  private final String shown;

  Measure(String shown) {
    this.shown = shown;
  }

  /**
   * The measure of a ranking.
   *
   * @param ranked the documents' ids, best first, none twice
   * @param grades the documents' grades, one more than 0 at least; those that are missing have 0
   */
  public abstract double of(List<String> ranked, Map<String, Integer> grades);

  /** Its usual name. */
  public String shown() {
    return shown;
  }

  private static boolean isRelevant(String id, Map<String, Integer> grades) {
    return grades.getOrDefault(id, 0) > 0;
  }

  private static double recall(List<String> ranked, Map<String, Integer> grades, int depth) {
    long found = ranked.stream().limit(depth).filter(id -> isRelevant(id, grades)).count();
    return (double) found / grades.values().stream().filter(grade -> grade > 0).count();
  }

  private static double gain(List<Integer> grades) {
    return IntStream.range(0, Math.min(DEEPEST, grades.size()))
        .mapToDouble(at -> grades.get(at) * Math.log(2) / Math.log(at + 2))
        .sum();
  }
}
