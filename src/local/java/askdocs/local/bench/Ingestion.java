package askdocs.local.bench;

import askdocs.aws.ConcurrentEmbedder;
import askdocs.local.Between;
import askdocs.local.LocalStack;
import askdocs.local.Ports;
import askdocs.local.bedrock.BedrockStandIn;
import askdocs.local.bedrock.EmbeddingMode;
import askdocs.local.bench.Loads.Load;
import askdocs.local.bench.Loads.Put;
import askdocs.local.chaos.Backlog;
import askdocs.local.eval.BeirFolder;
import askdocs.local.eval.BeirSet;
import askdocs.local.s3.S3StandIn;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Gatherers;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * IngestFunction in its host, on the local stack, with an embedding model that takes its time.
 *
 * <p>Objects are put first and their events held back, so that putting them takes no part.
 */
final class Ingestion implements Section {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String MODEL = "amazon.titan-embed-text-v2:0";

  private static final int WARMING = 200;
  private static final int PUTS_AT_ONCE = 8;
  private static final Duration PATIENCE = Duration.ofHours(3);
  private static final Duration TOLD_EVERY = Duration.ofSeconds(20);

  private final Loads loads;

  /** With objects of this kind. */
  Ingestion(Loads loads) {
    this.loads = loads;
  }

  @Override
  public String name() {
    return "ingest-" + loads.title();
  }

  @Override
  public ObjectNode measure(Ground ground) throws IOException, InterruptedException {
    List<BeirSet> sets = ground.wanted().folders().stream().map(BeirFolder::read).toList();
    Optional<Load> load = loads.of(sets, ground.wanted().longer(), ground.data());
    if (load.isEmpty()) {
      return JSON.createObjectNode();
    }
    IngestFigures figures = measure(load.get(), ground.data(), ground.progress());
    ground
        .out()
        .printf(
            "%nIngestion. Permitted are the function's %d embedding calls at a time by the"
                + " stand-in's latency.%n",
            ConcurrentEmbedder.CALLS_AT_ONCE);
    IngestFigures.print(List.of(figures), ground.out());
    return JSON.valueToTree(figures);
  }

  private IngestFigures measure(Load load, Path data, PrintStream progress)
      throws IOException, InterruptedException {
    ConcurrentLinkedQueue<Runnable> held = new ConcurrentLinkedQueue<>();
    UnaryOperator<Consumer<String>> holding =
        queue -> message -> held.add(() -> queue.accept(message));
    Between between =
        new Between(
            holding,
            UnaryOperator.identity(),
            Map.of(
                "IngestFunction",
                Map.of("JDK_JAVA_OPTIONS", MemoryWatch.logging(data.resolve("logs")))));
    LocalStack.Options options =
        LocalStack.Options.in(data.resolve("stack")).on(Ports.free()).hiding(1_800).with(between);
    Files.createDirectories(data.resolve("logs"));
    try (LocalStack stack = LocalStack.start(options)) {
      BedrockStandIn bedrock = stack.bedrock().orElseThrow();
      bedrock.embeddings(EmbeddingMode.HASHED);
      warmUp(stack, held);
      bedrock.faults("{\"embedLatencyMs\": " + load.latencyMillis() + "}");
      put(stack, load);
      bedrock.forgetUsage();
      try (MemoryWatch memory = MemoryWatch.of(stack.function("IngestFunction").pid())) {
        ProcessHandle function =
            ProcessHandle.of(stack.function("IngestFunction").pid()).orElseThrow();
        Duration cpuOfFunction = MemoryWatch.processorTime(function);
        Duration cpuOfIndex = stack.openSearch().cpu();
        Duration cpuOfAll = MemoryWatch.processorTime(ProcessHandle.current());
        long begun = System.nanoTime();
        release(held);
        Embedding embedding = await(stack, bedrock, load.latencyMillis(), progress);
        double all = (System.nanoTime() - begun) / 1e9;
        cpuOfFunction = MemoryWatch.processorTime(function).minus(cpuOfFunction);
        cpuOfIndex = stack.openSearch().cpu().minus(cpuOfIndex);
        cpuOfAll = MemoryWatch.processorTime(ProcessHandle.current()).minus(cpuOfAll);
        MemoryWatch.Heap heap = memory.heap(data.resolve("logs"));
        return new IngestFigures(
            load.name(),
            load.objects(),
            embedding.calls(),
            embedding.seconds(),
            embedding.rates(),
            all,
            load.latencyMillis(),
            ConcurrentEmbedder.CALLS_AT_ONCE,
            heap.beforeMb(),
            heap.afterMb(),
            memory.functionMb(),
            memory.togetherMb(),
            (double) cpuOfFunction.toMillis() / embedding.calls(),
            (double) cpuOfIndex.toMillis() / embedding.calls(),
            (double) cpuOfAll.toMillis() / embedding.calls());
      }
    }
  }

  /** The function's start and first steps are another section's: SnapStart has done them. */
  private static void warmUp(LocalStack stack, ConcurrentLinkedQueue<Runnable> held)
      throws IOException, InterruptedException {
    put(
        stack,
        new Load("", WARMING, 0, number -> Put.of("warm/" + number + ".txt", "Warm up " + number)));
    release(held);
    new Backlog(stack.sqs()).awaitEmpty(PATIENCE, () -> {});
  }

  private static void release(ConcurrentLinkedQueue<Runnable> held) {
    for (Runnable one = held.poll(); one != null; one = held.poll()) {
      one.run();
    }
  }

  private static void put(LocalStack stack, Load load) {
    try (S3Client s3 = S3StandIn.client(stack.resources().s3())) {
      IntStream.range(0, load.objects())
          .mapToObj(load.object())
          .gather(
              Gatherers.mapConcurrent(
                  PUTS_AT_ONCE,
                  object ->
                      s3.putObject(
                          put -> put.bucket(S3StandIn.BUCKET).key(object.key()), object.body())))
          .forEach(_ -> {});
    }
  }

  /**
   * What was embedded.
   *
   * @param seconds from the first call to the last
   * @param rates the calls a second in each whole window of them
   */
  private record Embedding(long calls, double seconds, List<Double> rates) {}

  private static Embedding await(
      LocalStack stack, BedrockStandIn bedrock, int latencyMillis, PrintStream progress)
      throws IOException, InterruptedException {
    Backlog backlog = new Backlog(stack.sqs());
    long first = 0;
    long last = 0;
    long calls = 0;
    long told = System.nanoTime();
    int quiet = 0;
    Rates rates = new Rates();
    while (quiet < 4) {
      long now = System.nanoTime();
      long made = bedrock.usage().of(MODEL).calls();
      if (made > 0 && first == 0) {
        first = now;
      }
      rates.add(now, made);
      if (made > calls) {
        calls = made;
        last = now;
        quiet = 0;
      } else if (now - last > Duration.ofSeconds(1).toNanos()) {
        quiet = backlog.queued() == 0 ? quiet + 1 : 0;
      }
      if (now - told > TOLD_EVERY.toNanos()) {
        told = now;
        progress.printf("%,d passages, %,d messages left%n", calls, backlog.queued());
      }
      Thread.sleep(50);
    }
    if (backlog.dead() > 0) {
      throw new IOException("Documents failed: see " + stack.logs());
    }
    double seconds = (last - first) / 1e9;
    // The stand-in counts a call when it begins.
    return new Embedding(calls, seconds + latencyMillis / 1e3, rates.within(seconds));
  }
}
