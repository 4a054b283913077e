package askdocs.local.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;

/**
 * The stand-in's own controls, below {@code /_stand-in/}.
 *
 * <table>
 * <caption>Controls</caption>
 * <tr><td>PUT faults</td><td>{@link Faults}</td></tr>
 * <tr><td>DELETE faults</td><td>nothing goes wrong again</td></tr>
 * <tr><td>GET usage</td><td>{@link Usage}</td></tr>
 * <tr><td>DELETE usage</td><td>counts from zero</td></tr>
 * <tr><td>PUT embeddings</td><td>{"mode": an {@link EmbeddingMode} in lower case}</td></tr>
 * <tr><td>PUT answers</td><td>{"mode": an {@link AnswerMode} in lower case, with hyphens}</td></tr>
 * </table>
 *
 * What is not understood is a 400 whose message says why.
 */
final class ControlApi implements HttpHandler {
  static final String PATH = "/_stand-in/";

  private final Operations operations;

  ControlApi(Operations operations) {
    this.operations = operations;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String asked =
          exchange.getRequestMethod()
              + " "
              + exchange.getRequestURI().getPath().substring(PATH.length());
      byte[] body = exchange.getRequestBody().readAllBytes();
      try {
        JsonNode answer = answer(asked, body);
        RuntimeApi.send(exchange, 200, Json.bytes(answer));
      } catch (IllegalArgumentException e) {
        RuntimeApi.send(exchange, 400, Json.bytes(Json.object().put("message", e.getMessage())));
      }
    }
  }

  private JsonNode answer(String asked, byte[] body) {
    switch (asked) {
      case "PUT faults" -> operations.faults(Json.MAPPER.convertValue(json(body), Faults.class));
      case "DELETE faults" -> operations.faults(Faults.NONE);
      case "GET usage" -> {
        return Json.MAPPER.valueToTree(operations.ledger().usage());
      }
      case "DELETE usage" -> operations.ledger().clear();
      case "PUT embeddings" -> operations.embedder().mode(mode(body, EmbeddingMode.values()));
      case "PUT answers" -> operations.answers(mode(body, AnswerMode.values()));
      default -> throw new IllegalArgumentException("There is no " + asked + " here");
    }
    return Json.object();
  }

  private static <T extends Enum<T>> T mode(byte[] body, T[] modes) {
    String wanted = json(body).path("mode").asText();
    return Arrays.stream(modes)
        .filter(mode -> wireName(mode).equals(wanted))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "No mode '"
                    + wanted
                    + "'; there are "
                    + Arrays.stream(modes).map(ControlApi::wireName).toList()));
  }

  private static String wireName(Enum<?> mode) {
    return mode.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static JsonNode json(byte[] body) {
    return Json.parse(body).orElseThrow(() -> new IllegalArgumentException("The body is not JSON"));
  }
}
