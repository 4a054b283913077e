package askdocs.local.eval;

import java.util.List;
import java.util.Map;

/**
 * How well a collection's questions find what answers them.
 *
 * @param name the collection's name
 * @param documents how many documents it has
 * @param passages how many passages these were cut into
 * @param questions how many questions were asked
 * @param unjudged how many were not, since no document is known to answer them
 * @param leftOut the documents that could not be read, and why
 * @param arms the ways that were tried
 * @param comparisons differences between them, question by question
 */
record SetSummary(
    String name,
    int documents,
    int passages,
    int questions,
    int unjudged,
    Map<String, String> leftOut,
    List<ArmSummary> arms,
    List<Comparison> comparisons) {
  SetSummary {
    leftOut = Map.copyOf(leftOut);
    arms = List.copyOf(arms);
    comparisons = List.copyOf(comparisons);
  }

  /**
   * One way.
   *
   * @param name its name
   * @param measures each measure's mean over the questions
   * @param millis what a search took on this machine, the question's vector at hand, in
   *     milliseconds
   */
  record ArmSummary(String name, Map<Measure, Estimate> measures, Spread millis) {
    ArmSummary {
      measures = Map.copyOf(measures);
    }
  }

  /**
   * The difference between two ways.
   *
   * @param name the one
   * @param than the other
   * @param differences the mean of what the one has more than the other
   */
  record Comparison(String name, String than, Map<Measure, Estimate> differences) {
    Comparison {
      differences = Map.copyOf(differences);
    }
  }
}
