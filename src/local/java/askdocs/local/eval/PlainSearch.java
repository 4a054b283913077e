package askdocs.local.eval;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;

/** OpenSearch's own API on loopback, for what production does not ask it. */
final class PlainSearch implements AutoCloseable {
  static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI endpoint;

  PlainSearch(URI endpoint) {
    this.endpoint = endpoint;
  }

  /** How many documents the index holds; 0 if there is none of its name. */
  long count(String index) {
    JsonNode reply = send("GET", "/" + index + "/_count", "");
    return reply.path("count").asLong(0);
  }

  /** The names of the indices of this pattern. */
  List<String> indices(String pattern) {
    List<String> names = new ArrayList<>();
    send("GET", "/_cat/indices/" + pattern + "?format=json&h=index", "")
        .forEach(row -> names.add(row.path("index").asText()));
    return names;
  }

  private JsonNode send(String method, String path, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(endpoint.resolve(path))
            .header("Content-Type", "application/json")
            .timeout(Bench.PATIENCE)
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
      return JSON.readTree(response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The search was interrupted", e);
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
