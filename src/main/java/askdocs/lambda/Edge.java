package askdocs.lambda;

import askdocs.ask.SessionNotFoundException;
import askdocs.knowledge.UpstreamException;
import askdocs.knowledge.UpstreamException.Kind;
import askdocs.spend.BudgetExhaustedException;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Where a request comes in and its response leaves: every failure becomes a problem here and is
 * logged here, once. A caller is never shown an exception's message.
 */
final class Edge {
  private static final Logger LOG = System.getLogger(Edge.class.getName());

  /** Behind the deadline, all that can still be done is done; then nobody waits any more. */
  private static final Duration GRACE = Duration.ofMillis(300);

  /**
   * Threads are used again: what libraries keep in one, buffers above all, is then there already.
   */
  private static final ExecutorService REQUESTS =
      Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name("request").factory());

  private final Clock clock;
  private final String groupsClaim;
  private final Optional<String> corsOrigin;

  /** One that no page of a web site may call. */
  Edge(Clock clock, String groupsClaim) {
    this(clock, groupsClaim, Optional.empty());
  }

  /**
   * @param corsOrigin the web site whose pages may read the responses
   */
  Edge(Clock clock, String groupsClaim, Optional<String> corsOrigin) {
    this.clock = clock;
    this.groupsClaim = groupsClaim;
    this.corsOrigin = corsOrigin;
  }

  /**
   * Serves a request.
   *
   * @param in the gateway's proxy event
   * @param out takes the proxy response
   * @param service gives the body of a 200, or throws a {@link ProblemException}
   */
  void serve(
      InputStream in, OutputStream out, Context context, Function<ApiRequest, ObjectNode> service)
      throws IOException {
    Instant begun = clock.instant();
    ApiRequest request = ApiRequest.of(Json.STRICT.readTree(in), context, clock, groupsClaim);
    // By way of a string: half of a surrogate pair becomes a question mark and not an exception.
    String response =
        Json.STRICT.writeValueAsString(
            respond(request, service, new Served(context.getFunctionName(), begun)));
    out.write(response.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Serves a request with a stream of events, whose last is {@code done} or {@code error}.
   *
   * @param in the gateway's proxy event
   * @param out takes Lambda's form of a streamed response
   * @param service sends events and gives the data of {@code done}, or throws
   */
  void stream(
      InputStream in,
      OutputStream out,
      Context context,
      BiFunction<ApiRequest, ServerSentEvents, ObjectNode> service)
      throws IOException {
    Instant begun = clock.instant();
    ApiRequest request = ApiRequest.of(Json.STRICT.readTree(in), context, clock, groupsClaim);
    Map<String, String> headers = new HashMap<>();
    corsOrigin.ifPresent(origin -> headers.put("Access-Control-Allow-Origin", origin));
    try (ServerSentEvents events = new ServerSentEvents(out, headers, ServerSentEvents.HEARTBEAT)) {
      events.end(
          respond(
              request,
              asked -> heard(asked, events, service),
              new Served(context.getFunctionName(), begun)));
    }
  }

  /** Once the reader has gone, that is what went wrong, whatever comes of it. */
  private static ObjectNode heard(
      ApiRequest request,
      ServerSentEvents events,
      BiFunction<ApiRequest, ServerSentEvents, ObjectNode> service) {
    try {
      return service.apply(request, events);
    } catch (RuntimeException e) {
      if (events.gone()) {
        // For the log, with the status that servers have for it: nobody is there to be told.
        throw new ProblemException(
            new Problem(
                499,
                "reader-gone",
                "The reader has gone",
                "The connection was closed.",
                Optional.empty()));
      }
      throw e;
    }
  }

  /** Whom a request came to, and when. */
  private record Served(String function, Instant begun) {}

  private APIGatewayProxyResponseEvent respond(
      ApiRequest request, Function<ApiRequest, ObjectNode> service, Served served) {
    return JsonLogs.withRequestId(
        request.requestId(),
        () -> {
          try {
            ObjectNode body = inTime(request, service);
            log(Level.INFO, request, 200, body, served);
            return response(200, "application/json", body, Map.of());
          } catch (ProblemException e) {
            return problem(Level.INFO, e.problem(), request, served);
          } catch (SessionNotFoundException e) {
            return problem(Level.INFO, Problem.sessionNotFound(), request, served);
          } catch (BudgetExhaustedException e) {
            return problem(Level.INFO, BudgetProblems.of(e, clock.instant()), request, served);
          } catch (UpstreamException e) {
            LOG.log(Level.WARNING, "An upstream failed", e);
            return problem(Level.WARNING, problem(e, request), request, served);
          } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "A request failed in an unforeseen way", e);
            return problem(Level.ERROR, Problem.internal(), request, served);
          }
        });
  }

  /**
   * The body, or a problem before the gateway gives up, even if something hangs and heeds no limit
   * of its own.
   */
  private static ObjectNode inTime(ApiRequest request, Function<ApiRequest, ObjectNode> service) {
    Future<ObjectNode> body =
        REQUESTS.submit(
            () -> JsonLogs.withRequestId(request.requestId(), () -> service.apply(request)));
    Duration limit = request.deadline().remaining().plus(GRACE);
    try {
      return body.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      body.cancel(true);
      throw new UpstreamException("Nothing came in time", Kind.RETRYABLE, e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException("A request failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("A request was interrupted", e);
    }
  }

  private static Problem problem(UpstreamException failure, ApiRequest request) {
    if (request.deadline().passed()) {
      return Problem.timeout();
    }
    return switch (failure.kind()) {
      case RETRYABLE -> Problem.unavailable();
      case PERMANENT, TOO_LONG, SENSELESS -> Problem.senseless();
    };
  }

  private APIGatewayProxyResponseEvent problem(
      Level level, Problem problem, ApiRequest request, Served served) {
    ObjectNode body =
        Json.STRICT
            .createObjectNode()
            .put("type", "about:blank")
            .put("title", problem.title())
            .put("status", problem.status())
            .put("detail", problem.detail())
            .put("code", problem.code())
            .put("requestId", request.requestId());
    log(level, request, problem.status(), body, served);
    Map<String, String> headers = new HashMap<>();
    problem
        .retryAfter()
        .ifPresent(time -> headers.put("Retry-After", Long.toString(time.toSeconds())));
    return response(problem.status(), "application/problem+json", body, headers);
  }

  private APIGatewayProxyResponseEvent response(
      int status, String type, ObjectNode body, Map<String, String> more) {
    Map<String, String> headers = new HashMap<>(more);
    headers.put("Content-Type", type + "; charset=utf-8");
    headers.put("Cache-Control", "no-store");
    corsOrigin.ifPresent(origin -> headers.put("Access-Control-Allow-Origin", origin));
    return new APIGatewayProxyResponseEvent()
        .withStatusCode(status)
        .withHeaders(headers)
        .withBody(Json.write(body))
        .withIsBase64Encoded(false);
  }

  private void log(Level level, ApiRequest request, int status, ObjectNode body, Served served) {
    Instant now = clock.instant();
    Duration took = Duration.between(served.begun(), now);
    LOG.log(level, "request", RequestLog.of(request, served.function(), status, body, now, took));
  }
}
