package askdocs.lambda;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The answer of GET /health: it asks nobody. */
final class Health {
  private static final String VERSION = version();

  private Health() {}

  static ObjectNode ok() {
    return Json.STRICT.createObjectNode().put("status", "ok").put("version", VERSION);
  }

  private static String version() {
    try (InputStream in = Health.class.getResourceAsStream("/askdocs/version.properties")) {
      Properties properties = new Properties();
      properties.load(in);
      return properties.getProperty("version", "unknown");
    } catch (IOException e) {
      throw new UncheckedIOException("The version cannot be read", e);
    }
  }
}
