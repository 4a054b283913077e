package askdocs.local.chaos;

import askdocs.local.Between;
import askdocs.local.LocalStack;
import askdocs.local.Ports;
import askdocs.local.bedrock.EmbeddingMode;
import askdocs.local.bedrock.Usage;
import askdocs.local.functions.FunctionFailure;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** Changes the bucket while parts of the stack fail, and compares in the end. */
final class ChaosRun {
  private static final int DUPLICATE_PERCENT = 30;

  /** Longer than the SDK tries, or each outage of DynamoDB would be taken for a crash. */
  private static final int VISIBILITY_SECONDS = 30;

  private static final int READERS = 2;

  /** The writer waits while the queue holds more: else all runs would see the last version. */
  private static final int MOST_QUEUED = 60;

  private static final int REPLAYS = 3;
  private static final Duration PATIENCE = Duration.ofMinutes(15);
  private static final String RECONCILE = "ReconcileFunction";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Wanted wanted;
  private final PrintStream out;
  private final LocalStack stack;
  private final UnreliableDynamoDb dynamoDb;
  private final Postman postman;
  private final Deliveries deliveries;
  private final Backlog backlog;
  private final Disruptions disruptions;
  private final History history = new History();
  private final AtomicInteger changed = new AtomicInteger();
  private final long begun = System.nanoTime();
  private long told = begun;

  private ChaosRun(
      Wanted wanted,
      PrintStream out,
      LocalStack stack,
      UnreliableDynamoDb dynamoDb,
      Postman postman,
      Deliveries deliveries) {
    this.wanted = wanted;
    this.out = out;
    this.stack = stack;
    this.dynamoDb = dynamoDb;
    this.postman = postman;
    this.deliveries = deliveries;
    this.backlog = new Backlog(stack.sqs());
    this.disruptions =
        new Disruptions(stack, dynamoDb, deliveries, new Random(wanted.seed()), wanted.kills());
  }

  /** Whether all agrees in the end. */
  static boolean run(Wanted wanted, Path data, PrintStream out)
      throws IOException, InterruptedException {
    Ports ports = Ports.free();
    AtomicReference<Optional<Postman>> postman = new AtomicReference<>(Optional.empty());
    AtomicReference<Optional<Deliveries>> deliveries = new AtomicReference<>(Optional.empty());
    URI behind = URI.create("http://127.0.0.1:" + ports.dynamodb());
    try (UnreliableDynamoDb dynamoDb =
        UnreliableDynamoDb.before(behind, new Random(wanted.seed()))) {
      Between between =
          new Between(
              queue -> {
                Postman made = new Postman(queue, new Random(wanted.seed()), DUPLICATE_PERCENT);
                postman.set(Optional.of(made));
                return made;
              },
              function -> {
                Deliveries made = new Deliveries(function);
                deliveries.set(Optional.of(made));
                return made;
              },
              Map.of(
                  Disruptions.INGEST,
                  Map.of("AWS_ENDPOINT_URL_DYNAMODB", dynamoDb.endpoint().toString())));
      LocalStack.Options options =
          LocalStack.Options.in(data).on(ports).hiding(VISIBILITY_SECONDS).with(between);
      try (LocalStack stack = LocalStack.start(options)) {
        stack.bedrock().orElseThrow().embeddings(EmbeddingMode.HASHED);
        return new ChaosRun(
                wanted,
                out,
                stack,
                dynamoDb,
                postman.get().orElseThrow(),
                deliveries.get().orElseThrow())
            .run();
      }
    }
  }

  private boolean run() throws IOException, InterruptedException {
    AtomicBoolean stop = new AtomicBoolean();
    try (HttpClient http = HttpClient.newHttpClient();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        Bucket bucket = new Bucket(stack.resources().s3())) {
      Reader reader = new Reader(http, stack.api(), history);
      disruptions.begin();
      List<Future<?>> running = new ArrayList<>();
      try {
        running.add(threads.submit(() -> disrupt(stop)));
        for (int i = 1; i <= READERS; i++) {
          Random random = new Random(wanted.seed() + i);
          running.add(threads.submit(() -> reader.readUntil(stop, random)));
        }
        write(bucket);
        postman.bringAll();
        backlog.awaitEmpty(PATIENCE, this::tell);
      } finally {
        stop.set(true);
      }
      await(running);
      double seconds = (System.nanoTime() - begun) / 1e9;
      int dead = backlog.dead();
      int replayed = replay();
      JsonNode reconciled = reconcile("{}");
      List<String> differences = new ArrayList<>();
      Held held = Held.in(stack.resources());
      differences.addAll(Comparison.of(bucket.client(), history, held));
      reader.findAll();
      differences.addAll(reader.faults());
      differences.addAll(findings(reconciled));
      if (!disruptions.over()) {
        differences.add("Not all that was to fail has failed");
      }
      summarize(reader, held, reconciled, seconds, dead, replayed);
      differences.forEach(difference -> out.println("DIFFERS: " + difference));
      out.println(differences.isEmpty() ? "All agrees." : differences.size() + " differences.");
      return differences.isEmpty();
    }
  }

  private Void disrupt(AtomicBoolean stop) throws InterruptedException {
    while (!stop.get() && !disruptions.over()) {
      disruptions.at((double) changed.get() / wanted.events());
      Thread.sleep(50);
    }
    return null;
  }

