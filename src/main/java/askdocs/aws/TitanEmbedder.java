package askdocs.aws;

import askdocs.ask.Question;
import askdocs.ask.QuestionEmbedder;
import askdocs.knowledge.Deadline;
import askdocs.knowledge.Embedding;
import askdocs.knowledge.IndexRef;
import askdocs.knowledge.UpstreamException;
import askdocs.knowledge.UpstreamException.Kind;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;
import software.amazon.awssdk.services.bedrockruntime.model.InvokeModelResponse;

/**
 * Embeddings by Amazon Titan, one text a call.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-titan-embed-text.html">Amazon
 *     Titan Embeddings G1 - Text</a>
 */
public final class TitanEmbedder implements QuestionEmbedder {
  private final BedrockRuntimeClient bedrock;
  private final ModelCatalog models;
  private final Retrying retrying;

  public TitanEmbedder(BedrockRuntimeClient bedrock, ModelCatalog models, Retrying retrying) {
    this.bedrock = bedrock;
    this.models = models;
    this.retrying = retrying;
  }

  @Override
  public EmbeddedQuestion embed(IndexRef index, Question question, Deadline deadline) {
    Embedded embedded = embed(index, question.text(), deadline);
    return new EmbeddedQuestion(embedded.embedding(), embedded.inputTokens());
  }

  /** A text's vector, and the tokens that the model counted. */
  record Embedded(Embedding embedding, long inputTokens) {}

  Embedded embed(IndexRef index, String text, Deadline deadline) {
    SdkBytes body = SdkBytes.fromByteArrayUnsafe(Json.bytes(request(index, text)));
    InvokeModelResponse response =
        retrying.call(deadline, time -> invoke(index.embeddingModel(), body, time));
    return parse(response, index.dimensions());
  }

  private ObjectNode request(IndexRef index, String text) {
    ObjectNode request = Json.MAPPER.createObjectNode().put("inputText", text);
    if (models.takesDimensions(index.embeddingModel())) {
      request.put("dimensions", index.dimensions()).put("normalize", true);
    }
    return request;
  }

  private InvokeModelResponse invoke(String model, SdkBytes body, Duration time) {
    try {
      return bedrock.invokeModel(request ->
          request
              .modelId(model)
              .contentType("application/json")
              .accept("application/json")
              .body(body)
              .overrideConfiguration(override -> override.apiCallTimeout(time)));
    } catch (SdkException e) {
      throw SdkErrors.translate("The embedding model", e);
    }
  }

  private static Embedded parse(InvokeModelResponse response, int dimensions) {
    try {
      JsonNode root = Json.MAPPER.readTree(response.body().asInputStream());
      JsonNode vector = root.path("embedding");
      JsonNode tokens = root.path("inputTextTokenCount");
      if (vector.size() != dimensions) {
        throw new UpstreamException(
            "Titan gave " + vector.size() + " dimensions for " + dimensions, Kind.SENSELESS);
      }
      if (!tokens.isIntegralNumber() || tokens.asLong() < 0) {
        throw new UpstreamException("Titan did not say how many tokens it read", Kind.SENSELESS);
      }
      float[] values = new float[dimensions];
      for (int index = 0; index < dimensions; index++) {
        values[index] = (float) vector.get(index).asDouble(Double.NaN);
      }
      return new Embedded(new Embedding(values), tokens.asLong());
    } catch (IOException | IllegalArgumentException e) {
      throw new UpstreamException("Titan's answer makes no sense", Kind.SENSELESS, e);
    }
  }
}
