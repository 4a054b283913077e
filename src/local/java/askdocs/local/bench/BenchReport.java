package askdocs.local.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What was measured: medians over rounds, their ranges, and the ratio to the floor. */
final class BenchReport {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String FLOOR = "floor";
  private static final List<String> FIGURES =
      List.of("p50Ms", "p95Ms", "p99Ms", "cpuMsPerAsk", "allocatedKibPerAsk");

  private final String set;
  private final int documents;
  private final int passages;
  private final Map<Series, Map<String, List<JsonNode>>> rounds = new LinkedHashMap<>();

  BenchReport(String set, int documents, int passages) {
    this.set = set;
    this.documents = documents;
    this.passages = passages;
  }

  private record Series(BenchWanted.Latency latency, int callers) {
    String title() {
      return "%d ms to embed, %d ms to generate, %d at a time"
          .formatted(latency.embedMillis(), latency.generateMillis(), callers);
    }
  }

  void add(BenchWanted.Latency latency, int callers, String peer, JsonNode round) {
    rounds
        .computeIfAbsent(new Series(latency, callers), _ -> new LinkedHashMap<>())
        .computeIfAbsent(peer, _ -> new ArrayList<>())
        .add(round);
  }

  void print(PrintStream out) {
    out.printf(
        "%s: %,d documents, %,d passages. Medians over rounds, lowest to highest, and times the"
            + " floor.%n",
        set, documents, passages);
    rounds.forEach((series, peers) -> {
      out.printf("%n%s%n", series.title());
      out.printf(
          "%-12s %-28s %-28s %-28s %-26s %-22s %s%n",
          "", "p50 ms", "p95 ms", "p99 ms", "CPU ms an ask", "KiB allocated an ask", "failed");
      peers.forEach((peer, measured) -> {
        out.printf("%-12s ", peer);
        for (String figure : FIGURES) {
          out.printf(
              figure.startsWith("p") ? "%-28s " : figure.startsWith("c") ? "%-26s " : "%-22s ",
              shown(measured, peers.getOrDefault(FLOOR, List.of()), figure));
        }
        out.println(measured.stream().mapToInt(one -> one.path("failed").asInt()).sum());
      });
    });
  }

  private static String shown(List<JsonNode> measured, List<JsonNode> floor, String figure) {
    double[] values = sorted(measured, figure);
    String range =
        figure.startsWith("alloc")
            ? "%.0f".formatted(median(values))
            : "%.2f (%.2f–%.2f)".formatted(median(values), values[0], values[values.length - 1]);
    return floor.isEmpty()
        ? range
        : String.format(
            Locale.ROOT, "%s ×%.2f", range, median(values) / median(sorted(floor, figure)));
  }

  private static double[] sorted(List<JsonNode> measured, String figure) {
    return measured.stream().mapToDouble(one -> one.path(figure).asDouble()).sorted().toArray();
  }

  private static double median(double[] sorted) {
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /** All rounds, and the medians. */
  ObjectNode json() {
    ObjectNode root =
        JSON.createObjectNode()
            .put("set", set)
            .put("documents", documents)
            .put("passages", passages);
    var all = root.putArray("series");
    rounds.forEach((series, peers) -> {
      ObjectNode one =
          all.addObject()
              .put("embedMs", series.latency().embedMillis())
              .put("generateMs", series.latency().generateMillis())
              .put("callers", series.callers());
      peers.forEach((peer, measured) -> {
        ObjectNode figures = one.putObject(peer);
        FIGURES.forEach(figure -> figures.put(figure, median(sorted(measured, figure))));
        measured.forEach(figures.withArray("/rounds")::add);
      });
    });
    return root;
  }
}
