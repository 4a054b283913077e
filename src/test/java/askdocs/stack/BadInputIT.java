package askdocs.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import askdocs.stack.Stack.Reply;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What a client may do wrong, over HTTP: each is told of in the one shape of problems. */
@OnTheStack
class BadInputIT {
  private static final Set<String> FIELDS =
      Set.of("type", "title", "status", "detail", "code", "requestId");

  private final Stack stack;

  BadInputIT(Stack stack) {
    this.stack = stack;
  }

  /**
   * A request, and what is said of it.
   *
   * @param detail what the detail has to name
   */
  record Bad(
      String name,
      String method,
      String path,
      String type,
      byte[] body,
      int status,
      String code,
      String detail) {
    private static Bad body(String path, String body, String detail) {
      return new Bad(
          path + " " + (body.length() > 60 ? body.length() + " characters" : body),
          "POST",
          path,
          "application/json",
          body.getBytes(StandardCharsets.UTF_8),
          400,
          "invalid-request",
          detail);
    }

    private static Bad get(String path, int status, String code, String detail) {
      return new Bad(path, "GET", path, "application/json", new byte[0], status, code, detail);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private static Stream<Bad> bodies(String path) {
    return Stream.of(
        Bad.body(path, "", "not JSON"),
        Bad.body(path, "hola", "not JSON"),
        Bad.body(path, "{\"question\": \"¿Qué", "not JSON"),
        Bad.body(path, "{\"question\": \"a\"} {}", "not JSON"),
        Bad.body(path, "[]", "not an object"),
        Bad.body(path, "null", "not an object"),
        Bad.body(path, "{}", "question: "),
        Bad.body(path, "{\"question\": \"\"}", "question: "),
        Bad.body(path, "{\"question\": \" \\n\\t\"}", "question: "),
        Bad.body(path, "{\"question\": null}", "question: "),
        Bad.body(path, "{\"question\": 7}", "question: "),
        Bad.body(path, "{\"question\": [\"a\"]}", "question: "),
        Bad.body(path, "{\"question\": \"\\ud800\"}", "question: "),
        Bad.body(path, "{\"question\": \"" + "ñ".repeat(4_001) + "\"}", "question: "),
        Bad.body(path, "{\"question\": \"a\", \"pasajes\": 8}", "pasajes: "),
        Bad.body(path, "{\"question\": \"a\", \"question\": \"b\"}", "twice"),
        Bad.body(path, "{\"question\": \"a\", \"passages\": \"8\"}", "passages: "),
        Bad.body(path, "{\"question\": \"a\", \"passages\": 8.5}", "passages: "),
        Bad.body(path, "{\"question\": \"a\", \"passages\": 0}", "passages: "),
        Bad.body(path, "{\"question\": \"a\", \"passages\": 51}", "passages: "),
        Bad.body(path, "{\"question\": \"a\", \"passages\": 99999999999999}", "passages: "),
        Bad.body(path, "{\"question\": \"a\", \"maxTokens\": 4097}", "maxTokens: "),
        Bad.body(path, "{\"question\": \"a\", \"model\": \"gpt\"}", "model: "),
        Bad.body(path, "{\"question\": \"a\", \"filter\": {}}", "filter: must be an object"),
        Bad.body(path, "{\"question\": \"a\", \"sessionId\": 7}", "sessionId: must be a string"),
        new Bad(
            path + " a session that never was",
            "POST",
            path,
            "application/json",
            "{\"question\": \"a\", \"sessionId\": \"x\"}".getBytes(StandardCharsets.UTF_8),
            404,
            "session-not-found",
            "sessionId: "),
        Bad.body(path, "{\"question\": \"a\", \"dryRun\": 1}", "dryRun: must be true or false"),
        Bad.body(path, "[".repeat(100_000), "not JSON"),
        new Bad(
            path + " bytes that are not UTF-8",
            "POST",
            path,
            "application/json",
            new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'},
            400,
            "invalid-request",
            ""),
        new Bad(
            path + " 1 MiB",
            "POST",
            path,
            "application/json",
            ("{\"question\": \"" + "a".repeat(1 << 20) + "\"}").getBytes(StandardCharsets.UTF_8),
            413,
            "too-large",
            "262144"),
        new Bad(
            path + " as text/plain",
            "POST",
            path,
            "text/plain",
            "{\"question\": \"a\"}".getBytes(StandardCharsets.UTF_8),
            415,
            "unsupported-media-type",
            "application/json"));
  }

  static final List<Bad> BAD =
      Stream.of(
              bodies("ask"),
              bodies("search"),
              Stream.of(
                  Bad.get("ask", 405, "method-not-allowed", ""),
                  Bad.get("nowhere", 404, "not-found", ""),
                  Bad.get("ask/../../etc/passwd", 404, "not-found", ""),
                  new Bad(
                      "DELETE documents",
                      "DELETE",
                      "documents",
                      "application/json",
                      new byte[0],
                      405,
                      "method-not-allowed",
                      ""),
                  Bad.get("documents?limit=0", 400, "invalid-request", "limit: "),
                  Bad.get("documents?limit=1001", 400, "invalid-request", "limit: "),
                  Bad.get("documents?limit=", 400, "invalid-request", "limit: "),
                  Bad.get("documents?limit=diez", 400, "invalid-request", "limit: "),
                  Bad.get("documents?status=indexed", 400, "invalid-request", "status: "),
                  Bad.get("documents?nextToken=!!", 400, "invalid-request", "nextToken: "),
                  Bad.get("documents?nextToken=", 400, "invalid-request", "nextToken: "),
                  Bad.get("documents/no/such%20document.md", 404, "not-found", ""),
                  Bad.get("documents?key=no-such.md", 404, "not-found", ""),
                  Bad.get("documents/" + "a".repeat(1_025), 404, "not-found", ""),
                  Bad.get("documents?key=" + "a".repeat(1_025), 404, "not-found", ""),
                  Bad.get(
                      "documents?prefix=" + "a".repeat(1_025), 400, "invalid-request", "prefix: "),
                  Bad.get("documents?key=", 404, "not-found", "")))
          .flatMap(all -> all)
          .toList();

  @ParameterizedTest
  @FieldSource("BAD")
  void isToldOfInTheShapeOfProblems(Bad bad) {
    Reply reply =
        stack.send(
            HttpRequest.newBuilder(stack.local().api().resolve(bad.path()))
                .header("Content-Type", bad.type())
                .method(bad.method(), BodyPublishers.ofByteArray(bad.body())));

    assertEquals(bad.status(), reply.status(), reply.body());
    String type = reply.header("content-type");
    assertEquals("application/problem+json", type.split(";")[0], type);
    JsonNode problem = reply.json();
    assertEquals(
        FIELDS,
        problem.properties().stream().map(field -> field.getKey()).collect(Collectors.toSet()));
    assertEquals(bad.status(), problem.path("status").asInt());
    assertEquals(bad.code(), problem.path("code").asText());
    assertTrue(problem.path("detail").asText().contains(bad.detail()), reply.body());
    assertFalse(problem.path("requestId").asText().isBlank());
    for (String inside : List.of("Exception", "askdocs.", "java.", "com.fasterxml", "\tat ")) {
      assertFalse(reply.body().contains(inside), reply.body());
    }
  }
}
