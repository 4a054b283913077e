package askdocs.local.bench;

import askdocs.local.LocalStack;
import askdocs.local.Ports;
import askdocs.local.bedrock.EmbeddingMode;
import askdocs.local.bedrock.Faults;
import askdocs.local.eval.BeirFolder;
import askdocs.local.eval.BeirSet;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What an answer takes beside the bare calls, and beside others' usual chains. */
final class Asks implements Section {
  private static final String MODEL = "us.anthropic.claude-haiku-5-5";
  private static final int DIMENSIONS = 1024;
  private static final int PASSAGES = 8;
  private static final int MAX_TOKENS = 800;

  @Override
  public String name() {
    return "asks";
  }

  @Override
  public ObjectNode measure(Ground ground) throws IOException, InterruptedException {
    BenchWanted wanted = ground.wanted();
    BeirSet set = BeirFolder.read(wanted.folder());
    List<BeirSet.Document> documents = set.documents().stream().limit(wanted.documents()).toList();
    Path questions = ground.data().resolve("questions.txt");
    Files.write(
        questions,
        set.judged().stream()
            .map(question -> question.text().replaceAll("\\s+", " ").strip())
            .toList());
    LocalStack.Options options =
        LocalStack.Options.in(ground.data().resolve("stack")).on(Ports.free());
    try (LocalStack stack = LocalStack.start(options)) {
      stack.bedrock().orElseThrow().embeddings(EmbeddingMode.HASHED);
      new Loading(stack, ground.progress()).load(documents);
      int passages;
      try (PeerIndices indices = new PeerIndices(stack.resources().openSearch())) {
        passages = indices.fill("passages-*", DIMENSIONS);
      }
      BenchReport report = new BenchReport(set.name(), documents.size(), passages);
      List<Peer> peers = new ArrayList<>();
      try {
        start(peers, stack, questions);
        for (BenchWanted.Latency latency : wanted.latencies()) {
          for (int callers : wanted.callers()) {
            series(peers, stack, latency, callers, report, ground);
          }
        }
      } finally {
        peers.forEach(Peer::close);
      }
      report.print(ground.out());
      return report.json();
    }
  }

  private static void start(List<Peer> peers, LocalStack stack, Path questions) throws IOException {
    String openSearch = stack.resources().openSearch().toString();
    Map<String, String> environment =
        Map.of(
            "AWS_ENDPOINT_URL_BEDROCK_RUNTIME", stack.resources().bedrock().toString(),
            "AWS_REGION", "us-east-1",
            "AWS_ACCESS_KEY_ID", "any",
            "AWS_SECRET_ACCESS_KEY", "thing");
    peers.add(peer("floor", "Floor", openSearch, "passages-*", questions, environment));
    Map<String, String> ours = new TreeMap<>(environment);
    ours.putAll(stack.environment("AskFunction"));
    peers.add(
        Peer.start(
            "askdocs",
            System.getProperty("java.class.path"),
            AskDocs.class.getName(),
            List.of(
                Path.of("events", "ask.json").toString(),
                Integer.toString(PASSAGES),
                Integer.toString(MAX_TOKENS),
                questions.toString()),
            ours,
            log("askdocs")));
    peers.add(
        peer(
            "langchain4j",
            "LangChain4j",
            openSearch,
            PeerIndices.LANGCHAIN4J,
            questions,
            environment));
    peers.add(
        peer("springai", "SpringAi", openSearch, PeerIndices.SPRING_AI, questions, environment));
  }

  private static Peer peer(
      String name,
      String mainClass,
      String openSearch,
      String index,
      Path questions,
      Map<String, String> environment)
      throws IOException {
    Path libraries = Ground.BUILT.resolve(name).resolve("lib");
    return Peer.start(
        name,
        libraries + "/*",
        "askdocs.bench." + mainClass,
        List.of(
            openSearch,
            index,
            MODEL,
            Integer.toString(PASSAGES),
            Integer.toString(MAX_TOKENS),
            questions.toString()),
        environment,
        log(name));
  }

  private static Path log(String peer) {
    return Ground.BUILT.resolve(peer + ".log");
  }

  /** Rounds in turns, so that what else the machine does meets all alike. */
  private static void series(
      List<Peer> peers,
      LocalStack stack,
      BenchWanted.Latency latency,
      int callers,
      BenchReport report,
      Ground ground)
      throws IOException {
    stack
        .bedrock()
        .orElseThrow()
        .faults(
            "{\"embedLatencyMs\": %d, \"generateLatencyMs\": %d}"
                .formatted(latency.embedMillis(), latency.generateMillis()));
    BenchWanted wanted = ground.wanted();
    int asks = Math.max(wanted.asks(), callers * 4);
    for (int round = 0; round <= wanted.rounds(); round++) {
      for (Peer peer : peers) {
        var measured = peer.round(callers, asks, log(peer.name()));
        // The first only warms up.
        if (round > 0) {
          report.add(latency, callers, peer.name(), measured);
        }
      }
      ground
          .progress()
          .printf(
              "%s, %d at a time: round %d of %d%n",
              latency.name().toLowerCase(Locale.ROOT), callers, round, wanted.rounds());
    }
    stack.bedrock().orElseThrow().faults(Faults.NONE);
  }
}
