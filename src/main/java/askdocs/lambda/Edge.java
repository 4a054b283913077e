package askdocs.lambda;

import askdocs.knowledge.UpstreamException;
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
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Where a request comes in and its response leaves: every failure becomes a problem here and is
 * logged here, once. A caller is never shown an exception's message.
 */
final class Edge {
  private static final Logger LOG = System.getLogger(Edge.class.getName());

  private final Clock clock;
  private final String groupsClaim;

  Edge(Clock clock, String groupsClaim) {
    this.clock = clock;
    this.groupsClaim = groupsClaim;
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
    ApiRequest request = ApiRequest.of(Json.STRICT.readTree(in), context, clock, groupsClaim);
    // By way of a string: half of a surrogate pair becomes a question mark and not an exception.
    String response = Json.STRICT.writeValueAsString(respond(request, service));
    out.write(response.getBytes(StandardCharsets.UTF_8));
  }

  private APIGatewayProxyResponseEvent respond(
      ApiRequest request, Function<ApiRequest, ObjectNode> service) {
    return JsonLogs.withRequestId(
        request.requestId(),
        () -> {
          try {
            APIGatewayProxyResponseEvent response =
                response(200, "application/json", service.apply(request), Map.of());
            log(Level.INFO, request, 200, "served");
            return response;
          } catch (ProblemException e) {
            log(Level.INFO, request, e.problem().status(), e.problem().code());
            return problem(e.problem(), request);
          } catch (UpstreamException e) {
            Problem problem = problem(e, request);
            LOG.log(Level.WARNING, "An upstream failed", e);
            log(Level.WARNING, request, problem.status(), problem.code());
            return problem(problem, request);
          } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "A request failed in an unforeseen way", e);
            log(Level.ERROR, request, 500, "internal");
            return problem(Problem.internal(), request);
          }
        });
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

  private static APIGatewayProxyResponseEvent problem(Problem problem, ApiRequest request) {
    ObjectNode body =
        Json.STRICT
            .createObjectNode()
            .put("type", "about:blank")
            .put("title", problem.title())
            .put("status", problem.status())
            .put("detail", problem.detail())
            .put("code", problem.code())
            .put("requestId", request.requestId());
    Map<String, String> headers = new HashMap<>();
    problem
        .retryAfter()
        .ifPresent(time -> headers.put("Retry-After", Long.toString(time.toSeconds())));
    return response(problem.status(), "application/problem+json", body, headers);
  }

  private static APIGatewayProxyResponseEvent response(
      int status, String type, ObjectNode body, Map<String, String> more) {
    Map<String, String> headers = new HashMap<>(more);
    headers.put("Content-Type", type + "; charset=utf-8");
    headers.put("Cache-Control", "no-store");
    return new APIGatewayProxyResponseEvent()
        .withStatusCode(status)
        .withHeaders(headers)
        .withBody(Json.write(body))
        .withIsBase64Encoded(false);
  }

  private static void log(Level level, ApiRequest request, int status, String code) {
    LOG.log(
        level,
        "request",
        Map.of(
            "route",
            request.route(),
            "caller",
            request.caller().id(),
            "status",
            status,
            "code",
            code));
  }
}