  private void write(Bucket bucket) throws InterruptedException {
    for (Change change : Plan.of(wanted.seed(), wanted.events(), wanted.keys())) {
      while (backlog.queued() > MOST_QUEUED) {
        tell();
        Thread.sleep(50);
      }
      history.note(change);
      bucket.make(change);
      changed.incrementAndGet();
      tell();
    }
  }

  private static void await(List<Future<?>> running) throws IOException, InterruptedException {
    for (Future<?> one : running) {
      try {
        one.get();
      } catch (ExecutionException e) {
        throw new IOException("A part of the test failed: " + e.getCause(), e.getCause());
      }
    }
  }

  /** As an operator would, until none fails any more. */
  private int replay() throws IOException, InterruptedException {
    int replayed = 0;
    for (int i = 0; i < REPLAYS && backlog.dead() > 0; i++) {
      replayed += reconcile("{\"replayDeadLetters\": true}").path("replayed").asInt();
      backlog.awaitEmpty(PATIENCE, this::tell);
    }
    return replayed;
  }

  /** What the production code says of it. */
  private JsonNode reconcile(String event) throws IOException {
    try {
      return JSON.readTree(
          stack.function(RECONCILE).invoke("askdocs.lambda.ReconcileFunction", event));
    } catch (FunctionFailure e) {
      throw new IOException(RECONCILE + " failed: " + e.getMessage(), e);
    }
  }

  /** All but the documents that are to have failed. */
  private List<String> findings(JsonNode reconciled) {
    List<String> unusable =
        history.current().stream()
            .filter(document -> document.permit() instanceof Permit.Unusable)
            .map(History.Current::key)
            .toList();
    List<String> findings = new ArrayList<>();
    List<String> failed = new ArrayList<>();
    for (JsonNode finding : reconciled.path("findings")) {
      String key = finding.path("key").asText();
      if (finding.path("drift").asText().equals("failed") && unusable.contains(key)) {
        failed.add(key);
      } else {
        findings.add("reconcile: " + finding);
      }
    }
    if (failed.size() != unusable.size()) {
      findings.add("reconcile: " + failed.size() + " have failed of " + unusable.size());
    }
    if (!reconciled.path("complete").asBoolean()) {
      findings.add("reconcile did not come to its end");
    }
    return findings;
  }

  private void tell() {
    long now = System.nanoTime();
    if (now - told < Duration.ofSeconds(5).toNanos()) {
      return;
    }
    told = now;
    Deliveries.Count count = deliveries.count();
    out.printf(
        "%4d s: %d of %d changes, %d messages done, %d queued, %d received again, %d kills,"
            + " %d calls throttled, %d answers lost%n",
        (now - begun) / 1_000_000_000,
        changed.get(),
        wanted.events(),
        count.done(),
        backlog.queued(),
        count.redelivered(),
        disruptions.killed(),
        dynamoDb.throttled(),
        dynamoDb.lost());
  }

  private void summarize(
      Reader reader, Held held, JsonNode reconciled, double seconds, int dead, int replayed) {
    Deliveries.Count count = deliveries.count();
    Usage.OfModel billed =
        stack.bedrock().orElseThrow().usage().models().values().stream()
            .reduce(
                new Usage.OfModel(0, 0, 0, 0, 0),
                (a, b) ->
                    new Usage.OfModel(
                        a.calls() + b.calls(),
                        0,
                        0,
                        a.embeddingTokens() + b.embeddingTokens(),
                        a.refused() + b.refused()));
    Summary summary = new Summary();
    summary.add("seed", wanted.seed());
    summary.add("events of S3, shuffled", postman.events());
    summary.add("brought twice", postman.duplicates());
    summary.add("kills of the ingesting JVM", disruptions.killed());
    summary.add("kills of OpenSearch", disruptions.restarts());
    summary.add(
        "times DynamoDB was away for %d s".formatted(Disruptions.OUTAGE_TIME.toSeconds()),
        disruptions.outages());
    summary.add("calls of DynamoDB", dynamoDb.calls());
    summary.add("  throttled", dynamoDb.throttled());
    summary.add("  carried out, answer lost", dynamoDb.lost());
    summary.add("messages received", count.messages());
    summary.add("  received before", count.redelivered());
    summary.add("  most receives of one", count.mostReceives());
    summary.add("  reported as failed", count.failedMessages());
    summary.add("  put off or handed over before", count.putOff());
    summary.add("invocations that died", count.failedInvocations());
    summary.add("in the dead letter queue", dead);
    summary.add("  replayed", replayed);
    summary.add("seconds until all was done", seconds);
    summary.add("embedding calls billed", billed.calls());
    summary.add("  less those of searches", billed.calls() - reader.embedded());
    summary.add("tokens of both", billed.embeddingTokens());
    summary.add("searches", reader.reads());
    summary.add("  passages they brought", reader.passages());
    summary.add("  answered with 503 or 504", reader.unanswered());
    summary.add("documents in the bucket", history.current().size());
    summary.add("passages in the index", held.count());
    reconciled
        .path("counts")
        .properties()
        .forEach(drift -> summary.add("reconcile: " + drift.getKey(), drift.getValue().asLong()));
    summary.print(out);
  }
}
