package askdocs.local.bench;

import askdocs.local.Between;
import askdocs.local.LocalStack;
import askdocs.local.Ports;
import askdocs.local.bedrock.EmbeddingMode;
import askdocs.local.bench.Comparison.Figure;
import askdocs.local.chaos.Backlog;
import askdocs.local.chaos.ReconcileProcess;
import askdocs.local.s3.S3StandIn;
import askdocs.local.template.LocalResources;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Gatherers;
import java.util.stream.IntStream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * How long it takes to hold bucket, table and index against each other when they agree: section
 * {@code reconcile}.
 *
 * <p>One document is ingested; the others are copies of its object, its row and its passage.
 */
final class ReconcileTime implements Section {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int OBJECTS = 5_000;
  private static final int LONG_OBJECTS = 100_000;
  private static final int PUTS_AT_ONCE = 8;

  /** In one transaction, since DynamoDB Local takes long for each. */
  private static final int ROWS_AT_ONCE = 100;

  private static final int PASSAGES_AT_ONCE = 500;
  private static final String FIRST = "reconcile/first.txt";
  private static final String TEXT = "A note that all of them hold.";
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  @Override
  public String name() {
    return "reconcile";
  }

  @Override
  public ObjectNode measure(Ground ground) throws IOException, InterruptedException {
    int objects = ground.wanted().longer() ? LONG_OBJECTS : OBJECTS;
    AtomicBoolean deaf = new AtomicBoolean();
    UnaryOperator<Consumer<String>> until =
        queue ->
            message -> {
              if (!deaf.get()) {
                queue.accept(message);
              }
            };
    LocalStack.Options options =
        LocalStack.Options.in(ground.data().resolve("stack"))
            .on(Ports.free())
            .with(new Between(until, UnaryOperator.identity(), Map.of()));
    try (LocalStack stack = LocalStack.start(options)) {
      stack.bedrock().orElseThrow().embeddings(EmbeddingMode.HASHED);
      try (S3Client s3 = s3(stack)) {
        put(s3, FIRST);
        new Backlog(stack.sqs()).awaitEmpty(PATIENCE, () -> {});
        deaf.set(true);
        IntStream.range(0, objects)
            .mapToObj(ReconcileTime::key)
            .gather(
                Gatherers.mapConcurrent(
                    PUTS_AT_ONCE,
                    key -> {
                      put(s3, key);
                      return key;
                    }))
            .forEach(_ -> {});
      }
      ground.progress().printf("%,d objects%n", objects);
      copyRow(stack, objects);
      ground.progress().printf("%,d rows%n", objects);
      copyPassage(stack, objects);
      ground.progress().printf("%,d objects, rows and passages; reconciling%n", objects);
      return run(stack, ground, objects);
    }
  }

  private static String key(int number) {
    return "reconcile/%06d.txt".formatted(number);
  }

  private static S3Client s3(LocalStack stack) {
    return S3StandIn.client(stack.resources().s3());
  }

  private static StaticCredentialsProvider credentials() {
    return StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local"));
  }

  private static void put(S3Client s3, String key) {
    s3.putObject(put -> put.bucket(S3StandIn.BUCKET).key(key), RequestBody.fromString(TEXT));
  }

  private static void copyRow(LocalStack stack, int objects) {
    String table = stack.resources().ref("StateTable").orElseThrow();
    try (DynamoDbClient dynamoDb =
        DynamoDbClient.builder()
            .endpointOverride(stack.resources().dynamodb())
            .region(Region.of(LocalResources.REGION))
            .credentialsProvider(credentials())
            .build()) {
      Map<String, AttributeValue> first =
          dynamoDb.scanPaginator(scan -> scan.tableName(table)).items().stream()
              .filter(row -> FIRST.equals(row.getOrDefault("key", AttributeValue.fromS("")).s()))
              .findFirst()
              .orElseThrow();
      List<TransactWriteItem> rows = new ArrayList<>();
      for (int number = 0; number < objects; number++) {
        Map<String, AttributeValue> row = new HashMap<>(first);
        row.put("key", AttributeValue.fromS(key(number)));
        rows.add(TransactWriteItem.builder().put(put -> put.tableName(table).item(row)).build());
        if (rows.size() == ROWS_AT_ONCE || number == objects - 1) {
          List<TransactWriteItem> some = List.copyOf(rows);
          dynamoDb.transactWriteItems(write -> write.transactItems(some));
          rows.clear();
        }
      }
    }
  }

