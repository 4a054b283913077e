package askdocs.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole system as {@code scripts/local} runs it; {@code target/opensearch} and so on exist. */
class LocalStackIT {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  @TempDir private static Path data;
  private static LocalStack stack;

  @BeforeAll
  static void start() {
    stack = LocalStack.start(options());
  }

  @AfterAll
  static void stop() {
    stack.close();
    HTTP.shutdownNow();
  }

  private static LocalStack.Options options() {
    return LocalStack.Options.in(data).on(Ports.free()).hiding(5);
  }

  @Test
  void answersFromADocumentUntilItIsDeleted() throws Exception {
    put("plantas/ñandú 1.md", "# Aves\n\nEl ñandú corre a sesenta kilómetros por hora.\n");
    awaitStatus("plantas/ñandú 1.md", "INDEXED");
    JsonNode answer = ask("¿A qué velocidad corre el ñandú?");
    assertEquals("answered", answer.get("outcome").asText());
    assertEquals(
        "s3://documents/plantas/ñandú 1.md", answer.at("/citations/0/sources/0/uri").asText());
    send(HttpRequest.newBuilder(object("plantas/ñandú 1.md")).DELETE());
    awaitStatus("plantas/ñandú 1.md", "NOT_FOUND");
    assertFalse(ask("¿A qué velocidad corre el ñandú?").toString().contains("sesenta"));
  }

  @Test
  void ingestsThoughTheFunctionIsKilled() throws Exception {
    stack.function("IngestFunction").kill();
    put("killed.md", "# Loza\n\nLa loza se cuece a mil grados.\n");
    awaitStatus("killed.md", "INDEXED");
  }

  @Test
  void losesNothingOverARestart() throws Exception {
    put("kept.md", "# Vidrio\n\nEl vidrio se funde a mil quinientos grados.\n");
    awaitStatus("kept.md", "INDEXED");
    put("late.md", "# Papel\n\nEl papel arde a doscientos treinta grados.\n");
    stack.close();
    stack = LocalStack.start(options());
    awaitStatus("late.md", "INDEXED");
    awaitStatus("kept.md", "INDEXED");
    assertTrue(ask("¿A cuántos grados se funde el vidrio?").toString().contains("mil quinientos"));
  }

  private static URI object(String key) {
    return stack.resources().s3().resolve("/documents/" + encoded(key));
  }

  private static String encoded(String key) {
    return URLEncoder.encode(key, StandardCharsets.UTF_8).replace("+", "%20").replace("%2F", "/");
  }

  private static void put(String key, String text) throws Exception {
    send(
        HttpRequest.newBuilder(object(key))
            .header("Content-Type", "text/markdown; charset=utf-8")
            .PUT(BodyPublishers.ofString(text)));
  }

  private static JsonNode ask(String question) throws Exception {
    String body = new ObjectMapper().createObjectNode().put("question", question).toString();
    return send(
        HttpRequest.newBuilder(stack.api().resolve("ask"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body)));
  }

  /** Polls until the document has this status; one that the API does not know is NOT_FOUND. */
  private static void awaitStatus(String key, String wanted) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
    String status = status(key);
    while (!status.equals(wanted)) {
      assertTrue(System.nanoTime() < end, key + " is still " + status + ", not " + wanted);
      TimeUnit.MILLISECONDS.sleep(100);
      status = status(key);
    }
  }

  private static String status(String key) throws Exception {
    JsonNode document =
        send(HttpRequest.newBuilder(stack.api().resolve("documents/" + encoded(key))));
    return document.path("status").isTextual() ? document.get("status").asText() : "NOT_FOUND";
  }

  private static JsonNode send(HttpRequest.Builder request) throws Exception {
    String body = HTTP.send(request.build(), BodyHandlers.ofString()).body();
    return new ObjectMapper().readTree(body.startsWith("{") ? body : "{}");
  }
}
