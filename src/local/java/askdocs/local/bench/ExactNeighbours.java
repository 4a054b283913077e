package askdocs.local.bench;

import askdocs.knowledge.PassageId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The passages nearest to questions by the cosine of the unrounded vectors, each of them looked at
 * here: what an index that keeps rounded ones is held against.
 */
final class ExactNeighbours {
  /** As near as the last one, but for how floats are summed. */
  private static final double ALIKE = 1e-6;

  /** Beyond the last one, some may be just as near. */
  private static final int SPARE = 30;

  private final int count;
  private final List<float[]> questions;
  private final List<PriorityQueue<Near>> nearest = new ArrayList<>();
  private int seen;

  private record Near(int number, double cosine) {}

  /**
   * @param count how many neighbours
   * @param questions vectors of length 1
   */
  ExactNeighbours(int count, List<float[]> questions) {
    this.count = count;
    this.questions = List.copyOf(questions);
    questions.forEach(
        _ -> nearest.add(new PriorityQueue<>(Comparator.comparingDouble(Near::cosine))));
  }

  /** Looks at more passages, from where it has got to. */
  void look(ManyPassages passages, int to) {
    for (int number = seen; number < to; number++) {
      float[] vector = passages.vector(number);
      for (int question = 0; question < questions.size(); question++) {
        add(nearest.get(question), new Near(number, dot(questions.get(question), vector)));
      }
    }
    seen = Math.max(seen, to);
  }

  private void add(PriorityQueue<Near> heap, Near near) {
    if (heap.size() < count + SPARE) {
      heap.add(near);
    } else if (heap.element().cosine() < near.cosine()) {
      heap.remove();
      heap.add(near);
    }
  }

  private static double dot(float[] one, float[] other) {
    float dot = 0;
    for (int at = 0; at < one.length; at++) {
      dot += one[at] * other[at];
    }
    return dot;
  }

  /** A question's nearest, and those that are just as near as the last of them. */
  Set<PassageId> of(int question) {
    List<Near> sorted =
        nearest.get(question).stream()
            .sorted(Comparator.comparingDouble(Near::cosine).reversed())
            .toList();
    double least = sorted.get(Math.min(count, sorted.size()) - 1).cosine() - ALIKE;
    return sorted.stream()
        .filter(near -> near.cosine() >= least)
        .map(near -> ManyPassages.id(near.number()))
        .collect(Collectors.toSet());
  }

  /** The share of the nearest that was found. */
  double recall(int question, List<PassageId> found) {
    Set<PassageId> exact = of(question);
    return (double) found.stream().limit(count).filter(exact::contains).count() / count;
  }

  /** The share of the nearest that is anywhere in what was found. */
  double covered(int question, List<PassageId> found) {
    Set<PassageId> exact = of(question);
    return (double) exact.stream().filter(found::contains).count() / exact.size();
  }
}
