package askdocs.local.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;

/** Rounds in turns, so that what else the machine does meets all alike. */
final class Turns {
  /** More at once would wait for each other, where there are budgets. */
  static final int WARMING_AT_ONCE = 8;

  private final List<Peer> peers;
  private final LoadedStack loaded;
  private final Ground ground;

  Turns(List<Peer> peers, LoadedStack loaded, Ground ground) {
    this.peers = List.copyOf(peers);
    this.loaded = loaded;
    this.ground = ground;
  }

  /** The more they ask before anything is measured, the less is left to compile. */
  void warmUp(Round... rounds) throws IOException {
    loaded.latency(BenchWanted.Latency.OVERHEAD);
    for (Peer peer : peers) {
      for (Round round : rounds) {
        round.of(peer);
      }
      ground.progress().println(peer.name() + " is warm");
    }
  }

  /** A round of one of them. */
  @FunctionalInterface
  interface Round {
    JsonNode of(Peer peer) throws IOException;
  }

  /** Takes them, and prints what they took. */
  Comparison take(String title, Round round, int asks) throws IOException {
    Comparison comparison = new Comparison(title);
    for (int number = 0; number < ground.wanted().rounds(); number++) {
      for (Peer peer : peers) {
        double before = loaded.openSearchCpu();
        Bill paid = loaded.bill();
        JsonNode measured = round.of(peer);
        double openSearch = (loaded.openSearchCpu() - before) / asks;
        Bill bill = loaded.bill().since(paid);
        if (measured instanceof ObjectNode figures) {
          figures
              .put("openSearchCpuMsPerAsk", openSearch)
              .put("inputTokensPerAsk", (double) bill.inputTokens() / asks)
              .put("usdPerThousandAsks", 1_000 * bill.usd() / asks);
          comparison.add(peer.name(), figures);
        }
      }
    }
    comparison.print(ground.out());
    return comparison;
  }
}