  /** Without its vector, which no reconcile looks at and which takes long to write. */
  private static void copyPassage(LocalStack stack, int objects)
      throws IOException, InterruptedException {
    try (NodeApi node = new NodeApi(stack.resources().openSearch())) {
      node.send("POST", "/passages-*/_refresh", "");
      var hit = node.send("GET", "/passages-*/_search", "").path("hits").path("hits").path(0);
      ObjectNode passage = (ObjectNode) hit.path("_source");
      passage.remove("vector");
      StringBuilder lines = new StringBuilder();
      for (int number = 0; number < objects; number++) {
        ObjectNode action = JSON.createObjectNode();
        action.putObject("index").put("routing", key(number));
        passage.put("key", key(number));
        lines.append(action).append('\n').append(passage).append('\n');
        if (number % PASSAGES_AT_ONCE == PASSAGES_AT_ONCE - 1 || number == objects - 1) {
          String path = "/" + hit.path("_index").asText() + "/_bulk";
          if (node.send("POST", path, lines.toString()).path("errors").asBoolean()) {
            throw new IOException("Passages were not written");
          }
          lines.setLength(0);
        }
      }
      node.send("POST", "/passages-*/_refresh", "");
    }
  }

  /** Timed through the counters: some milliseconds of a page's tens to hundreds. */
  private static ObjectNode run(LocalStack stack, Ground ground, int objects)
      throws IOException, InterruptedException {
    try (Trips s3 = new Trips(stack.resources().s3());
        Trips dynamoDb = new Trips(stack.resources().dynamodb());
        Trips openSearch = new Trips(stack.resources().openSearch())) {
      Map<String, String> through =
          Map.of(
              "AWS_ENDPOINT_URL_S3", s3.endpoint().toString(),
              "AWS_ENDPOINT_URL_DYNAMODB", dynamoDb.endpoint().toString(),
              "OPENSEARCH_ENDPOINT", openSearch.endpoint().toString());
      List<Run> runs = new ArrayList<>();
      for (int round = 0; round < ground.wanted().rounds(); round++) {
        List.of(s3, dynamoDb, openSearch).forEach(Trips::taken);
        Path folder = Files.createDirectory(ground.data().resolve("run-" + round));
        runs.add(run(stack, folder, through));
      }
      ObjectNode figures = JSON.createObjectNode().put("objects", objects);
      figures.set("seconds", Figure.of(runs.stream().mapToDouble(Run::seconds)).json());
      figures.put("residentMb", runs.stream().mapToLong(Run::residentMb).max().orElseThrow());
      figures.put("heapMb", runs.stream().mapToLong(Run::heapMb).max().orElseThrow());
      ObjectNode calls = figures.putObject("calls");
      calls.put("S3", s3.taken().values().stream().mapToInt(Integer::intValue).sum());
      dynamoDb.taken().forEach(calls::put);
      openSearch.taken().forEach(calls::put);
      print(ground.out(), figures);
      return figures;
    }
  }

  /**
   * What one took, the JVM's start included.
   *
   * @param heapMb after a collection
   */
  private record Run(double seconds, long residentMb, long heapMb) {}

  private static Run run(LocalStack stack, Path folder, Map<String, String> through)
      throws IOException, InterruptedException {
    Path log = folder.resolve("reconcile.log");
    Map<String, String> environment = new HashMap<>(through);
    environment.put("JDK_JAVA_OPTIONS", MemoryWatch.logging(folder));
    long begun = System.nanoTime();
    Process process = ReconcileProcess.start(stack, log, environment);
    try (MemoryWatch memory = MemoryWatch.of(process.pid())) {
      if (process.waitFor() != 0) {
        throw new IOException("Reconcile found what it should not: " + Files.readString(log));
      }
      double seconds = (System.nanoTime() - begun) / 1e9;
      return new Run(seconds, memory.functionMb(), memory.heap(folder).afterMb());
    }
  }

  private static void print(PrintStream out, ObjectNode figures) {
    JsonNode seconds = figures.path("seconds");
    out.printf(
        "%nReconcile. %,d objects with a row and a passage each, nothing amiss: %.1f s (%.1f–%.1f),"
            + " the JVM's start included; at most %d MB resident, %d MB of heap after a collection;"
            + " calls: %s%n",
        figures.path("objects").asInt(),
        seconds.path("median").asDouble(),
        seconds.path("low").asDouble(),
        seconds.path("high").asDouble(),
        figures.path("residentMb").asInt(),
        figures.path("heapMb").asInt(),
        figures.path("calls"));
  }
}
