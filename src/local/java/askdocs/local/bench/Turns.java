package askdocs.local.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;

/** Rounds in turns, so that what else the machine does meets all alike. */
final class Turns {
  private final List<Peer> peers;
  private final Ground ground;

  Turns(List<Peer> peers, Ground ground) {
    this.peers = List.copyOf(peers);
    this.ground = ground;
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
        double before = LoadedStack.openSearchCpu();
        JsonNode measured = round.of(peer);
        double openSearch = (LoadedStack.openSearchCpu() - before) / asks;
        if (number > 0 && measured instanceof ObjectNode figures) {
          comparison.add(peer.name(), figures.put("openSearchCpuMsPerAsk", openSearch));
        }
      }
    }
    comparison.print(ground.out());
    return comparison;
  }
}
