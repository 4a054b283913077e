package askdocs.local.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

/**
 * Cohere's answers to InvokeModel. Questions and passages get the same vectors: that a request
 * names its input type is checked, that it names the right one cannot show here.
 */
final class CohereEmbeddings {
  private static final int SCALE = 127;

  private final Embedder embedder;

  CohereEmbeddings(Embedder embedder) {
    this.embedder = embedder;
  }

  JsonNode answer(CohereRequest asked, boolean fourth) {
    List<float[]> vectors =
        asked.texts().stream().map(text -> embedder.embed(text, asked.dimensions())).toList();
    boolean byType = fourth || !asked.types().isEmpty();
    ObjectNode answer = Json.object();
    answer.put(
        "id",
        UUID.nameUUIDFromBytes(String.join("\n", asked.texts()).getBytes(StandardCharsets.UTF_8))
            .toString());
    if (byType) {
      ObjectNode embeddings = answer.putObject("embeddings");
      List<String> types = asked.types().isEmpty() ? List.of("float") : asked.types();
      types.forEach(type -> embeddings.set(type, all(vectors, type)));
    } else {
      answer.set("embeddings", all(vectors, "float"));
    }
    ArrayNode texts = answer.putArray("texts");
    asked.texts().forEach(texts::add);
    return answer.put("response_type", byType ? "embeddings_by_type" : "embeddings_floats");
  }

  private static ArrayNode all(List<float[]> vectors, String type) {
    ArrayNode all = Json.MAPPER.createArrayNode();
    vectors.forEach(vector -> all.add(one(vector, type)));
    return all;
  }

  private static ArrayNode one(float[] vector, String type) {
    ArrayNode values = Json.MAPPER.createArrayNode();
    switch (type) {
      case "float" -> {
        for (float value : vector) {
          values.add(value);
        }
      }
      case "int8", "uint8" -> {
        int zero = type.equals("int8") ? 0 : SCALE + 1;
        for (float value : vector) {
          values.add(zero + Math.round(value * SCALE));
        }
      }
      default -> {
        for (int i = 0; i < vector.length; i += Byte.SIZE) {
          int bits = 0;
          for (int j = 0; j < Byte.SIZE; j++) {
            bits = bits << 1 | (vector[i + j] > 0 ? 1 : 0);
          }
          values.add(type.equals("binary") ? bits - (Byte.MAX_VALUE + 1) : bits);
        }
      }
    }
    return values;
  }
}
