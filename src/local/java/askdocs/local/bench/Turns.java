package askdocs.local.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;

/** Rounds in turns, so that what else the machine does meets all alike. */
final class Turns {
  private static final int WARMING_AT_ONCE = 8;

  private final List<Peer> peers;
  private final LoadedStack loaded;
  private final Ground ground;

  Turns(List<Peer> peers, LoadedStack loaded, Ground ground) {
    this.peers = List.copyOf(peers);
    this.loaded = loaded;
    this.ground = ground;
  }

  /** The more they ask before anything is measured, the less is left to compile. */
  void warmUp() throws IOException {
    loaded.latency(BenchWanted.Latency.OVERHEAD);
    for (Peer peer : peers) {
      peer.ask(WARMING_AT_ONCE, ground.wanted().warm());
      ground.progress().println(peer.name() + " is warm");
    }
  }

  /** A round of one of them. */
  @FunctionalInterface
  interface Round {
    JsonNode of(Peer peer) throws IOException;
  }

  /** Takes them, and prints what they took; the first, of each, only warms up. */
  Comparison take(String title, Round round, int asks) throws IOException {
    Comparison comparison = new Comparison(title);
    for (int number = 0; number <= ground.wanted().rounds(); number++) {
      for (Peer peer : peers) {
        double before = loaded.openSearchCpu();
        JsonNode measured = round.of(peer);
        double openSearch = (loaded.openSearchCpu() - before) / asks;
        if (number > 0 && measured instanceof ObjectNode figures) {
          comparison.add(peer.name(), figures.put("openSearchCpuMsPerAsk", openSearch));
        }
      }
    }
    comparison.print(ground.out());
    return comparison;
  }
}
