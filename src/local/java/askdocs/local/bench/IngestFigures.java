package askdocs.local.bench;

import askdocs.local.bench.Comparison.Figure;
import java.io.PrintStream;
import java.util.List;

/**
 * What ingesting one workload measured.
 *
 * @param documents how many became INDEXED
 * @param passages the embedding calls that were made for them, one each
 * @param embeddingSeconds from the first call's beginning to the last one's end
 * @param rates the embedding calls a second, of each five seconds of these
 * @param allSeconds from the first hint to the empty queue
 * @param latencyMillis what the stand-in takes for a call
 * @param concurrency how many calls the function makes at a time
 * @param heapMb the function's heap at its fullest, garbage with it
 * @param keptMb the same after a collection
 * @param residentMb the function's process
 * @param togetherMb the function's process and its readers
 * @param functionCpuMillis the time of processors that these took, a passage
 * @param indexCpuMillis the same of OpenSearch
 * @param allCpuMillis the same of all parts of the local stack, stand-ins and stores included
 */
record IngestFigures(
    String workload,
    int documents,
    long passages,
    double embeddingSeconds,
    List<Double> rates,
    double allSeconds,
    int latencyMillis,
    int concurrency,
    long heapMb,
    long keptMb,
    long residentMb,
    long togetherMb,
    double functionCpuMillis,
    double indexCpuMillis,
    double allCpuMillis) {
  IngestFigures {
    rates = List.copyOf(rates);
  }

  double rate() {
    return passages / embeddingSeconds;
  }

  /** The median of the rates and the lowest and highest; a dash if it was all over before. */
  private String spread() {
    if (rates.isEmpty()) {
      return "–";
    }
    Figure figure = Figure.of(rates.stream().mapToDouble(Double::doubleValue));
    return String.format("%.1f (%.1f–%.1f)", figure.median(), figure.low(), figure.high());
  }

  /** Calls a second: each of the calls at a time ends after the latency. */
  double permitted() {
    return concurrency / (latencyMillis / 1e3);
  }

  static void print(List<IngestFigures> all, PrintStream out) {
    out.printf(
        "%-24s %9s %9s %8s %8s %9s %-19s %10s %6s %8s %8s %8s %8s %8s %8s %8s%n",
        "workload",
        "documents",
        "passages",
        "embed s",
        "all s",
        "passag./s",
        "in each 5 s",
        "permitted",
        "share",
        "heap MB",
        "kept MB",
        "RSS MB",
        "with r.",
        "CPU ms/p",
        "of index",
        "of all");
    for (IngestFigures one : all) {
      out.printf(
          "%-24s %,9d %,9d %8.1f %8.1f %9.1f %-19s %10.1f %6.2f %8d %8d %8d %8d %8.2f %8.2f"
              + " %8.2f%n",
          one.workload,
          one.documents,
          one.passages,
          one.embeddingSeconds,
          one.allSeconds,
          one.rate(),
          one.spread(),
          one.permitted(),
          one.rate() / one.permitted(),
          one.heapMb,
          one.keptMb,
          one.residentMb,
          one.togetherMb,
          one.functionCpuMillis,
          one.indexCpuMillis,
          one.allCpuMillis);
    }
  }
}
