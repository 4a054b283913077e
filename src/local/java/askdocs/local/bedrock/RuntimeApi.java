package askdocs.local.bedrock;

import askdocs.local.bedrock.Operations.Reply;
import askdocs.local.bedrock.Operations.Response;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Bedrock Runtime over HTTP: rest-json, any credentials, signed for {@code bedrock}. */
final class RuntimeApi implements HttpHandler {
  private static final System.Logger LOG = System.getLogger(RuntimeApi.class.getName());

  /** As seen in the service's answers; clients cut the name off at the colon. */
  private static final String ERROR_NAMESPACE =
      ":http://internal.amazon.com/coral/com.amazon.bedrock/";

  private static final int MOST_BYTES = 25_000_000;
  private static final Pattern ROUTE = Pattern.compile("/model/([^/]+)/([a-z-]+)");

  private final Operations operations;

  RuntimeApi(Operations operations) {
    this.operations = operations;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    if (operations.down()) {
      exchange.close();
      return;
    }
    String requestId = UUID.randomUUID().toString();
    exchange.getResponseHeaders().set("x-amzn-RequestId", requestId);
    Response response;
    try {
      response = answer(exchange);
    } catch (Refused e) {
      refuse(exchange, e);
      return;
    } catch (BrokenConnection _) {
      exchange.close();
      return;
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "The Bedrock stand-in failed, request " + requestId, e);
      refuse(
          exchange,
          new Refused(ErrorType.INTERNAL_SERVER, ErrorType.INTERNAL_SERVER.usualMessage()));
      return;
    }
    switch (response) {
      case Reply reply -> {
        reply.headers().forEach(exchange.getResponseHeaders()::set);
        send(exchange, 200, Json.bytes(reply.body()));
      }
      case ConverseStream stream -> stream(exchange, stream);
    }
  }

  /** Closed only at its end: closing gives a body an end, and one that is cut off has none. */
  private static void stream(HttpExchange exchange, ConverseStream stream) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", EventStream.CONTENT_TYPE);
    exchange.sendResponseHeaders(200, 0);
    stream.send(exchange.getResponseBody());
    exchange.close();
  }

  private Response answer(HttpExchange exchange) throws IOException {
    Matcher route = ROUTE.matcher(exchange.getRequestURI().getRawPath());
    if (!exchange.getRequestMethod().equals("POST") || !route.matches()) {
      throw new Refused(ErrorType.UNKNOWN_OPERATION, ErrorType.UNKNOWN_OPERATION.usualMessage());
    }
    authenticate(exchange.getRequestHeaders());
    byte[] body = exchange.getRequestBody().readNBytes(MOST_BYTES + 1);
    if (body.length > MOST_BYTES) {
      // Read to the end, or the client would see a broken connection and not the refusal.
      exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
      throw Refused.validation(
          "1 validation error detected: Value at 'body' failed to satisfy constraint: Member must"
              + " have length less than or equal to "
              + MOST_BYTES);
    }
    // A plus sign is itself in a path.
    String modelId = URLDecoder.decode(route.group(1).replace("+", "%2B"), StandardCharsets.UTF_8);
    return switch (route.group(2)) {
      case "invoke" -> operations.invoke(modelId, body);
      case "converse" -> operations.converse(modelId, body);
      case "count-tokens" -> operations.countTokens(modelId, body);
      case "converse-stream" -> operations.converseStream(modelId, body);
      case "invoke-with-response-stream" ->
          throw Refused.notSpoken("InvokeModelWithResponseStream");
      default ->
          throw new Refused(
              ErrorType.UNKNOWN_OPERATION, ErrorType.UNKNOWN_OPERATION.usualMessage());
    };
  }

  /** Any credentials will do, but a request must be signed, and for this service. */
  private static void authenticate(Headers headers) {
    String authorization =
        Optional.ofNullable(headers.getFirst("Authorization"))
            .orElseThrow(
                () -> new Refused(ErrorType.MISSING_TOKEN, ErrorType.MISSING_TOKEN.usualMessage()));
    if (!authorization.startsWith("Bearer ") && !authorization.contains("/bedrock/aws4_request")) {
      throw new Refused(ErrorType.INVALID_SIGNATURE, ErrorType.INVALID_SIGNATURE.usualMessage());
    }
  }

  private static void refuse(HttpExchange exchange, Refused refused) throws IOException {
    ObjectNode body = Json.object().put("message", refused.getMessage());
    for (Map.Entry<String, Object> detail : refused.details().entrySet()) {
      body.set(detail.getKey(), Json.MAPPER.valueToTree(detail.getValue()));
    }
    exchange
        .getResponseHeaders()
        .put("x-amzn-ErrorType", List.of(refused.type().wireName() + ERROR_NAMESPACE));
    send(exchange, refused.type().status(), Json.bytes(body));
  }

  static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    try (exchange) {
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }
  }
}
