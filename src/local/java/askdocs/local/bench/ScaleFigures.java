package askdocs.local.bench;

import java.io.PrintStream;
import java.util.List;
import java.util.Map;

/**
 * What one form of index measured at one size. Recall is the share of the exact ten nearest that
 * was among the first ten found.
 *
 * @param loadSeconds how long it took to come from the size before to this
 * @param loadCpuSeconds what OpenSearch took of processors for it
 * @param diskBytes a passage, all of its fields
 * @param memoryBytes a vector, by rule
 * @param p50Millis of the hybrid search, with {@code p95Millis}
 * @param exactMillis of a search by script, which looks at each vector, over some of the questions
 * @param exactRecall of that search, held against the unrounded vectors: below 1 by what rounding
 *     lost
 * @param recall of the hybrid search's nearest, held against the same
 * @param covered the share of the exact ten nearest among all that the hybrid search found by
 *     meaning: what fusion has before it
 * @param recallByEf of a k-NN search alone, by its ef_search
 */
record ScaleFigures(
    VectorForm form,
    int passages,
    int segments,
    double loadSeconds,
    double loadCpuSeconds,
    double diskBytes,
    double memoryBytes,
    double p50Millis,
    double p95Millis,
    double exactMillis,
    double exactRecall,
    double recall,
    double covered,
    Map<Integer, Double> recallByEf) {
  static void print(List<ScaleFigures> all, PrintStream out) {
    out.printf(
        "%-34s %9s %4s %7s %7s %7s %6s %8s %8s %8s %7s %9s %7s  %s%n",
        "vectors",
        "passages",
        "seg.",
        "load s",
        "CPU s",
        "disk B",
        "RAM B",
        "p50 ms",
        "p95 ms",
        "exact ms",
        "exact",
        "recall@10",
        "in 50",
        "k-NN alone, by ef_search");
    for (ScaleFigures one : all) {
      out.printf(
          "%-34s %,9d %4d %7.0f %7.0f %,7.0f %,6.0f %8.1f %8.1f %8.1f %7.3f %9.3f %7.3f ",
          one.form.shown(),
          one.passages,
          one.segments,
          one.loadSeconds,
          one.loadCpuSeconds,
          one.diskBytes,
          one.memoryBytes,
          one.p50Millis,
          one.p95Millis,
          one.exactMillis,
          one.exactRecall,
          one.recall,
          one.covered);
      one.recallByEf.forEach((ef, recall) -> out.printf(" %d: %.3f", ef, recall));
      out.println();
    }
  }
}
