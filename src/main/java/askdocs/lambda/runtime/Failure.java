package askdocs.lambda.runtime;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;

/**
 * An error, as Lambda reports it to whoever invoked the function.
 *
 * @param type its type, as in {@code java.lang.IllegalStateException}
 * @param message what it says
 */
record Failure(String type, String message) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  static Failure of(Throwable failure) {
    return new Failure(failure.getClass().getName(), String.valueOf(failure.getMessage()));
  }

  /** The error's JSON, in UTF-8. */
  byte[] json() {
    ObjectNode error = JSON.createObjectNode();
    error.put("errorMessage", message).put("errorType", type).putArray("stackTrace");
    return error.toString().getBytes(StandardCharsets.UTF_8);
  }
}
