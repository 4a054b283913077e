package askdocs.local.eval;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;

/** The report's figures as JSON. */
final class Figures {
  static final ObjectMapper JSON = new ObjectMapper();

  private Figures() {}

  /**
   * All of them.
   *
   * @param about what was measured and when
   */
  static String of(ObjectNode about, List<Section> sections) {
    ObjectNode all = about.deepCopy();
    sections.forEach(section -> all.set(section.key(), section.figures()));
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(all) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Figures are JSON", e);
    }
  }

  /** Parses an object. */
  static ObjectNode object(byte[] json) throws IOException {
    if (JSON.readTree(json) instanceof ObjectNode object) {
      return object;
    }
    throw new IOException("Not a JSON object");
  }

  static byte[] bytes(ObjectNode object) throws IOException {
    return JSON.writeValueAsBytes(object);
  }

  static ObjectNode of(Estimate estimate) {
    return JSON.createObjectNode()
        .put("mean", estimate.mean())
        .put("low", estimate.low())
        .put("high", estimate.high());
  }

  static ObjectNode of(Spread spread) {
    return JSON.createObjectNode()
        .put("median", spread.median())
        .put("low", spread.low())
        .put("high", spread.high());
  }
}
