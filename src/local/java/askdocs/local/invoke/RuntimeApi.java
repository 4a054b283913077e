package askdocs.local.invoke;

import askdocs.local.invoke.Outcome.Answered;
import askdocs.local.invoke.Outcome.Failed;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The side of the Runtime API that Lambda plays, on loopback, for a single invocation.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html">Its description</a>
 */
final class RuntimeApi implements AutoCloseable {
  private static final String ROOT = "/2018-06-01/runtime/";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String event;
  private final Duration timeout;
  private final String functionArn;
  private final Clock clock;
  private final String requestId = UUID.randomUUID().toString();
  private final HttpServer server;
  private final ExecutorService exchanges = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicBoolean handedOut = new AtomicBoolean();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final CompletableFuture<Instant> begun = new CompletableFuture<>();
  private final CompletableFuture<Outcome> ended = new CompletableFuture<>();

  RuntimeApi(String event, Duration timeout, String functionArn, Clock clock) throws IOException {
    this.event = event;
    this.timeout = timeout;
    this.functionArn = functionArn;
    this.clock = clock;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(exchanges);
    server.createContext(ROOT, this::serve);
    server.start();
  }

  /** Host and port, as AWS_LAMBDA_RUNTIME_API has them. */
  String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  String requestId() {
    return requestId;
  }

  /** When the runtime, having started the function, took the event. */
  CompletableFuture<Instant> begun() {
    return begun;
  }

  /** How it ended; a failure to start counts too. */
  CompletableFuture<Outcome> ended() {
    return ended;
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    exchanges.shutdownNow();
  }

  private void serve(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath().substring(ROOT.length());
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    if (path.equals("invocation/next")) {
      next(exchange);
    } else if (path.equals("invocation/" + requestId + "/response")) {
      accept(exchange);
      ended.complete(new Answered(body));
    } else if (path.equals("invocation/" + requestId + "/error") || path.equals("init/error")) {
      accept(exchange);
      ended.complete(failed(body));
    } else {
      exchange.sendResponseHeaders(404, -1);
      exchange.getResponseBody().close();
    }
  }

  private void next(HttpExchange exchange) throws IOException {
    if (!handedOut.compareAndSet(false, true)) {
      // There is no second event: the runtime waits, as a frozen environment does, until it is
      // ended.
      awaitClose();
      exchange.close();
      return;
    }
    Instant now = clock.instant();
    exchange.getResponseHeaders().set("Lambda-Runtime-Aws-Request-Id", requestId);
    exchange
        .getResponseHeaders()
        .set("Lambda-Runtime-Deadline-Ms", Long.toString(now.plus(timeout).toEpochMilli()));
    exchange.getResponseHeaders().set("Lambda-Runtime-Invoked-Function-Arn", functionArn);
    exchange
        .getResponseHeaders()
        .set("Lambda-Runtime-Trace-Id", "Root=1-" + requestId.substring(0, 8) + ";Sampled=0");
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    byte[] bytes = event.getBytes(StandardCharsets.UTF_8);
    begun.complete(now);
    exchange.sendResponseHeaders(200, bytes.length);
    // Closing the body and not the exchange keeps the connection, which the runtime uses again.
    exchange.getResponseBody().write(bytes);
    exchange.getResponseBody().close();
  }

  private void awaitClose() {
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void accept(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(202, -1);
    exchange.getResponseBody().close();
  }

  private static Failed failed(String body) {
    try {
      JsonNode error = JSON.readTree(body);
      return new Failed(
          error.path("errorType").asText("Unhandled"), error.path("errorMessage").asText(""), body);
    } catch (JsonProcessingException e) {
      return new Failed("Unhandled", body, body);
    }
  }
}
