package askdocs.local.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What an answer takes beside the bare calls and others' usual chains. */
final class Asks implements Section {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Override
  public String name() {
    return "asks-peers";
  }

  @Override
  public boolean asks() {
    return true;
  }

  @Override
  public ObjectNode measure(Ground ground) throws IOException, InterruptedException {
    LoadedStack loaded = ground.asked().get(ground);
    Bill documents = loaded.bill();
    double thousand = 1_000 * documents.usd() / loaded.documents().size();
    ground
        .out()
        .printf(
            "%s: %,d documents, %,d passages, %d rounds in turns. p50, CPU and allocation are"
                + " medians over rounds (lowest–highest) and times the first row. Money is what"
                + " models cost at list prices, by the stand-in's count of tokens; to embed 1,000"
                + " such documents, %,d tokens, $%.4f.%n",
            loaded.set().name(),
            loaded.documents().size(),
            loaded.passages(),
            ground.wanted().rounds(),
            1_000 * documents.embeddingTokens() / loaded.documents().size(),
            thousand);
    ObjectNode figures =
        JSON.createObjectNode()
            .put("set", loaded.set().name())
            .put("documents", loaded.documents().size())
            .put("passages", loaded.passages())
            .put("embeddingUsdPerThousandDocuments", thousand);
    ArrayNode series = figures.putArray("series");
    for (Comparison one : besideOthers(loaded, ground)) {
      series.add(one.json());
    }
    return figures;
  }

  private static List<Comparison> besideOthers(LoadedStack loaded, Ground ground)
      throws IOException {
    Peers peers = new Peers(loaded.stack(), loaded.questions());
    List<Peer> all = new ArrayList<>();
    try {
      all.add(peers.floor());
      all.add(peers.askDocs("askdocs", Way.FUNCTION));
      all.add(
          peers.askDocs(
              "askdocs, all on", Way.FUNCTION, Peers.SESSIONS, Peers.CACHE, Peers.BUDGET));
      all.add(peers.langChain4j());
      all.add(peers.springAi());
      List<Comparison> series = new ArrayList<>();
      Turns turns = new Turns(all, loaded, ground);
      int warm = ground.wanted().warm();
      turns.warmUp(
          peer -> peer.ask(Turns.WARMING_AT_ONCE, warm),
          peer -> peer.stream(1, Math.ceilDiv(warm, 10)));
      for (BenchWanted.Latency latency : ground.wanted().latencies()) {
        loaded.latency(latency);
        for (int callers : ground.wanted().callers()) {
          int asks = latency.asks(ground.wanted().asks(), callers);
          series.add(
              turns.take(
                  "%s, %d at a time".formatted(latency.title(), callers),
                  peer -> peer.ask(callers, asks),
                  asks));
        }
        int asks = latency.asks(ground.wanted().asks(), 1);
        series.add(
            turns.take(
                "%s, streamed, 1 at a time: the time to the first piece of the answer"
                    .formatted(latency.title()),
                peer -> peer.stream(1, asks),
                asks));
      }
      return series;
    } finally {
      all.forEach(Peer::close);
    }
  }
}
