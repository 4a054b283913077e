package askdocs.lambda;

import askdocs.knowledge.Caller;
import askdocs.knowledge.Deadline;
import com.amazonaws.services.lambda.runtime.Context;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/**
 * A request, as API Gateway's proxy integration hands it over.
 *
 * @param route the method and the resource, as in {@code GET /documents/{key+}}
 * @param requestId the gateway's name for it
 * @param caller who asks, by the verified claims or the API key
 * @param deadline by when to answer: before the gateway or the function's own time is up
 */
record ApiRequest(
    JsonNode event, String route, String requestId, Caller caller, Deadline deadline) {
  /** The largest body. */
  static final int MAX_BODY_BYTES = 256 * 1024;

  /** When API Gateway gives up on an integration. */
  private static final Duration GATEWAY_LIMIT = Duration.ofSeconds(29);

  /** What is kept back of the time, to answer in. */
  private static final Duration MARGIN = Duration.ofMillis(1_500);

  static ApiRequest of(JsonNode event, Context context, Clock clock, String groupsClaim) {
    JsonNode about = event.path("requestContext");
    return new ApiRequest(
        event,
        event.path("httpMethod").asText() + " " + event.path("resource").asText(),
        about.path("requestId").asText(context.getAwsRequestId()),
        Callers.of(about, groupsClaim),
        deadline(about.path("requestTimeEpoch"), context, clock));
  }

  private static Deadline deadline(JsonNode begun, Context context, Clock clock) {
    Instant now = clock.instant();
    Instant ours = now.plusMillis(context.getRemainingTimeInMillis()).minus(MARGIN);
    Instant theirs =
        Optional.of(begun)
            .filter(JsonNode::isIntegralNumber)
            .map(JsonNode::asLong)
            .map(Instant::ofEpochMilli)
            .map(instant -> instant.plus(GATEWAY_LIMIT))
            // A recorded event, run by hand: no gateway waits for it.
            .filter(limit -> limit.isAfter(now))
            .orElse(now.plus(GATEWAY_LIMIT))
            .minus(MARGIN);
    return new Deadline(ours.isBefore(theirs) ? ours : theirs, clock);
  }

  /**
   * The body's text.
   *
   * @throws ProblemException if it is too large, not declared as JSON, or not UTF-8
   */
  String jsonBody() {
    String type = header("content-type").orElse("").split(";", 2)[0].strip();
    if (!type.equalsIgnoreCase("application/json")) {
      throw new ProblemException(Problem.notJsonType());
    }
    String body = event.path("body").asText("");
    boolean encoded = event.path("isBase64Encoded").asBoolean();
    byte[] bytes = encoded ? decoded(body) : body.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > MAX_BODY_BYTES) {
      throw new ProblemException(Problem.tooLarge(MAX_BODY_BYTES));
    }
    return encoded ? utf8(bytes) : body;
  }

  private static byte[] decoded(String body) {
    try {
      return Base64.getDecoder().decode(body);
    } catch (IllegalArgumentException e) {
      throw new ProblemException(Problem.invalid("The body is not JSON: it is not Base64."));
    }
  }

  private static String utf8(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new ProblemException(Problem.invalid("The body is not JSON: it is not UTF-8."));
    }
  }

  private Optional<String> header(String name) {
    return event.path("headers").properties().stream()
        .filter(header -> header.getKey().equalsIgnoreCase(name))
        .map(header -> header.getValue().asText())
        .findFirst();
  }

  Optional<String> query(String name) {
    return text(event.path("queryStringParameters").path(name));
  }

  Optional<String> path(String name) {
    return text(event.path("pathParameters").path(name));
  }

  private static Optional<String> text(JsonNode node) {
    return node.isTextual() ? Optional.of(node.textValue()) : Optional.empty();
  }
}
