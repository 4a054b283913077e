package askdocs.local.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Gatherers;

/** What each feature adds to an answer: round trips, which are counted, and time. */
final class Features {
  /** So few questions that each soon comes again, and the cache has its answer. */
  private static final int FEW = 10;

  private static final String SEARCH = "search, generate";
  private static final String LIVE = "+ live check";
  private static final String FUNCTION = "+ event, response";

  /**
   * A feature.
   *
   * @param than what it adds to
   */
  private record Feature(String name, String than, Way way, List<Map<String, String>> settings) {
    Peer start(Peers peers, Map<String, String> more) throws IOException {
      Map<String, String> all = new LinkedHashMap<>(more);
      settings.forEach(all::putAll);
      return peers.askDocs(name, way, all);
    }
  }

  private static final List<Feature> ALL =
      List.of(
          new Feature(SEARCH, SEARCH, Way.NOT_LIVE, List.of()),
          new Feature(LIVE, SEARCH, Way.ANSWERING, List.of()),
          new Feature(FUNCTION, LIVE, Way.FUNCTION, List.of()),
          new Feature("+ sessions", FUNCTION, Way.FUNCTION, List.of(Peers.SESSIONS)),
          new Feature("+ cache, a miss", FUNCTION, Way.FUNCTION, List.of(Peers.CACHE)),
          new Feature("+ cache, a hit", FUNCTION, Way.REPEATED, List.of(Peers.CACHE)),
          new Feature("+ budget", FUNCTION, Way.FUNCTION, List.of(Peers.BUDGET)),
          new Feature("+ rerank", FUNCTION, Way.FUNCTION, List.of(Peers.RERANK)),
          new Feature(
              "+ all but rerank",
              FUNCTION,
              Way.FUNCTION,
              List.of(Peers.SESSIONS, Peers.CACHE, Peers.BUDGET)));

  private final LoadedStack loaded;
  private final Ground ground;
  private final Peers peers;
  private final Peers repeating;

  Features(LoadedStack loaded, Ground ground) throws IOException {
    this.loaded = loaded;
    this.ground = ground;
    this.peers = new Peers(loaded.stack(), loaded.questions());
    this.repeating = new Peers(loaded.stack(), loaded.few(FEW));
  }

  ObjectNode measure() throws IOException {
    loaded.latency(BenchWanted.Latency.OVERHEAD);
    Map<String, Map<String, Double>> trips = trips();
    Comparison comparison = times();
    print(comparison.rows(), trips);
    ObjectNode figures = comparison.json();
    trips.forEach((name, of) -> {
      ObjectNode one = figures.withObject("/trips").putObject(name);
      of.forEach(one::put);
    });
    return figures;
  }

  /** The round trips of an ask by their kinds, of each feature: two are counted at a time. */
  private Map<String, Map<String, Double>> trips() throws IOException {
    Map<String, Map<String, Double>> trips = new LinkedHashMap<>();
    try {
      ALL.stream()
          .gather(
              Gatherers.mapConcurrent(
                  2,
                  feature -> {
                    try {
                      return Map.entry(feature.name(), trips(feature));
                    } catch (IOException e) {
                      throw new UncheckedIOException(e);
                    }
                  }))
          .forEach(one -> trips.put(one.getKey(), one.getValue()));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return trips;
  }

  private Map<String, Double> trips(Feature feature) throws IOException {
    try (Trips dynamoDb = new Trips(loaded.stack().resources().dynamodb());
        Trips openSearch = new Trips(loaded.stack().resources().openSearch());
        Trips bedrock = new Trips(loaded.stack().resources().bedrock());
        Peer peer =
            feature.start(
                repeating,
                Map.of(
                    "AWS_ENDPOINT_URL_DYNAMODB", text(dynamoDb.endpoint()),
                    "AWS_ENDPOINT_URL_BEDROCK_RUNTIME", text(bedrock.endpoint()),
                    "OPENSEARCH_ENDPOINT", text(openSearch.endpoint())))) {
      List<Trips> all = List.of(bedrock, openSearch, dynamoDb);
      peer.ask(1, FEW);
      all.forEach(Trips::taken);
      peer.ask(1, FEW);
      Map<String, Double> each = new LinkedHashMap<>();
      all.forEach(
          server -> server.taken().forEach((kind, count) -> each.put(kind, (double) count / FEW)));
      return each;
    }
  }

  private static String text(URI uri) {
    return uri.toString();
  }

  private Comparison times() throws IOException {
    List<Peer> all = new ArrayList<>();
    try {
      for (Feature feature : ALL) {
        all.add(feature.start(feature.way() == Way.REPEATED ? repeating : peers, Map.of()));
      }
      int asks = ground.wanted().asks();
      Turns turns = new Turns(all, loaded, ground);
      int warm = Math.ceilDiv(ground.wanted().warm(), 4);
      turns.warmUp(peer -> peer.ask(Turns.WARMING_AT_ONCE, warm));
      return turns.take(
          "What each feature takes, at 0 ms, 1 at a time", peer -> peer.ask(1, asks), asks);
    } finally {
      all.forEach(Peer::close);
    }
  }

  private void print(Map<String, Comparison.Row> rows, Map<String, Map<String, Double>> trips) {
    ground.out().printf("%nWhat each feature adds to what it stands on, and all round trips%n");
    for (Feature feature : ALL) {
      Comparison.Row row = rows.get(feature.name());
      Comparison.Row than = rows.get(feature.than());
      ground
          .out()
          .printf(
              Locale.ROOT,
              "%-18s %+7.1f ms %+7.1f ms CPU %+7.0f KiB   %s%n",
              feature.name(),
              row.p50().median() - than.p50().median(),
              row.cpu().median() - than.cpu().median(),
              row.allocated().median() - than.allocated().median(),
              shown(trips.get(feature.name())));
    }
  }

  private static String shown(Map<String, Double> trips) {
    return "%.2g: ".formatted(trips.values().stream().mapToDouble(Double::doubleValue).sum())
        + trips.entrySet().stream()
            .map(one ->
                one.getKey()
                    + (one.getValue() == 1
                        ? ""
                        : String.format(Locale.ROOT, " ×%.2g", one.getValue())))
            .collect(Collectors.joining(", "));
  }
}
