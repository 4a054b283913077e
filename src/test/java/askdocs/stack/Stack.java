package askdocs.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;

import askdocs.local.LocalStack;
import askdocs.local.Ports;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The whole system over real HTTP, in the words of its users: put a file, wait until it is indexed,
 * ask. Waiting is polling, for a minute at most.
 */
public final class Stack implements AutoCloseable {
  /** Within it everything is indexed or gone, on a loaded machine too. */
  public static final Duration PATIENCE = Duration.ofMinutes(3);

  /** So that what a killed function held is handed out again soon. */
  private static final int VISIBILITY_SECONDS = 8;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path data;
  private final LocalStack local;
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
  private final Map<String, String> versions = new ConcurrentHashMap<>();

  private Stack(Path data, LocalStack local) {
    this.data = data;
    this.local = local;
  }

  /** Starts one of its own, with its data in a new temporary folder, on free ports. */
  static Stack start() {
    try {
      Path data = Files.createTempDirectory("askdocs-stack");
      return new Stack(
          data,
          LocalStack.start(
              LocalStack.Options.in(data).on(Ports.free()).hiding(VISIBILITY_SECONDS)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its parts, to be looked at or killed. */
  public LocalStack local() {
    return local;
  }

  /** What came back over HTTP. */
  public record Reply(int status, Map<String, String> headers, String body) {
    /** The body; missing if it is not JSON. */
    public JsonNode json() {
      try {
        return JSON.readTree(body);
      } catch (IOException e) {
        return JSON.missingNode();
      }
    }

    String header(String name) {
      return headers.getOrDefault(name.toLowerCase(java.util.Locale.ROOT), "");
    }
  }

  /** Puts a text file into the bucket, in UTF-8. */
  public void put(String key, String text) {
    put(key, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Puts a file into the bucket, as a client that knows nothing of media types does. */
  public void put(String key, byte[] bytes) {
    Reply reply = send(HttpRequest.newBuilder(object(key)).PUT(BodyPublishers.ofByteArray(bytes)));
    assertEquals(200, reply.status(), reply.body());
    versions.put(key, reply.header("etag").replace("\"", ""));
  }

  /** Puts a document's sidecar beside it. */
  public void putSidecar(String key, String json) {
    put(key + ".metadata.json", json);
  }

  public void delete(String key) {
    Reply reply = send(HttpRequest.newBuilder(object(key)).DELETE());
    assertEquals(204, reply.status(), reply.body());
    versions.remove(key);
  }

  private URI object(String key) {
    return local.resources().s3().resolve("/documents/" + encoded(key));
  }

  static String encoded(String key) {
    return URLEncoder.encode(key, StandardCharsets.UTF_8).replace("+", "%20").replace("%2F", "/");
  }

  /** Waits until the version that was last put can be found. */
  public JsonNode untilIndexed(String key) {
    return until(key, "INDEXED");
  }

  /** Waits until this is what was concluded of the version that was last put. */
  public JsonNode until(String key, String status) {
    return await(
            key + " is " + status,
            () -> document(key),
            reply ->
                reply.json().path("status").asText().equals(status)
                    && versions
                        .getOrDefault(key, reply.json().path("version").asText())
                        .equals(reply.json().path("version").asText()))
        .json();
  }

  /** Waits until the API knows no such document. */
  public void untilGone(String key) {
    await(key + " is gone", () -> document(key), reply -> reply.status() == 404);
  }

  /**
   * Looks again and again until it is as wanted; fails, telling what it last was, if it never is.
   */
  public static <T> T await(String what, Supplier<T> look, Predicate<T> wanted) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    T seen = look.get();
    while (!wanted.test(seen)) {
      if (System.nanoTime() > end) {
        throw new AssertionError("Not after " + PATIENCE.toSeconds() + " s: " + what + ". " + seen);
      }
      pause();
      seen = look.get();
    }
    return seen;
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("The wait was interrupted", e);
    }
  }

  public Reply ask(String question) {
    return post("ask", question, Optional.empty());
  }

  /** Asks as a caller with these groups, separated by commas. */
  public Reply ask(String question, String groups) {
    return post("ask", question, Optional.of(groups));
  }

  public Reply search(String question) {
    return post("search", question, Optional.empty());
  }

  public Reply search(String question, String groups) {
    return post("search", question, Optional.of(groups));
  }

  private Reply post(String path, String question, Optional<String> groups) {
    return post(path, JSON.createObjectNode().put("question", question), groups);
  }

  /** Sends any body to {@code ask} or {@code search}. */
  public Reply post(String path, JsonNode body, Optional<String> groups) {
    return send(
        as(groups, HttpRequest.newBuilder(local.api().resolve(path)))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body.toString())));
  }

  public Reply document(String key) {
    return send(HttpRequest.newBuilder(local.api().resolve("documents/" + encoded(key))));
  }

  public Reply document(String key, String groups) {
    return send(
        as(
            Optional.of(groups),
            HttpRequest.newBuilder(local.api().resolve("documents/" + encoded(key)))));
  }

  /** {@code GET /documents} with this query. */
  public Reply documents(String query) {
    return send(HttpRequest.newBuilder(local.api().resolve("documents?" + query)));
  }

  public Reply documents(String query, String groups) {
    return send(
        as(Optional.of(groups), HttpRequest.newBuilder(local.api().resolve("documents?" + query))));
  }

  private static HttpRequest.Builder as(Optional<String> groups, HttpRequest.Builder request) {
    groups.ifPresent(
        names -> request.header("x-local-caller", "tester").header("x-local-groups", names));
    return request;
  }

  /** Sends any request. */
  public Reply send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> response =
          http.send(request.timeout(PATIENCE).build(), BodyHandlers.ofString());
      Map<String, String> headers = new ConcurrentHashMap<>();
      response
          .headers()
          .map()
          .forEach((name, values) ->
              headers.put(name.toLowerCase(java.util.Locale.ROOT), values.getFirst()));
      return new Reply(response.statusCode(), headers, response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("The request was interrupted", e);
    }
  }

  @Override
  public void close() {
    local.close();
    http.shutdownNow();
    try (Stream<Path> files = Files.walk(data)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
