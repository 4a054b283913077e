package askdocs.local.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import askdocs.local.LocalStack;
import askdocs.local.Ports;
import askdocs.local.template.LocalResources;
import askdocs.local.template.Template;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What was spoilt by hand is named, repaired, and then no more there; over the real parts. */
class ReconcileIT {
  private static final String INDEX = "passages-1";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(180);

  @TempDir private static Path data;
  private static LocalStack stack;
  private static DynamoDbClient dynamoDb;

  @BeforeAll
  static void start() {
    stack = LocalStack.start(LocalStack.Options.in(data).on(Ports.free()).hiding(5));
    dynamoDb =
        DynamoDbClient.builder()
            .endpointOverride(stack.resources().dynamodb())
            .region(Region.of(LocalResources.REGION))
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
            .build();
  }

  @AfterAll
  static void stop() {
    dynamoDb.close();
    stack.close();
    HTTP.shutdownNow();
  }

  @Test
  void namesWhatWasSpoiltAndRepairsIt() throws Exception {
    Path folder = folder();
    Command loaded = run("Load", folder.toString(), "--prefix", "cajon/");
    assertEquals(1, loaded.status(), loaded.toString());
    assertTrue(loaded.out().startsWith("7 indexed\n1 failed: "), loaded.toString());
    assertEquals(List.of("cajon/roto.pdf failed"), drift(report()));

    removeOnePassage("cajon/falta un pasaje.md");
    addPassage("cajon/sobra.md", 1);
    addPassage("nunca visto 😀.md", 1);
    dynamoDb.deleteItem(request -> request.tableName("state").key(key("cajon/fila perdida.md")));
    addRow("cajon/objeto perdido.md");
    update("cajon/otra version.md", "SET etag = :value", AttributeValue.fromS("other"));
    update("cajon/con ficha.md", "REMOVE sidecar");
    update("cajon/atascado.md", "SET claim = claim + :value", AttributeValue.fromN("1"));
    update(
        "cajon/atascado.md",
        "SET claimedAt = :value",
        AttributeValue.fromS("2026-01-01T00:00:00Z"));

    Command found = run("Reconcile", "--json");
    assertEquals(1, found.status(), found.toString());
    assertEquals(
        List.of(
            "cajon/atascado.md stuck",
            "cajon/con ficha.md stale",
            "cajon/falta un pasaje.md missing",
            "cajon/fila perdida.md missing",
            "cajon/fila perdida.md orphan",
            "cajon/objeto perdido.md stale",
            "cajon/otra version.md stale",
            "cajon/roto.pdf failed",
            "cajon/sobra.md orphan",
            "nunca visto 😀.md orphan"),
        drift(JSON.readTree(found.out())));

    assertEquals(8, invoke("{\"fix\": true}").path("hints").asInt());
    awaitReport(List.of("cajon/roto.pdf failed"));
    assertEquals(0, run("Reconcile").status());
  }

  @Test
  void deadLettersAreTriedAgain() throws Exception {
    stack
        .sqs()
        .client()
        .sendMessage(request ->
            request.queueUrl(stack.sqs().deadLetterUrl()).messageBody("{\"no\": \"event\"}"));

    assertEquals(1, invoke("{\"replayDeadLetters\": true}").path("replayed").asInt());
    assertEquals(0, invoke("{\"replayDeadLetters\": true}").path("replayed").asInt());
  }

  private static Path folder() throws IOException {
    Path folder = Files.createDirectories(data.resolve("folder"));
    for (String name :
        List.of(
            "falta un pasaje.md",
            "sobra.md",
            "fila perdida.md",
            "otra version.md",
            "con ficha.md",
            "atascado.md",
            "bien.md")) {
      Files.writeString(
          folder.resolve(name), "# Uno\n\n" + name + " dice algo.\n\n# Dos\n\nY algo más.\n");
    }
    Files.writeString(
        folder.resolve("con ficha.md.metadata.json"), "{\"metadataAttributes\": {\"year\": 2026}}");
    Files.writeString(folder.resolve("roto.pdf"), "%PDF-1.7\nnada\n%%EOF\n");
    Files.writeString(folder.resolve(".oculto.md"), "# No\n\nNadie lo lee.\n");
    return folder;
  }

