package askdocs.local.invoke;

import askdocs.local.bedrock.BedrockStandIn;
import askdocs.local.bedrock.EmbeddingMode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;

/**
 * What a question needs, with one document in it: a table and an index that always answer the same,
 * and the Bedrock stand-in. For starts of functions, where real parts would only add their noise.
 */
public final class CannedUpstreams implements AutoCloseable {
  private static final String CONTROL =
      """
      {"Item": {"index": {"S": "#control"}, "key": {"S": "#control"},
        "servingIndex": {"S": "passages-1"}, "servingModel": {"S": "amazon.titan-embed-text-v2:0"},
        "servingDimensions": {"N": "1024"}, "made": {"N": "1"}, "version": {"N": "1"}}}
      """;
  private static final String LIVE =
      """
      {"Responses": {"state": [{"key": {"S": "etl.md"}, "live": {"N": "7"},
        "access": {"L": [{"S": "*"}]}}]}, "UnprocessedKeys": {}}
      """;
  private static final String FOUND =
      """
      {"status": 200, "timed_out": false, "_shards": {"failed": 0}, "hits": {"hits": [
        {"_score": 0.9, "fields": {"key": ["etl.md"], "generation": [7], "ordinal": [0],
          "wordsHash": ["1"]}, "_source": {"bucket": "documents", "key": "etl.md", "generation": 7,
          "ordinal": 0, "version": "v1", "title": "ETL",
          "text": "ETL son las siglas de extraer, transformar y cargar. Se usa cada noche.",
          "context": "", "tableHeader": "", "start": 0, "end": 71, "access": ["*"]}}]}}
      """;

  /** A function that starts from a snapshot is given its credentials so, and not in variables. */
  private static final String CREDENTIALS =
      """
      {"AccessKeyId": "local", "SecretAccessKey": "local", "Token": "local",
        "Expiration": "2099-01-01T00:00:00Z"}
      """;

  private final BedrockStandIn bedrock =
      BedrockStandIn.start(0, BedrockStandIn.Options.USUAL.embeddings(EmbeddingMode.HASHED));
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;

  public CannedUpstreams() throws IOException {
    server =
        HttpServer.create(
            new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 64);
    server.setExecutor(threads);
    server.createContext("/", this::serve);
    server.start();
  }

  /** What plays Bedrock in it. */
  public BedrockStandIn bedrock() {
    return bedrock;
  }

  /** The variables that lead a function to it. */
  public Map<String, String> environment() {
    String url = "http://127.0.0.1:" + server.getAddress().getPort();
    return Map.of(
        "AWS_CONTAINER_CREDENTIALS_FULL_URI",
        url + "/credentials",
        "AWS_CONTAINER_AUTHORIZATION_TOKEN",
        "local",
        "AWS_ENDPOINT_URL_DYNAMODB",
        url,
        "AWS_ENDPOINT_URL_BEDROCK_RUNTIME",
        bedrock.endpoint().toString(),
        "OPENSEARCH_ENDPOINT",
        url);
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      InputStream sent = exchange.getRequestBody();
      // A search is, once it is long.
      boolean zipped = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
      String body =
          new String(
              (zipped ? new GZIPInputStream(sent) : sent).readAllBytes(), StandardCharsets.UTF_8);
      String target =
          Optional.ofNullable(exchange.getRequestHeaders().getFirst("X-Amz-Target")).orElse("");
      byte[] answer = answer(exchange, target, body).getBytes(StandardCharsets.UTF_8);
      exchange
          .getResponseHeaders()
          .set(
              "Content-Type", target.isEmpty() ? "application/json" : "application/x-amz-json-1.0");
      exchange.sendResponseHeaders(200, answer.length);
      exchange.getResponseBody().write(answer);
    }
  }

  private static String answer(HttpExchange exchange, String target, String body) {
    if (target.endsWith(".GetItem")) {
      return body.contains("#control") ? CONTROL : "{}";
    }
    if (target.endsWith(".BatchGetItem")) {
      return LIVE;
    }
    if (exchange.getRequestURI().getPath().equals("/credentials")) {
      return CREDENTIALS;
    }
    if (exchange.getRequestURI().getPath().endsWith("/_msearch")) {
      long searches = body.lines().count() / 2;
      return "{\"responses\": [" + (FOUND + ",").repeat((int) searches - 1) + FOUND + "]}";
    }
    return "{}";
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    bedrock.close();
  }
}
