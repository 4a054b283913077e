package askdocs.local.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a function answers to the gateway.
 *
 * @param status the HTTP status
 * @param headers by their names, whose case does not matter
 * @param body the body's bytes
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html">
 *     Lambda proxy integrations: output format</a>
 */
record ProxyResponse(int status, Map<String, List<String>> headers, byte[] body) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Reads it; nothing if it is malformed, which the gateway answers with 502. */
  static Optional<ProxyResponse> of(String answer) {
    try {
      JsonNode response = JSON.readTree(answer);
      JsonNode status = response.path("statusCode");
      if (!status.isInt() || status.intValue() < 100 || status.intValue() > 599) {
        return Optional.empty();
      }
      Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      headers.put("Content-Type", List.of("application/json"));
      response
          .path("headers")
          .properties()
          .forEach(header -> headers.put(header.getKey(), List.of(header.getValue().asText())));
      response
          .path("multiValueHeaders")
          .properties()
          .forEach(header -> headers.put(header.getKey(), texts(header.getValue())));
      JsonNode body = response.path("body");
      if (!body.isTextual() && !body.isNull() && !body.isMissingNode()) {
        return Optional.empty();
      }
      String text = body.isTextual() ? body.textValue() : "";
      byte[] bytes =
          response.path("isBase64Encoded").asBoolean()
              ? Base64.getDecoder().decode(text)
              : text.getBytes(StandardCharsets.UTF_8);
      return Optional.of(new ProxyResponse(status.intValue(), headers, bytes));
    } catch (JsonProcessingException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static List<String> texts(JsonNode values) {
    List<String> texts = new ArrayList<>();
    values.forEach(value -> texts.add(value.asText()));
    return texts;
  }
}
