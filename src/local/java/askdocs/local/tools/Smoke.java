package askdocs.local.tools;

import askdocs.local.streaming.HeardAnswer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The command {@code scripts/smoke}: whether a stack does what it is for, from one end to the
 * other.
 */
public final class Smoke {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration ANSWER = Duration.ofSeconds(40);
  private static final Duration PAUSE = Duration.ofMillis(500);

  /** A cold start of all functions is in it. */
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final HttpClient http;
  private final SmokeOptions options;
  private final PrintStream out;

  private Smoke(HttpClient http, SmokeOptions options, PrintStream out) {
    this.http = http;
    this.options = options;
    this.out = out;
  }

  /** Runs the command. */
  public static void main(String[] arguments) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    Commands.exit(() -> run(List.of(arguments), out, err), out);
  }

  static int run(List<String> arguments, PrintStream out, PrintStream err) {
    try (HttpClient http = HttpClient.newHttpClient()) {
      SmokeOptions options = SmokeOptions.of(arguments);
      if (options.help()) {
        out.print(SmokeOptions.USAGE);
        return 0;
      }
      new Smoke(http, options, out).all();
      out.println("All is well.");
      return 0;
    } catch (Failed e) {
      err.println("FAILED: " + e.getMessage());
      return 1;
    } catch (Refusal e) {
      err.println(e.getMessage());
      return 2;
    } catch (IOException | SdkException e) {
      err.println("Not possible: " + e);
      return 2;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 2;
    }
  }

  /** Something is not as it should be. */
  private static final class Failed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Failed(String message) {
      super(message);
    }
  }

  private record Reply(int status, JsonNode body) {}

  private void all() throws IOException, InterruptedException {
    expect("GET /health", get("health"), it -> it.body().path("status").asText().equals("ok"));
    expect("GET /openapi.json", get("openapi.json"), it -> it.body().path("paths").has("/ask"));
    ObjectNode misspelt = JSON.createObjectNode().put("pregunta", "?");
    expect(
        "POST /ask with a field that does not exist",
        post("ask", misspelt),
        400,
        it -> it.body().path("code").asText().equals("invalid-request"));

    String mark = mark();
    String uri = upload(mark);
    String document = "documents?key=" + encoded(uri.replaceFirst("^s3://[^/]+/", ""));
    await("INDEXED", document, it -> it.body().path("status").asText().equals("INDEXED"));
    ObjectNode question =
        JSON.createObjectNode().put("question", "¿Cuántos metros mide la torre " + mark + "?");
    expect("POST /search finds it", post("search", question), it -> names(it.body(), uri));
    expect(
        "POST /ask answers from it",
        post("ask", question),
        it ->
            it.body().path("outcome").asText().equals("answered")
                && names(it.body().path("citations"), uri));
    stream(question.put("maxTokens", 700), uri);

    delete(uri);
    await("gone", document, it -> it.status() == 404);
    expect("POST /search finds it no more", post("search", question), it -> !names(it.body(), uri));
  }

  private void stream(ObjectNode question, String uri) throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(options.api().resolve("ask/stream"))
            .timeout(ANSWER)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(question.toString()));
    options.headers().forEach(request::header);
    HttpResponse<byte[]> response = http.send(request.build(), BodyHandlers.ofByteArray());
    HeardAnswer heard = new HeardAnswer();
    heard.write(response.body());
    JsonNode done = heard.events("done").stream().findFirst().orElseGet(JSON::missingNode);
    expect(
        "POST /ask/stream tells the same while it is written",
        new Reply(response.statusCode(), done),
        it ->
            it.body().path("answer").asText().equals(heard.text())
                && it.body().path("citations").equals(heard.citations())
                && names(heard.citations(), uri));
  }

  private static String mark() {
    byte[] random = new byte[4];
    new SecureRandom().nextBytes(random);
    return "Zarandel" + HexFormat.of().formatHex(random);
  }

  /** Puts a document by an upload of the API, and gives its URI. */
  private String upload(String mark) throws IOException, InterruptedException {
    byte[] text =
        "# Torres\n\nLa torre %s mide 347 metros de altura.\n"
            .formatted(mark)
            .getBytes(StandardCharsets.UTF_8);
    ObjectNode wanted =
        JSON.createObjectNode()
            .put("name", "smoke-" + mark + ".md")
            .put("contentType", "text/markdown")
            .put("bytes", text.length);
    Reply offer = post("documents", wanted);
    if (offer.status() == 403) {
      throw new Refusal(
          "This caller may not upload: it must belong to the group of UploadGroup.\n"
              + offer.body().path("detail").asText());
    }
    expect("POST /documents", offer, it -> it.body().has("url"));
    HttpRequest.Builder put =
        HttpRequest.newBuilder(URI.create(offer.body().path("url").asText()))
            .timeout(ANSWER)
            .method(offer.body().path("method").asText(), BodyPublishers.ofByteArray(text));
    for (Map.Entry<String, JsonNode> header : offer.body().path("headers").properties()) {
      // The client counts by itself.
      if (!header.getKey().equalsIgnoreCase("content-length")) {
        put.header(header.getKey(), header.getValue().asText());
      }
    }
    HttpResponse<String> stored = http.send(put.build(), BodyHandlers.ofString());
    if (stored.statusCode() != 200) {
      throw new Failed("S3 takes no upload: " + stored.statusCode() + " " + stored.body());
    }
    out.println("ok  the upload is in the bucket");
    return offer.body().path("uri").asText();
  }

  /** The API deletes nothing: whoever owns the bucket does. */
  private void delete(String uri) {
    URI object = URI.create(uri);
    try (S3Client s3 = options.s3()) {
      s3.deleteObject(
          request -> request.bucket(object.getHost()).key(object.getPath().substring(1)));
    }
    out.println("ok  deleted from the bucket");
  }

  private static boolean names(JsonNode found, String uri) {
    return found.findValuesAsText("uri").contains(uri);
  }

  private void await(String what, String path, Predicate<Reply> holds)
      throws IOException, InterruptedException {
    long giveUp = System.nanoTime() + PATIENCE.toNanos();
    Reply reply = get(path);
    while (!holds.test(reply)) {
      String status = reply.body().path("status").asText();
      if (System.nanoTime() > giveUp || status.equals("FAILED") || status.equals("IGNORED")) {
        throw new Failed("The document is not " + what + ": " + reply.body());
      }
      Thread.sleep(PAUSE);
      reply = get(path);
    }
    out.println("ok  the document is " + what);
  }

  private void expect(String what, Reply reply, Predicate<Reply> holds) {
    expect(what, reply, 200, holds);
  }

  private void expect(String what, Reply reply, int status, Predicate<Reply> holds) {
    if (reply.status() != status || !holds.test(reply)) {
      throw new Failed(what + ": " + reply.status() + " " + reply.body());
    }
    out.println("ok  " + what);
  }

  private Reply get(String path) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(options.api().resolve(path)));
  }

  private Reply post(String path, JsonNode body) throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(options.api().resolve(path))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body.toString())));
  }

  private Reply send(HttpRequest.Builder request) throws IOException, InterruptedException {
    options.headers().forEach(request::header);
    HttpResponse<String> response =
        http.send(request.timeout(ANSWER).build(), BodyHandlers.ofString());
    try {
      return new Reply(response.statusCode(), JSON.readTree(response.body()));
    } catch (IOException e) {
      throw new Failed("No JSON from " + response.uri() + ": " + response.statusCode());
    }
  }

  private static String encoded(String key) {
    return URLEncoder.encode(key, StandardCharsets.UTF_8);
  }
}
