package askdocs.local.bench;

import askdocs.local.LocalStack;
import askdocs.local.Ports;
import askdocs.local.StartException;
import askdocs.local.bedrock.EmbeddingMode;
import askdocs.local.bedrock.Faults;
import askdocs.local.eval.BeirFolder;
import askdocs.local.eval.BeirSet;
import askdocs.local.eval.Refusal;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The command {@code scripts/bench}. */
public final class Bench {
  private static final String MODEL = "us.anthropic.claude-haiku-5-5";
  private static final int DIMENSIONS = 1024;
  private static final int PASSAGES = 8;
  private static final int MAX_TOKENS = 800;
  private static final int NOT_POSSIBLE = 2;
  private static final Path TARGET = Path.of("target");

  private final BenchWanted wanted;
  private final Path data;
  private final PrintStream progress;

  private Bench(BenchWanted wanted, Path data, PrintStream progress) {
    this.wanted = wanted;
    this.data = data;
    this.progress = progress;
  }

  /** Runs the command in the project's folder. */
  public static void main(String[] arguments) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    int status = run(List.of(arguments), Path.of(System.getProperty("askdocs.from", "")), out, err);
    out.flush();
    System.exit(status);
  }

  private static int run(List<String> arguments, Path from, PrintStream out, PrintStream progress) {
    try {
      BenchWanted wanted = BenchWanted.of(arguments, from);
      if (wanted.help()) {
        out.print(BenchWanted.USAGE);
        return 0;
      }
      Path data = Files.createTempDirectory("askdocs-bench-");
      try {
        BenchReport report = new Bench(wanted, data, progress).measure();
        report.print(out);
        if (wanted.json().isPresent()) {
          Files.writeString(wanted.json().get(), report.json());
        }
      } finally {
        remove(data);
      }
      return 0;
    } catch (Refusal | StartException e) {
      progress.println(e.getMessage());
    } catch (IOException e) {
      progress.println("Not possible: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return NOT_POSSIBLE;
  }

  private BenchReport measure() throws IOException, InterruptedException {
    BeirSet set = BeirFolder.read(wanted.folder());
    List<BeirSet.Document> documents = set.documents().stream().limit(wanted.documents()).toList();
    Path questions = data.resolve("questions.txt");
    Files.write(
        questions,
        set.judged().stream()
            .map(question -> question.text().replaceAll("\\s+", " ").strip())
            .toList());
    LocalStack.Options options = LocalStack.Options.in(data.resolve("stack")).on(Ports.free());
    try (LocalStack stack = LocalStack.start(options)) {
      stack.bedrock().orElseThrow().embeddings(EmbeddingMode.HASHED);
      new Loading(stack, progress).load(documents);
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
            series(peers, stack, latency, callers, report);
          }
        }
      } finally {
        peers.forEach(Peer::close);
      }
      return report;
    }
  }

  private void start(List<Peer> peers, LocalStack stack, Path questions) throws IOException {
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

  private Peer peer(
      String name,
      String mainClass,
      String openSearch,
      String index,
      Path questions,
      Map<String, String> environment)
      throws IOException {
    Path libraries = TARGET.resolve("bench").resolve(name).resolve("lib");
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

  private Path log(String peer) {
    return TARGET.resolve("bench").resolve(peer + ".log");
  }

  /** Rounds in turns, so that what else the machine does meets all alike. */
  private void series(
      List<Peer> peers,
      LocalStack stack,
      BenchWanted.Latency latency,
      int callers,
      BenchReport report)
      throws IOException {
    stack
        .bedrock()
        .orElseThrow()
        .faults(
            "{\"embedLatencyMs\": %d, \"generateLatencyMs\": %d}"
                .formatted(latency.embedMillis(), latency.generateMillis()));
    int asks = Math.max(wanted.asks(), callers * 4);
    for (int round = 0; round <= wanted.rounds(); round++) {
      for (Peer peer : peers) {
        var measured = peer.round(callers, asks, log(peer.name()));
        // The first only warms up.
        if (round > 0) {
          report.add(latency, callers, peer.name(), measured);
        }
      }
      progress.printf(
          "%s, %d at a time: round %d of %d%n",
          latency.name().toLowerCase(java.util.Locale.ROOT), callers, round, wanted.rounds());
    }
    stack.bedrock().orElseThrow().faults(Faults.NONE);
  }

  private static void remove(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
