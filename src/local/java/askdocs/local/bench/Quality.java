package askdocs.local.bench;

import askdocs.local.bedrock.EmbeddingMode;
import askdocs.local.eval.BeirSet;
import askdocs.local.eval.Estimate;
import askdocs.local.eval.Measure;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What each way finds, by the same questions and judgements: AskDocs by meaning and words, the
 * others by their vectors, which are AskDocs' own; so are the passages.
 */
final class Quality implements Section {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<Measure> MEASURES = List.of(Measure.NDCG_10, Measure.RECALL_5);
  private static final String OURS = "askdocs";

  /** The first ones, where there is little time. */
  private static final int SOME_QUESTIONS = 150;

  @Override
  public String name() {
    return "quality";
  }

  @Override
  public ObjectNode measure(Ground ground) throws IOException, InterruptedException {
    ObjectNode figures = JSON.createObjectNode();
    List<Path> folders = ground.wanted().folders();
    for (Path folder : ground.wanted().longer() ? folders : folders.subList(0, 1)) {
      try (LoadedStack loaded =
          LoadedStack.start(ground, folder, ground.wanted().documents(), EmbeddingMode.BOTH)) {
        figures.set(loaded.set().name(), measure(loaded, ground));
      }
    }
    return figures;
  }

  private static ObjectNode measure(LoadedStack loaded, Ground ground) throws IOException {
    List<BeirSet.Question> asked = loaded.asked();
    if (!ground.wanted().longer()) {
      asked = asked.subList(0, Math.min(SOME_QUESTIONS, asked.size()));
    }
    Peers peers = new Peers(loaded.stack(), loaded.few(asked.size()));
    Map<String, Map<Measure, double[]>> values = new LinkedHashMap<>();
    try (Peer ours = peers.askDocs(OURS, Way.FUNCTION);
        Peer langChain4j = peers.langChain4j();
        Peer springAi = peers.springAi()) {
      for (Peer peer : List.of(ours, langChain4j, springAi)) {
        values.put(peer.name(), values(loaded, asked, peer));
      }
    }
    ground
        .out()
        .printf(
            "%n%s: what is found for %,d questions in %,d documents, with 95 %% intervals%n",
            loaded.set().name(), asked.size(), loaded.documents().size());
    ObjectNode figures = JSON.createObjectNode().put("documents", loaded.documents().size());
    values.forEach((way, of) -> {
      StringBuilder line = new StringBuilder("%-18s ".formatted(way));
      for (Measure measure : MEASURES) {
        Estimate mean = Estimate.of(of.get(measure));
        Estimate less = Estimate.ofDifference(of.get(measure), values.get(OURS).get(measure));
        line.append(measure.shown()).append(' ').append(shown("%.3f", mean));
        line.append(way.equals(OURS) ? "  " : ", " + shown("%+.3f", less) + "  ");
        ObjectNode figure = figures.withObject("/" + way).putObject(measure.shown());
        figure.put("mean", mean.mean()).put("low", mean.low()).put("high", mean.high());
        figure.put("lessThanOurs", less.mean());
      }
      ground.out().println(line);
    });
    return figures;
  }

  private static String shown(String format, Estimate estimate) {
    return String.format(
        Locale.ROOT,
        format + " [" + format + ", " + format + "]",
        estimate.mean(),
        estimate.low(),
        estimate.high());
  }

  private static Map<Measure, double[]> values(
      LoadedStack loaded, List<BeirSet.Question> questions, Peer peer) throws IOException {
    Map<String, String> ids = new LinkedHashMap<>();
    loaded.documents().forEach(document -> ids.put(Loading.key(document), document.id()));
    List<List<String>> found = peer.find(questions.size());
    Map<Measure, double[]> values = new LinkedHashMap<>();
    for (Measure measure : MEASURES) {
      double[] of = new double[questions.size()];
      for (int at = 0; at < of.length; at++) {
        List<String> documents =
            found.get(at).stream()
                .distinct()
                .limit(Measure.DEEPEST)
                .map(key -> ids.getOrDefault(key, key))
                .toList();
        of[at] = measure.of(documents, loaded.set().judgements().get(questions.get(at).id()));
      }
      values.put(measure, of);
    }
    return values;
  }
}
