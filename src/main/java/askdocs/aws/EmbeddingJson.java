package askdocs.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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

  /** The vectors, in the order of the texts: a list of lists of numbers if the answer has sense. */
  static JsonNode vectors(EmbeddingModel model, JsonNode answer) {
    return switch (model.format()) {
      case TITAN -> Json.MAPPER.createArrayNode().add(answer.path("embedding"));
      case COHERE -> answer.path("embeddings").path("float");
    };
  }

  /** The tokens that the call read; empty if it does not say. */
  static OptionalLong tokens(EmbeddingModel model, JsonNode answer, Optional<String> header) {
    return switch (model.format()) {
      case TITAN -> {
        JsonNode tokens = answer.path("inputTextTokenCount");
        yield tokens.canConvertToLong() && tokens.isIntegralNumber() && tokens.asLong() >= 0
            ? OptionalLong.of(tokens.asLong())
            : OptionalLong.empty();
      }
      case COHERE ->
          header
              .filter(value -> value.matches("\\d{1,18}"))
              .map(value -> OptionalLong.of(Long.parseLong(value)))
              .orElse(OptionalLong.empty());
    };
  }
}
