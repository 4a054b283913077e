package askdocs.local.eval;

import askdocs.local.Between;
import askdocs.local.LocalStack;
import askdocs.local.Ports;
import askdocs.local.bedrock.BedrockStandIn;
import askdocs.local.bedrock.EmbeddingMode;
import askdocs.local.s3.S3StandIn;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.s3.S3Client;

/** The whole local stack, asked over HTTP; what its model is asked and answers is recorded. */
final class StackUnderTest implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final Duration ANSWER = Duration.ofSeconds(60);

  private final LocalStack stack;
  private final RecordedBedrock recorded;
  private final HttpClient http = HttpClient.newHttpClient();

  private StackUnderTest(LocalStack stack, RecordedBedrock recorded) {
    this.stack = stack;
    this.recorded = recorded;
  }

  /**
   * Starts it.
   *
   * @param data keeps its data and logs
   */
  static StackUnderTest start(Path data, EmbeddingMode embeddings) throws IOException {
    Ports ports = Ports.free();
    RecordedBedrock recorded =
        RecordedBedrock.before(URI.create("http://127.0.0.1:" + ports.bedrock()));
    try {
      Between between =
          new Between(
              queue -> queue,
              function -> function,
              // A kept answer would hide what the model says next to the same prompt.
              Map.of(
                  "AskFunction",
                  Map.of(
                      "AWS_ENDPOINT_URL_BEDROCK_RUNTIME",
                      recorded.endpoint().toString(),
                      "ALLOWED_MODEL_IDS",
                      Bench.ANSWERING + "," + Way.NUMBERED,
                      "ANSWER_CACHE",
                      "off")));
      LocalStack stack = LocalStack.start(LocalStack.Options.in(data).on(ports).with(between));
      stack.bedrock().orElseThrow().embeddings(embeddings);
      return new StackUnderTest(stack, recorded);
    } catch (RuntimeException e) {
      recorded.close();
      throw e;
    }
  }

  BedrockStandIn model() {
    return stack.bedrock().orElseThrow();
  }

  RecordedBedrock recorded() {
    return recorded;
  }

  /**
   * Puts files into the bucket, and waits until all of them, as they now are, can be found.
   *
   * @param names the files; those that were put before are replaced
   * @throws Refusal naming one that was not read, or if nothing happens for too long
   */
  void load(OriginalFiles files, List<String> names, PrintStream progress)
      throws IOException, InterruptedException {
    Map<String, String> before = new HashMap<>();
    for (String name : names) {
      before.put(name, version(name).orElse(""));
    }
    try (S3Client s3 = S3StandIn.client(stack.resources().s3())) {
      for (String name : names) {
        s3.putObject(put -> put.bucket(S3StandIn.BUCKET).key(name), files.path(name));
      }
    }
    List<String> left = new ArrayList<>(names);
    long since = System.nanoTime();
    while (!left.isEmpty()) {
      int waiting = left.size();
      for (String name : List.copyOf(left)) {
        if (version(name).filter(now -> !now.equals(before.get(name))).isPresent()) {
          left.remove(name);
        }
      }
      if (left.size() < waiting) {
        since = System.nanoTime();
        progress.printf("%,d of %,d files indexed%n", names.size() - left.size(), names.size());
      }
      if (System.nanoTime() - since > PATIENCE.toNanos()) {
        throw new Refusal("Nothing has happened for too long; not indexed: " + left);
      }
      if (!left.isEmpty()) {
        Thread.sleep(PAUSE.toMillis());
      }
    }
  }

  /** The version of the file that can be found; empty while there is none. */
  private Optional<String> version(String name) throws IOException, InterruptedException {
    JsonNode told =
        send(HttpRequest.newBuilder(
                    stack
                        .api()
                        .resolve(
                            "/documents?key=" + URLEncoder.encode(name, StandardCharsets.UTF_8)))
                .timeout(ANSWER)
                .build())
            .body();
    return switch (told.path("status").asText()) {
      case "INDEXED" -> Optional.of(told.path("version").asText());
      case "FAILED", "IGNORED" ->
          throw new Refusal(name + " cannot be read: " + told.path("reason").asText());
      default -> Optional.empty();
    };
  }

  /** Asks a model over HTTP. */
  Told ask(String question, String model) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(stack.api().resolve("/ask"))
            .header("Content-Type", "application/json")
            .timeout(ANSWER)
            .POST(
                HttpRequest.BodyPublishers.ofByteArray(
                    Figures.bytes(
                        Figures.JSON
                            .createObjectNode()
                            .put("question", question)
                            .put("model", model))))
            .build();
    long begun = System.nanoTime();
    Reply reply = send(request);
    if (reply.status() != 200) {
      throw new IOException("POST /ask answered " + reply.status() + ": " + reply.body());
    }
    return Told.of(reply.body(), S3StandIn.BUCKET, (System.nanoTime() - begun) / 1e6);
  }

  private record Reply(int status, JsonNode body) {}

  private Reply send(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
    return new Reply(response.statusCode(), Figures.JSON.readTree(response.body()));
  }

  @Override
  public void close() {
    http.close();
    stack.close();
    recorded.close();
  }
}
