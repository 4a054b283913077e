package askdocs.local.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.DoubleStream;

/**
 * What some ways took in rounds that took turns, each held against the first.
 *
 * <p>p50, CPU, allocation, the prompts' tokens and the models' price are medians over rounds, with
 * the lowest and the highest round; p95 and p99 are those of all asks of all rounds together.
 */
final class Comparison {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String title;
  private final Map<String, List<JsonNode>> rounds = new LinkedHashMap<>();

  Comparison(String title) {
    this.title = title;
  }

  /**
   * A figure of a way.
   *
   * @param low that of the lowest round
   * @param high that of the highest round
   */
  record Figure(double median, double low, double high) {
    static Figure of(DoubleStream ofRounds) {
      double[] sorted = ofRounds.sorted().toArray();
      return new Figure(at(sorted, 0.5), sorted[0], sorted[sorted.length - 1]);
    }

    ObjectNode json() {
      return JSON.createObjectNode().put("median", median).put("low", low).put("high", high);
    }
  }

  /** All figures of a way; times are in milliseconds, allocation is in KiB. */
  record Row(
      Figure p50,
      double p95,
      double p99,
      Figure cpu,
      Figure cpuOfWork,
      Figure openSearchCpu,
      Figure allocated,
      Figure tokens,
      Figure usdPerThousand,
      int failed) {}

  void add(String way, JsonNode round) {
    rounds.computeIfAbsent(way, _ -> new ArrayList<>()).add(round);
  }

  Map<String, Row> rows() {
    Map<String, Row> rows = new LinkedHashMap<>();
    rounds.forEach((way, of) -> rows.put(way, row(of)));
    return rows;
  }

  private static Row row(List<JsonNode> rounds) {
    double[] all = rounds.stream().flatMapToDouble(Comparison::millis).sorted().toArray();
    return new Row(
        Figure.of(rounds.stream().mapToDouble(round -> at(millis(round).sorted().toArray(), 0.5))),
        at(all, 0.95),
        at(all, 0.99),
        figure(rounds, "cpuMsPerAsk"),
        figure(rounds, "cpuWithoutCompilingMsPerAsk"),
        figure(rounds, "openSearchCpuMsPerAsk"),
        figure(rounds, "allocatedKibPerAsk"),
        figure(rounds, "inputTokensPerAsk"),
        figure(rounds, "usdPerThousandAsks"),
        rounds.stream().mapToInt(round -> round.path("failed").asInt()).sum());
  }

  private static DoubleStream millis(JsonNode round) {
    double[] millis = new double[round.path("millis").size()];
    Arrays.setAll(millis, at -> round.path("millis").get(at).asDouble());
    return Arrays.stream(millis);
  }

  private static Figure figure(List<JsonNode> rounds, String name) {
    return Figure.of(rounds.stream().mapToDouble(round -> round.path(name).asDouble()));
  }

  /** The value whose rank is this share of the count; of an even count's middle, the mean. */
  private static double at(double[] sorted, double share) {
    double place = share * (sorted.length - 1);
    int below = (int) Math.floor(place);
    int above = (int) Math.ceil(place);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }

  void print(PrintStream out) {
    Map<String, Row> rows = rows();
    Row first = rows.values().iterator().next();
    out.printf("%n%s%n", title);
    out.printf(
        "%-18s %-31s %7s %7s   %-24s %-24s %-24s %-14s %7s %s%n",
        "",
        "p50 ms",
        "p95",
        "p99",
        "CPU ms an ask",
        "without compiling",
        "OpenSearch's CPU ms",
        "KiB allocated",
        "tokens",
        "$/1,000 asks");
    rows.forEach((way, row) ->
        out.printf(
            Locale.ROOT,
            "%-18s %-31s %7.1f %7.1f   %-24s %-24s %-24s %-14s %,7.0f %.2f%s%n",
            way,
            shown(row.p50(), first.p50()),
            row.p95(),
            row.p99(),
            shown(row.cpu(), first.cpu()),
            shown(row.cpuOfWork(), first.cpuOfWork()),
            shown(row.openSearchCpu(), first.openSearchCpu()),
            "%.0f ×%.2f"
                .formatted(
                    row.allocated().median(),
                    row.allocated().median() / first.allocated().median()),
            row.tokens().median(),
            row.usdPerThousand().median(),
            row.failed() == 0 ? "" : "   " + row.failed() + " failed"));
  }

  private static String shown(Figure figure, Figure first) {
    return String.format(
        Locale.ROOT,
        "%.1f (%.1f–%.1f) ×%.2f",
        figure.median(),
        figure.low(),
        figure.high(),
        figure.median() / first.median());
  }

  ObjectNode json() {
    ObjectNode json = JSON.createObjectNode().put("title", title);
    ObjectNode ways = json.putObject("ways");
    rows()
        .forEach((way, row) -> {
          ObjectNode one =
              ways.putObject(way)
                  .put("p95Ms", row.p95())
                  .put("p99Ms", row.p99())
                  .put("failed", row.failed());
          one.set("p50Ms", row.p50().json());
          one.set("cpuMsPerAsk", row.cpu().json());
          one.set("cpuWithoutCompilingMsPerAsk", row.cpuOfWork().json());
          one.set("openSearchCpuMsPerAsk", row.openSearchCpu().json());
          one.set("allocatedKibPerAsk", row.allocated().json());
          one.set("inputTokensPerAsk", row.tokens().json());
          one.set("usdPerThousandAsks", row.usdPerThousand().json());
          rounds.get(way).forEach(one.putArray("rounds")::add);
        });
    return json;
  }
}
