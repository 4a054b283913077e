package askdocs.local.eval;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;

/**
 * Stands in front of the Bedrock stand-in, and keeps what its answering models were asked and what
 * they answered: what an answer shows can be held against what the model really said. What they are
 * asked can be changed on its way, to see what a part of it is good for.
 */
final class RecordedBedrock implements AutoCloseable {
  /** The client and the server set these themselves. */
  private static final Set<String> OWN =
      Set.of("host", "content-length", "connection", "expect", "upgrade", "transfer-encoding");

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI target;
  private final List<Exchange> kept = new ArrayList<>();
  private volatile UnaryOperator<ObjectNode> change = UnaryOperator.identity();

  /**
   * A call of Converse.
   *
   * @param asked the request's body
   * @param answered the response's body; an error's too
   */
  record Exchange(JsonNode asked, JsonNode answered) {}

  private RecordedBedrock(HttpServer server, URI target) {
    this.server = server;
    this.target = target;
  }

  /** Starts it on a free port of 127.0.0.1, before a stand-in that may start later. */
  static RecordedBedrock before(URI target) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    RecordedBedrock recorded = new RecordedBedrock(server, target);
    server.createContext("/", recorded::handle);
    server.setExecutor(recorded.threads);
    server.start();
    return recorded;
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Changes what the models are asked, from the next call on. */
  void changing(UnaryOperator<ObjectNode> how) {
    change = how;
  }

  /** The calls since the last time that this was called. */
  synchronized List<Exchange> take() {
    List<Exchange> taken = List.copyOf(kept);
    kept.clear();
    return taken;
  }

  private synchronized void keep(Exchange exchange) {
    kept.add(exchange);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      boolean answering = exchange.getRequestURI().getPath().endsWith("/converse");
      byte[] sent = answering ? Figures.bytes(change.apply(Figures.object(body))) : body;
      HttpResponse<byte[]> response =
          http.send(request(exchange, sent), BodyHandlers.ofByteArray());
      if (answering) {
        keep(new Exchange(Figures.object(body), node(response.body())));
      }
      response
          .headers()
          .map()
          .forEach((name, values) -> {
            if (!OWN.contains(name.toLowerCase(Locale.ROOT))) {
              values.forEach(value -> exchange.getResponseHeaders().add(name, value));
            }
          });
      byte[] answer = response.body();
      exchange.sendResponseHeaders(response.statusCode(), answer.length == 0 ? -1 : answer.length);
      if (answer.length > 0) {
        exchange.getResponseBody().write(answer);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private HttpRequest request(HttpExchange exchange, byte[] body) {
    // The path as it came: a model's id may hold an encoded colon or slash.
    URI uri = URI.create(target + exchange.getRequestURI().getRawPath());
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .timeout(Bench.PATIENCE)
            .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> {
          if (!OWN.contains(name.toLowerCase(Locale.ROOT))) {
            values.forEach(value -> request.header(name, value));
          }
        });
    return request.build();
  }

  private static JsonNode node(byte[] body) throws IOException {
    return body.length == 0 ? MissingNode.getInstance() : Figures.JSON.readTree(body);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    http.close();
  }
}
