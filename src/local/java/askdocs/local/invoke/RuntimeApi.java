package askdocs.local.invoke;

import askdocs.local.invoke.Outcome.Answered;
import askdocs.local.invoke.Outcome.Failed;
import askdocs.local.invoke.Outcome.Streamed;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The side of the Runtime API that Lambda plays, on loopback, for a single invocation; streamed
 * responses too, and what SnapStart asks.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html">Its description</a>
 */
final class RuntimeApi implements AutoCloseable, WireServer.Service {
  private static final String ROOT = "/2018-06-01/runtime/";
  private static final String ERROR_TYPE = "Lambda-Runtime-Function-Error-Type";
  private static final String ERROR_BODY = "Lambda-Runtime-Function-Error-Body";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String event;
  private final Duration timeout;
  private final String functionArn;
  private final Clock clock;
  private final String requestId = UUID.randomUUID().toString();
  private final WireServer server;
  private final AtomicBoolean handedOut = new AtomicBoolean();
  private final CountDownLatch restored = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);
  private final CompletableFuture<Instant> ready = new CompletableFuture<>();
  private final CompletableFuture<Instant> begun = new CompletableFuture<>();
  private final CompletableFuture<Instant> firstChunk = new CompletableFuture<>();
  private final CompletableFuture<Outcome> ended = new CompletableFuture<>();

  RuntimeApi(String event, Duration timeout, String functionArn, Clock clock) throws IOException {
    this.event = event;
    this.timeout = timeout;
    this.functionArn = functionArn;
    this.clock = clock;
    this.server = new WireServer(this);
  }

  /** Host and port, as AWS_LAMBDA_RUNTIME_API has them. */
  String address() {
    return "127.0.0.1:" + server.port();
  }

  String requestId() {
    return requestId;
  }

  /** When a function with SnapStart had done all that it does before its snapshot is taken. */
  CompletableFuture<Instant> ready() {
    return ready;
  }

  /** Restores it, or has it restored as soon as it is ready. */
  void restore() {
    restored.countDown();
  }

  /** When the runtime, having started the function, took the event. */
  CompletableFuture<Instant> begun() {
    return begun;
  }

  /** When the first piece of a streamed response came. */
  CompletableFuture<Instant> firstChunk() {
    return firstChunk;
  }

  /** How it ended; a failure to start counts too. */
  CompletableFuture<Outcome> ended() {
    return ended;
  }

  @Override
  public void close() {
    restored.countDown();
    closed.countDown();
    server.close();
  }

  @Override
  public void chunk(byte[] chunk) {
    firstChunk.complete(clock.instant());
  }

  @Override
  public Optional<WireServer.Reply> answer(WireRequest request) {
    String path = request.path().startsWith(ROOT) ? request.path().substring(ROOT.length()) : "";
    if (path.equals("invocation/next")) {
      return next();
    }
    if (path.equals("restore/next")) {
      ready.complete(clock.instant());
      await(restored);
      return Optional.of(WireServer.Reply.of(200));
    }
    if (path.equals("invocation/" + requestId + "/response")) {
      ended.complete(response(request));
      return Optional.of(WireServer.Reply.of(202));
    }
    if (path.equals("invocation/" + requestId + "/error")
        || path.equals("init/error")
        || path.equals("restore/error")) {
      ended.complete(failed(new String(request.body(), StandardCharsets.UTF_8)));
      return Optional.of(WireServer.Reply.of(202));
    }
    return Optional.of(WireServer.Reply.of(404));
  }

  private Optional<WireServer.Reply> next() {
    if (!handedOut.compareAndSet(false, true)) {
      // There is no second event: the runtime waits, as a frozen environment does, until it is
      // ended.
      await(closed);
      return Optional.empty();
    }
    Instant now = clock.instant();
    Map<String, String> headers = new TreeMap<>();
    headers.put("Lambda-Runtime-Aws-Request-Id", requestId);
    headers.put("Lambda-Runtime-Deadline-Ms", Long.toString(now.plus(timeout).toEpochMilli()));
    headers.put("Lambda-Runtime-Invoked-Function-Arn", functionArn);
    headers.put("Lambda-Runtime-Trace-Id", "Root=1-" + requestId.substring(0, 8) + ";Sampled=0");
    headers.put("Content-Type", "application/json");
    begun.complete(now);
    return Optional.of(new WireServer.Reply(200, headers, event.getBytes(StandardCharsets.UTF_8)));
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Outcome response(WireRequest request) {
    boolean streamed =
        request
            .header("Lambda-Runtime-Function-Response-Mode")
            .orElse("")
            .equalsIgnoreCase("streaming");
    if (!streamed) {
      return new Answered(new String(request.body(), StandardCharsets.UTF_8));
    }
    if (!request.complete()) {
      return new Failed("Runtime.TruncatedResponse", "The stream broke off", "");
    }
    String body = request.trailers().getOrDefault(ERROR_BODY, "");
    return new Streamed(
        request.body(),
        Optional.ofNullable(request.trailers().get(ERROR_TYPE)),
        new String(Base64.getDecoder().decode(body), StandardCharsets.UTF_8));
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
