package askdocs.local.bench;

import askdocs.aws.ConcurrentEmbedder;
import askdocs.local.Between;
import askdocs.local.LocalStack;
import askdocs.local.Ports;
import askdocs.local.bedrock.BedrockStandIn;
import askdocs.local.bedrock.EmbeddingMode;
import askdocs.local.chaos.Backlog;
import askdocs.local.eval.BeirFolder;
import askdocs.local.eval.BeirSet;
import askdocs.local.s3.S3StandIn;
import askdocs.local.template.LocalResources;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Gatherers;
import java.util.stream.IntStream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * IngestFunction in its host, on the local stack, with an embedding model that takes its time.
 *
 * <p>Objects are put first and their events held back, so that putting them takes no part.
 */
final class Ingestion implements Section {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String MODEL = "amazon.titan-embed-text-v2:0";

  /**
   * At 16 calls at a time 16 a second: about what a usual quota of 300,000 tokens a minute lets
   * through, and less than what makes the processors of a small machine, which plays all parts, the
   * limit.
   */
  private static final int LATENCY_MILLIS = 1_000;

  /** For the one long file, which would take an hour else. */
  private static final int SHORT_LATENCY_MILLIS = 50;

  private static final int SOME_PAGES = 200;
  private static final int SMALL_OBJECTS = 1_000;
  private static final int MANY_SMALL_OBJECTS = 10_000;
  private static final long LONG_FILE_BYTES = 200_000_000;
  private static final int WARMING = 200;
  private static final int PUTS_AT_ONCE = 8;
  private static final Duration PATIENCE = Duration.ofHours(3);
  private static final Duration TOLD_EVERY = Duration.ofSeconds(20);

  /**
   * What is put into the bucket.
   *
   * @param object gives one by its number
   */
  record Load(String name, int objects, int latencyMillis, IntFunction<Put> object) {}

  /** An object. */
  record Put(String key, RequestBody body) {
    static Put of(String key, String text) {
      return new Put(key, RequestBody.fromBytes(text.getBytes(StandardCharsets.UTF_8)));
    }
  }

  /** A set's documents, as they are. */
  private static Load guides(BeirSet set, int most) {
    List<BeirSet.Document> documents = set.documents().stream().limit(most).toList();
    return new Load(
        set.name(),
        documents.size(),
        LATENCY_MILLIS,
        number -> Put.of("guides/" + documents.get(number).id(), documents.get(number).text()));
  }

  /** Objects of one passage each. */
  private static Load small(List<BeirSet> sets, int objects) {
    List<String> texts = RealTexts.of(sets, objects, 1).passages();
    return new Load(
        "small objects",
        objects,
        LATENCY_MILLIS,
        number ->
            Put.of(
                "small/%06d.txt".formatted(number),
                "Note " + number + "\n\n" + texts.get(number % texts.size())));
  }

  /** One plain text, of pieces of real ones. */
  private static Load longFile(List<BeirSet> sets, Path file) throws IOException {
    List<String> texts = RealTexts.of(sets, 5_000, 1).passages();
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      long written = 0;
      for (int number = 0; written < LONG_FILE_BYTES; number++) {
        String text = texts.get(number % texts.size()) + " (" + number + ".)\n\n";
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        if (written + bytes > LONG_FILE_BYTES) {
          break;
        }
        out.write(text);
        written += bytes;
      }
    }
    return new Load(
        "a file of 200 MB",
        1,
        SHORT_LATENCY_MILLIS,
        _ -> new Put("long.txt", RequestBody.fromFile(file)));
  }

  @Override
  public String name() {
    return "ingest";
  }

  @Override
  public ObjectNode measure(Ground ground) throws IOException, InterruptedException {
    boolean longer = ground.wanted().longer();
    List<BeirSet> sets = ground.wanted().folders().stream().map(BeirFolder::read).toList();
    List<Load> loads = new ArrayList<>();
    loads.add(guides(sets.getFirst(), longer ? Integer.MAX_VALUE : SOME_PAGES));
    loads.add(small(sets, longer ? MANY_SMALL_OBJECTS : SMALL_OBJECTS));
    if (longer) {
      loads.add(longFile(sets, ground.data().resolve("long.txt")));
    }
    List<IngestFigures> figures = new ArrayList<>();
    for (Load load : loads) {
      figures.add(
          measure(load, ground.data().resolve("load-" + figures.size()), ground.progress()));
    }
    ground
        .out()
        .printf(
            "%nIngestion. Permitted are the function's %d embedding calls at a time by the"
                + " stand-in's latency.%n",
            ConcurrentEmbedder.CALLS_AT_ONCE);
    IngestFigures.print(figures, ground.out());
    ObjectNode json = JSON.createObjectNode();
    json.set("figures", JSON.valueToTree(figures));
    return json;
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
        Duration cpuOfAll = MemoryWatch.processorTime(ProcessHandle.current());
        long begun = System.nanoTime();
        release(held);
        Embedding embedding = await(stack, bedrock, progress);
        double all = (System.nanoTime() - begun) / 1e9;
        cpuOfFunction = MemoryWatch.processorTime(function).minus(cpuOfFunction);
        cpuOfAll = MemoryWatch.processorTime(ProcessHandle.current()).minus(cpuOfAll);
        MemoryWatch.Heap heap = memory.heap(data.resolve("logs"));
        return new IngestFigures(
            load.name(),
            load.objects(),
            embedding.calls(),
            embedding.seconds(),
            all,
            load.latencyMillis(),
            ConcurrentEmbedder.CALLS_AT_ONCE,
            heap.beforeMb(),
            heap.afterMb(),
            memory.functionMb(),
            memory.togetherMb(),
            (double) cpuOfFunction.toMillis() / embedding.calls(),
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
    try (S3Client s3 =
        S3Client.builder()
            .endpointOverride(stack.resources().s3())
            .forcePathStyle(true)
            .region(Region.of(LocalResources.REGION))
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "thing")))
            .build()) {
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

  /** The embedding calls that there were, and the time from the first to the last. */
  private record Embedding(long calls, double seconds) {}

  private static Embedding await(LocalStack stack, BedrockStandIn bedrock, PrintStream progress)
      throws IOException, InterruptedException {
    Backlog backlog = new Backlog(stack.sqs());
    long first = 0;
    long last = 0;
    long calls = 0;
    long told = System.nanoTime();
    int quiet = 0;
    while (quiet < 4) {
      long now = System.nanoTime();
      long made = bedrock.usage().of(MODEL).calls();
      if (made > 0 && first == 0) {
        first = now;
      }
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
    return new Embedding(calls, (last - first) / 1e9);
  }
}