  private static Map<String, AttributeValue> key(String key) {
    return Map.of("index", AttributeValue.fromS(INDEX), "key", AttributeValue.fromS(key));
  }

  private static void update(String key, String expression, AttributeValue... value) {
    dynamoDb.updateItem(request -> {
      request.tableName("state").key(key(key)).updateExpression(expression);
      if (value.length > 0) {
        request.expressionAttributeValues(Map.of(":value", value[0]));
      }
    });
  }

  private static void addRow(String key) {
    Map<String, AttributeValue> item = new java.util.HashMap<>(key(key));
    for (String number : List.of("claim", "settled", "live")) {
      item.put(number, AttributeValue.fromN("5"));
    }
    item.put("status", AttributeValue.fromS("INDEXED"));
    item.put("etag", AttributeValue.fromS("gone"));
    item.put("pipeline", AttributeValue.fromS("gone"));
    item.put("claimedAt", AttributeValue.fromS("2026-01-01T00:00:00Z"));
    dynamoDb.putItem(request -> request.tableName("state").item(item));
  }

  private static void removeOnePassage(String key) throws Exception {
    JsonNode removed =
        openSearch(
            "_delete_by_query?max_docs=1&refresh=true",
            JSON.createObjectNode()
                .<com.fasterxml.jackson.databind.node.ObjectNode>set(
                    "query",
                    JSON.createObjectNode().set("term", JSON.createObjectNode().put("key", key)))
                .toString());
    assertEquals(1, removed.path("deleted").asInt(), removed.toString());
  }

  private static void addPassage(String key, long generation) throws Exception {
    JsonNode added =
        openSearch(
            "_doc?routing=spoilt&refresh=true",
            JSON.createObjectNode()
                .put("key", key)
                .put("generation", generation)
                .put("ordinal", 0)
                .toString());
    assertEquals("created", added.path("result").asText(), added.toString());
  }

  private static JsonNode openSearch(String path, String body) throws Exception {
    URI uri = stack.resources().openSearch().resolve("/" + INDEX + "/" + path);
    HttpResponse<String> response =
        HTTP.send(
            HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.ofString());
    return JSON.readTree(response.body());
  }

  private static JsonNode invoke(String event) throws Exception {
    return JSON.readTree(
        stack.function("ReconcileFunction").invoke("askdocs.lambda.ReconcileFunction", event));
  }

  private static JsonNode report() throws Exception {
    return JSON.readTree(run("Reconcile", "--json").out());
  }

  private static void awaitReport(List<String> wanted) throws Exception {
    long end = System.nanoTime() + PATIENCE_NANOS;
    JsonNode report = invoke("{}");
    while (!drift(report).equals(wanted)) {
      assertTrue(System.nanoTime() < end, report.toString());
      TimeUnit.MILLISECONDS.sleep(200);
      report = invoke("{}");
    }
  }

  /** Each finding's key and kind, sorted. */
  private static List<String> drift(JsonNode report) {
    TreeSet<String> found = new TreeSet<>();
    report
        .path("findings")
        .forEach(finding ->
            found.add(finding.path("key").asText() + " " + finding.path("drift").asText()));
    return List.copyOf(found);
  }

  private record Command(int status, String out, String err) {}

  /** A command as its script runs it, in a process of its own with the stack's variables. */
  private static Command run(String command, String... arguments) throws Exception {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(
        List.of(
            "-Xmx128m",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            "askdocs.local.tools." + command));
    line.addAll(List.of(arguments));
    Path out = Files.createTempFile(data, "out", ".txt");
    Path err = Files.createTempFile(data, "err", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(line).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder
        .environment()
        .putAll(
            stack
                .resources()
                .environment(
                    Template.load(Path.of("template.yaml")).function("ReconcileFunction")));
    Process process = builder.start();
    try {
      assertTrue(process.waitFor(PATIENCE_NANOS, TimeUnit.NANOSECONDS), command);
    } finally {
      process.destroyForcibly().waitFor();
    }
    return new Command(process.exitValue(), Files.readString(out), Files.readString(err));
  }
}
