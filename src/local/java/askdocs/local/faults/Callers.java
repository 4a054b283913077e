package askdocs.local.faults;

import askdocs.local.LocalStack;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Puts documents into a stack's bucket, and asks about them, as callers do. */
final class Callers implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Set<String> OUTCOMES = Set.of("answered", "unknown", "passages-only");

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(10))
          .build();
  private final LocalStack stack;

  Callers(LocalStack stack) {
    this.stack = stack;
  }

  /**
   * How a question went.
   *
   * @param begun in nanoseconds of this JVM
   * @param took until the whole answer was there
   * @param outcome the answer's, or the status and code of a problem
   * @param fault what is not as the API promises; empty if all is
   */
  record Asked(long begun, Duration took, String outcome, Optional<String> fault) {
    boolean isAnswer() {
      return OUTCOMES.contains(outcome);
    }
  }

  /** A document that says one thing. */
  static String text(int number) {
    return "El casco del barco %d está hecho de madera de la clase %d.\n"
        .formatted(number, number * 7);
  }

  static String question(int number) {
    return "¿De qué está hecho el casco del barco %d?".formatted(number);
  }

  void put(String key, String text) throws IOException, InterruptedException {
    HttpResponse<String> reply =
        http.send(
            HttpRequest.newBuilder(stack.resources().s3().resolve("/documents/" + key))
                .timeout(PATIENCE)
                .PUT(BodyPublishers.ofString(text))
                .build(),
            BodyHandlers.ofString());
    if (reply.statusCode() != 200) {
      throw new IOException("The bucket answered " + reply.statusCode());
    }
  }

  /** How many documents have this status, of a thousand at most. */
  int count(String status) throws IOException, InterruptedException {
    URI uri = stack.api().resolve("documents?limit=1000&status=" + status);
    HttpResponse<String> reply =
        http.send(HttpRequest.newBuilder(uri).timeout(PATIENCE).build(), BodyHandlers.ofString());
    return reply.statusCode() == 200 ? JSON.readTree(reply.body()).path("documents").size() : 0;
  }

  void awaitIndexed(int documents) throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (count("INDEXED") < documents) {
      if (System.nanoTime() > end) {
        throw new IOException("Not all documents were indexed in time");
      }
      Thread.sleep(200);
    }
  }

  Asked ask(String question) throws InterruptedException {
    long begun = System.nanoTime();
    try {
      HttpResponse<String> reply =
          http.send(
              HttpRequest.newBuilder(stack.api().resolve("ask"))
                  .timeout(PATIENCE)
                  .header("Content-Type", "application/json")
                  .POST(
                      BodyPublishers.ofString(
                          JSON.createObjectNode().put("question", question).toString()))
                  .build(),
              BodyHandlers.ofString());
      Duration took = Duration.ofNanos(System.nanoTime() - begun);
      JsonNode body = JSON.readTree(reply.body());
      return reply.statusCode() == 200
          ? answer(begun, took, body)
          : problem(begun, took, reply, body);
    } catch (IOException e) {
      return new Asked(
          begun,
          Duration.ofNanos(System.nanoTime() - begun),
          "no answer",
          Optional.of("no answer: " + e));
    }
  }

  private static Asked answer(long begun, Duration took, JsonNode body) {
    String outcome = body.path("outcome").asText();
    boolean whole =
        OUTCOMES.contains(outcome)
            && !body.path("answer").asText().isBlank()
            && body.path("citations").isEmpty() != outcome.equals("answered")
            && body.path("passages").isEmpty() != outcome.equals("passages-only")
            && body.path("usage").path("costUsd").isNumber()
            && !body.path("requestId").asText().isBlank();
    return new Asked(
        begun, took, outcome, whole ? Optional.empty() : Optional.of("malformed: " + body));
  }

  private static Asked problem(
      long begun, Duration took, HttpResponse<String> reply, JsonNode body) {
    boolean ours =
        reply.headers().firstValue("content-type").orElse("").startsWith("application/problem+json")
            && body.path("status").asInt() == reply.statusCode()
            && !body.path("code").asText().isBlank()
            && !body.path("requestId").asText().isBlank()
            && (reply.statusCode() != 503 || reply.headers().firstValue("retry-after").isPresent());
    return new Asked(
        begun,
        took,
        reply.statusCode() + " " + body.path("code").asText(),
        ours ? Optional.empty() : Optional.of("malformed: " + reply.body()));
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
