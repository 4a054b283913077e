package askdocs.local.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Titan's answers to InvokeModel. */
final class TitanEmbeddings {
  private final Embedder embedder;

  TitanEmbeddings(Embedder embedder) {
    this.embedder = embedder;
  }

  /**
   * The embedding of a text; the second model's carries every type asked for in {@code
   * embeddingsByType}, and the numbers themselves in {@code embedding} unless only bits were asked
   * for.
   */
  JsonNode answer(TitanRequest asked, boolean second) {
    int tokens = Tokens.count(asked.text());
    float[] unit = embedder.embed(asked.text(), asked.dimensions());
    // Longer texts get longer vectors, as a reminder that only a cosine is fair to both.
    float[] vector =
        asked.normalize() ? unit : Vectors.scaled(unit, 2 + Math.log1p(Math.max(1, tokens)));
    ObjectNode answer = Json.object();
    boolean floats = asked.types().contains(TitanRequest.Type.FLOAT);
    if (floats) {
      answer.set("embedding", numbers(vector));
    }
    if (second) {
      ObjectNode byType = answer.putObject("embeddingsByType");
      if (floats) {
        byType.set("float", numbers(vector));
      }
      if (asked.types().contains(TitanRequest.Type.BINARY)) {
        byType.set("binary", bits(vector));
      }
    }
    return answer.put("inputTextTokenCount", tokens);
  }

  private static ArrayNode numbers(float[] vector) {
    ArrayNode numbers = Json.MAPPER.createArrayNode();
    for (float value : vector) {
      numbers.add(value);
    }
    return numbers;
  }

  /** One bit a dimension: whether it is positive. */
  private static ArrayNode bits(float[] vector) {
    ArrayNode bits = Json.MAPPER.createArrayNode();
    for (float value : vector) {
      bits.add(value > 0 ? 1 : 0);
    }
    return bits;
  }
}
