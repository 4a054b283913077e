package askdocs.lambda;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * The answer of GET /openapi.json: what the API takes and gives.
 *
 * @see <a href="https://spec.openapis.org/oas/v3.1.1.html">OpenAPI 3.1</a>
 */
final class OpenApi {
  private OpenApi() {}

  static ObjectNode document() {
    try (InputStream in = OpenApi.class.getResourceAsStream("/askdocs/openapi.json")) {
      return (ObjectNode) Json.STRICT.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException("The description of the API cannot be read", e);
    }
  }
}
