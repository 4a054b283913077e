package askdocs.local.chaos;

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
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands in front of DynamoDB Local, which never throttles: some calls are throttled as DynamoDB
 * does it, and of some the answer is lost after the call was carried out.
 */
final class UnreliableDynamoDb implements AutoCloseable {
  /** As the service answers it. */
  private static final byte[] THROTTLED =
      ("{\"__type\":\"com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException\","
              + "\"message\":\"The level of configured provisioned throughput for the table was"
              + " exceeded. Consider increasing your provisioning level with the UpdateTable"
              + " API.\"}")
          .getBytes(StandardCharsets.UTF_8);

  private static final List<String> PASSED =
      List.of("Content-Type", "X-Amz-Target", "X-Amz-Date", "Authorization");

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI target;
  private final Random random;
  private final AtomicInteger calls = new AtomicInteger();
  private final AtomicInteger throttled = new AtomicInteger();
  private final AtomicInteger lost = new AtomicInteger();
  private volatile Shares shares = new Shares(0, 0);

  /** Of a hundred calls, how many are throttled, and of how many the answer is lost. */
  record Shares(int throttled, int lost) {}

  private UnreliableDynamoDb(HttpServer server, URI target, Random random) {
    this.server = server;
    this.target = target;
    this.random = random;
  }

  /** Starts it on a free port of 127.0.0.1, before a DynamoDB that may start later. */
  static UnreliableDynamoDb before(URI target, Random random) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    UnreliableDynamoDb before = new UnreliableDynamoDb(server, target, random);
    server.createContext("/", before::handle);
    server.setExecutor(before.threads);
    server.start();
    return before;
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** From the next call on. */
  void failing(Shares now) {
    shares = now;
  }

  int calls() {
    return calls.get();
  }

  int throttled() {
    return throttled.get();
  }

  int lost() {
    return lost.get();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      calls.incrementAndGet();
      Shares now = shares;
      int drawn = random.nextInt(100);
      if (drawn < now.throttled()) {
        throttled.incrementAndGet();
        answer(exchange, 400, THROTTLED);
        return;
      }
      HttpResponse<byte[]> response = send(exchange, body);
      if (drawn < now.throttled() + now.lost()) {
        lost.incrementAndGet();
        return;
      }
      answer(exchange, response.statusCode(), response.body());
    }
  }

  private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  private HttpResponse<byte[]> send(HttpExchange exchange, byte[] body) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(target.resolve("/")).POST(BodyPublishers.ofByteArray(body));
    PASSED.forEach(name -> {
      String value = exchange.getRequestHeaders().getFirst(name);
      if (value != null) {
        request.header(name, value);
      }
    });
    try {
      return http.send(request.build(), BodyHandlers.ofByteArray());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted", e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    http.shutdownNow();
  }
}
