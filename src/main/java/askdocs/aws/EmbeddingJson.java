package askdocs.aws;

import askdocs.knowledge.Embedding;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The bodies of InvokeModel for embeddings.
 *
 * <p>Cohere's models are told whether a text is a question or a passage, and never to cut one that
 * is too long: a passage of which the end cannot be found would be worse than a refusal. What they
 * bill stands in a header and not in the body. With {@code embedding_types}, both generations
 * answer by type.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-titan-embed-text.html">Amazon
 *     Titan Embeddings G1 - Text</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-embed.html">Cohere
 *     Embed</a>
 */
final class EmbeddingJson {
  /** Names what a call reads, where the body does not. */
  static final String TOKENS_HEADER = "x-amzn-bedrock-input-token-count";

  private static final int CHARACTERS_OF_A_NUMBER = 13;

  /** No model has more. */
  private static final int MOST_DIMENSIONS = 4_096;

  private EmbeddingJson() {}

  /** What texts are embedded for. */
  enum Purpose {
    QUESTION("search_query"),
    PASSAGE("search_document");

    private final String inputType;

    Purpose(String inputType) {
      this.inputType = inputType;
    }
  }

  static ObjectNode request(
      EmbeddingModel model, int dimensions, List<String> texts, Purpose purpose) {
    ObjectNode request = Json.MAPPER.createObjectNode();
    switch (model.format()) {
      case TITAN -> {
        request.put("inputText", texts.getFirst());
        if (model.takesDimensions()) {
          request.put("dimensions", dimensions).put("normalize", true);
        }
      }
      case COHERE -> {
        ArrayNode members = request.putArray("texts");
        texts.forEach(members::add);
        request.put("input_type", purpose.inputType).put("truncate", "NONE");
        request.putArray("embedding_types").add("float");
        if (model.takesDimensions()) {
          request.put("output_dimension", dimensions);
        }
      }
    }
    return request;
  }

  /**
   * What the model answered.
   *
   * @param vectors in the order of the texts
   * @param tokens how many the call read; empty if the answer does not say
   */
  record Answer(List<float[]> vectors, OptionalLong tokens) {
    Answer {
      vectors = List.copyOf(vectors);
    }
  }

  /**
   * Reads an answer number by number, without a tree of them.
   *
   * @param header what {@link #TOKENS_HEADER} says
   * @throws IOException if it has not the form of one
   */
  static Answer answer(EmbeddingModel model, InputStream body, Optional<String> header)
      throws IOException {
    try (JsonParser json = Json.MAPPER.createParser(body)) {
      return switch (model.format()) {
        case TITAN -> titan(json);
        case COHERE ->
            new Answer(
                cohere(json),
                header
                    .filter(value -> value.matches("\\d{1,18}"))
                    .map(value -> OptionalLong.of(Long.parseLong(value)))
                    .orElse(OptionalLong.empty()));
      };
    }
  }

  private static Answer titan(JsonParser json) throws IOException {
    List<float[]> vectors = List.of();
    OptionalLong tokens = OptionalLong.empty();
    enter(json, JsonToken.START_OBJECT);
    for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      JsonToken value = json.nextToken();
      if (name.equals("embedding")) {
        vectors = List.of(vector(json));
      } else if (name.equals("inputTextTokenCount") && value == JsonToken.VALUE_NUMBER_INT) {
        tokens = json.getLongValue() < 0 ? tokens : OptionalLong.of(json.getLongValue());
      } else {
        json.skipChildren();
      }
    }
    return new Answer(vectors, tokens);
  }

  private static List<float[]> cohere(JsonParser json) throws IOException {
    List<float[]> vectors = new ArrayList<>();
    enter(json, JsonToken.START_OBJECT);
    for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      json.nextToken();
      if (name.equals("embeddings") && json.isExpectedStartObjectToken()) {
        for (String type = json.nextFieldName(); type != null; type = json.nextFieldName()) {
          json.nextToken();
          if (type.equals("float") && json.isExpectedStartArrayToken()) {
            while (json.nextToken() != JsonToken.END_ARRAY) {
              vectors.add(vector(json));
            }
          } else {
            json.skipChildren();
          }
        }
      } else {
        json.skipChildren();
      }
    }
    return vectors;
  }

  private static void enter(JsonParser json, JsonToken expected) throws IOException {
    if (json.nextToken() != expected) {
      throw new IOException("The answer is no object");
    }
  }

  private static float[] vector(JsonParser json) throws IOException {
    if (!json.isExpectedStartArrayToken()) {
      throw new IOException("A vector is a list");
    }
    float[] values = new float[MOST_DIMENSIONS];
    int count = 0;
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (count == values.length || !json.currentToken().isNumeric()) {
        throw new IOException("A vector is a list of numbers, and not of many thousands");
      }
      values[count++] = json.getFloatValue();
    }
    return Arrays.copyOf(values, count);
  }

  /** The vector as JSON: a list of numbers, each as short as it can be. */
  static RawValue text(Embedding embedding) {
    StringBuilder text = new StringBuilder(CHARACTERS_OF_A_NUMBER * embedding.dimensions());
    for (float value : embedding.values()) {
      text.append(text.isEmpty() ? '[' : ',').append(value);
    }
    return new RawValue(text.append(']').toString());
  }
}
