package askdocs.local.bench;

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

/** OpenSearch's own API on loopback, for what production does not ask it. */
final class NodeApi implements AutoCloseable {
  static final ObjectMapper JSON = new ObjectMapper();

  private static final Duration PATIENCE = Duration.ofMinutes(60);

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI endpoint;

  NodeApi(URI endpoint) {
    this.endpoint = endpoint;
  }

  /**
   * Sends a request.
   *
   * @param body JSON; empty for none
   * @throws IOException if it is refused, quoting why
   */
  JsonNode send(String method, String path, String body) throws IOException, InterruptedException {
    HttpResponse<String> response =
        http.send(
            HttpRequest.newBuilder(endpoint.resolve(path))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.ofString());
    if (response.statusCode() >= 300) {
      throw new IOException(
          method + " " + path + ": " + response.statusCode() + " " + response.body());
    }
    return JSON.readTree(response.body());
  }

  /** Whether there is an index of this name. */
  boolean has(String index) throws IOException, InterruptedException {
    return !send("GET", "/_cat/indices/" + index + "*?format=json&h=index", "").isEmpty();
  }

  @Override
  public void close() {
    http.close();
  }
}
