package askdocs.local.bench;

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
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Stands before a server and counts what it is asked, by kind. It takes milliseconds a call:
 * nothing is timed through it that would show them.
 */
final class Trips implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Set<String> NOT_PASSED_ON =
      Set.of("host", "connection", "content-length", "expect", "upgrade", "transfer-encoding");

  /** Of HTTP/2, a response would have a header that HTTP/1.1 does not know. */
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, Integer> counts = new ConcurrentSkipListMap<>();
  private final HttpServer server;
  private final URI behind;

  /** Before the server at this address. */
  Trips(URI behind) throws IOException {
    this.behind = behind;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::pass);
    server.start();
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** How often each kind was asked for, since this was last asked. */
  Map<String, Integer> taken() {
    Map<String, Integer> taken = new TreeMap<>(counts);
    counts.clear();
    return taken;
  }

  private void pass(HttpExchange exchange) throws IOException {
    counts.merge(kind(exchange), 1, Integer::sum);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(behind.resolve(exchange.getRequestURI()))
            .timeout(PATIENCE)
            .method(
                exchange.getRequestMethod(),
                BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()));
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> {
          if (!NOT_PASSED_ON.contains(name.toLowerCase(Locale.ROOT))) {
            values.forEach(value -> request.header(name, value));
          }
        });
    try (exchange) {
      HttpResponse<byte[]> response = http.send(request.build(), BodyHandlers.ofByteArray());
      response
          .headers()
          .map()
          .forEach((name, values) -> {
            if (!NOT_PASSED_ON.contains(name)) {
              exchange.getResponseHeaders().put(name, values);
            }
          });
      exchange.sendResponseHeaders(
          response.statusCode(), response.body().length == 0 ? -1 : response.body().length);
      if (response.body().length > 0) {
        exchange.getResponseBody().write(response.body());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** DynamoDB's operation, or the path's last part. */
  private static String kind(HttpExchange exchange) {
    String path = exchange.getRequestURI().getPath();
    return Optional.ofNullable(exchange.getRequestHeaders().getFirst("X-Amz-Target"))
        .map(target -> target.substring(target.indexOf('.') + 1))
        .orElseGet(() -> path.substring(path.lastIndexOf('/') + 1));
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
    http.close();
  }
}
