package askdocs.local.gateway;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * An HTTP request as the gateway hands it to a function.
 *
 * @param requestId the gateway's id for it
 * @param method as {@code POST}
 * @param resource the template's path
 * @param path the path as it was sent, percent-encoded
 * @param pathParameters the resource's parameters, percent-encoded as in the path
 * @param query the query as it was sent, without its question mark
 * @param headers by their names, each with its values in their order
 * @param body the body as text; nothing if there is none
 * @param received when it came
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html">
 *     Lambda proxy integrations: input format</a>
 */
record ProxyRequest(
    String requestId,
    String method,
    String resource,
    String path,
    Map<String, String> pathParameters,
    Optional<String> query,
    Map<String, List<String>> headers,
    Optional<String> body,
    Instant received) {
  /** The stage that the local API pretends to be. */
  private static final String STAGE = "local";

  private static final String CALLER = "X-Local-Caller";
  private static final String GROUPS = "X-Local-Groups";
  private static final DateTimeFormatter COMMON_LOG =
      DateTimeFormatter.ofPattern("dd/MMM/uuuu:HH:mm:ss Z", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** The event's JSON. */
  String toEvent() {
    ObjectNode event = JsonNodeFactory.instance.objectNode();
    event.put("resource", resource);
    event.put("path", path);
    event.put("httpMethod", method);
    putValues(event, "headers", "multiValueHeaders", headers);
    putValues(event, "queryStringParameters", "multiValueQueryStringParameters", parameters());
    if (pathParameters.isEmpty()) {
      event.putNull("pathParameters");
    } else {
      ObjectNode parameters = event.putObject("pathParameters");
      pathParameters.forEach(parameters::put);
    }
    event.putNull("stageVariables");
    event.set("requestContext", context());
    event.put("body", body.orElse(null));
    event.put("isBase64Encoded", false);
    return event.toString();
  }

  /** Each name with its last value, and with all of them; null where there are none. */
  private static void putValues(
      ObjectNode event, String single, String multiple, Map<String, List<String>> values) {
    if (values.isEmpty()) {
      event.putNull(single);
      event.putNull(multiple);
      return;
    }
    ObjectNode last = event.putObject(single);
    ObjectNode all = event.putObject(multiple);
    values.forEach((name, every) -> {
      last.put(name, every.getLast());
      every.forEach(all.withArray("/" + name.replace("~", "~0").replace("/", "~1"))::add);
    });
  }

  private ObjectNode context() {
    ObjectNode context = JsonNodeFactory.instance.objectNode();
    context.put("resourceId", "local");
    context.put("resourcePath", resource);
    context.put("httpMethod", method);
    context.put("extendedRequestId", requestId);
    context.put("requestTime", COMMON_LOG.format(received));
    context.put("path", "/" + STAGE + path);
    context.put("accountId", "000000000000");
    context.put("protocol", "HTTP/1.1");
    context.put("stage", STAGE);
    context.put("domainPrefix", "local");
    context.put("requestTimeEpoch", received.toEpochMilli());
    context.put("requestId", requestId);
    ObjectNode identity = context.putObject("identity");
    identity.put("apiKey", "local");
    identity.put("apiKeyId", "local");
    identity.put("sourceIp", "127.0.0.1");
    identity.put("userAgent", header("User-Agent").orElse(null));
    context.put("domainName", header("Host").orElse("127.0.0.1"));
    context.put("apiId", "local");
    if (header(CALLER).isPresent() || header(GROUPS).isPresent()) {
      ObjectNode claims = context.putObject("authorizer").putObject("claims");
      claims.put("sub", header(CALLER).orElse("local"));
      header(GROUPS).ifPresent(groups -> claims.put("cognito:groups", groups));
    }
    return context;
  }

  private Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name)).map(List::getLast);
  }

  /** Names and values decoded, as the gateway does. */
  private Map<String, List<String>> parameters() {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    for (String pair : query.orElse("").split("&")) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
        String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
        parameters.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
      }
    }
    return parameters;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
