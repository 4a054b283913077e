package askdocs.aws;

import askdocs.ask.Question;
import askdocs.ask.Reranker;
import askdocs.knowledge.Deadline;
import askdocs.knowledge.Passage;
import askdocs.knowledge.UpstreamException;
import askdocs.knowledge.UpstreamException.Kind;
import askdocs.spend.ModelUsage;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;
import software.amazon.awssdk.services.bedrockruntime.model.InvokeModelResponse;

/**
 * Amazon's and Cohere's rerankers, which read each passage beside the question.
 *
 * <p>They read some 4,000 tokens of both together, so that both are cut to what fits in any script.
 *
 * @see <a href="https://docs.aws.amazon.com/bedrock/latest/userguide/rerank-supported.html">Models
 *     that rerank</a>
 */
public final class BedrockReranker implements Reranker {
  /** How much of a question is read, in code points, of which none is more than a token. */
  private static final int LONGEST_QUESTION = 1_000;

  /** How much of a passage is read, its title and headings first, in code points. */
  private static final int LONGEST_PASSAGE = 2_500;

  /** A longer passage is billed as several; the question's tokens count in each. */
  private static final int TOKENS_OF_A_PASSAGE = 512;

  /** More passages are billed as another query. */
  private static final int PASSAGES_OF_A_QUERY = 100;

  private final BedrockRuntimeClient bedrock;
  private final ModelCatalog models;
  private final String model;
  private final Retrying retrying;

  /**
   * A reranker.
   *
   * @param model the Bedrock id of the model, one that the catalog says reranks
   */
  public BedrockReranker(
      BedrockRuntimeClient bedrock, ModelCatalog models, String model, Retrying retrying) {
    this.bedrock = bedrock;
    this.models = models;
    this.model = model;
    this.retrying = retrying;
  }

  @Override
  public Reranked rerank(Question question, List<Passage> passages, Deadline deadline) {
    String query = first(question.text(), LONGEST_QUESTION);
    List<String> documents =
        passages.stream().map(passage -> first(passage.textInContext(), LONGEST_PASSAGE)).toList();
    SdkBytes body = SdkBytes.fromByteArrayUnsafe(Json.bytes(request(query, documents)));
    InvokeModelResponse response = retrying.call(deadline, time -> invoke(body, time));
    return new Reranked(
        order(response, documents.size()), ModelUsage.ofRerank(model, queries(query, documents)));
  }

  private ObjectNode request(String query, List<String> documents) {
    ObjectNode request = Json.MAPPER.createObjectNode();
    models.rerankFields(model).ifPresent(fields -> request.setAll((ObjectNode) fields));
    request.put("query", query).put("top_n", documents.size());
    ArrayNode texts = request.putArray("documents");
    documents.forEach(texts::add);
    return request;
  }

  private static String first(String text, int codePoints) {
    return text.codePointCount(0, text.length()) <= codePoints
        ? text
        : text.substring(0, text.offsetByCodePoints(0, codePoints));
  }

  private InvokeModelResponse invoke(SdkBytes body, Duration time) {
    try {
      return bedrock.invokeModel(request ->
          request
              .modelId(model)
              .contentType("application/json")
              .accept("application/json")
              .body(body)
              .overrideConfiguration(override -> override.apiCallTimeout(time)));
    } catch (SdkException e) {
      throw SdkErrors.translate("The reranking model", e);
    }
  }

  /** The places as the model gave them, best first, and behind them any that it left out. */
  private static List<Integer> order(InvokeModelResponse response, int documents) {
    Set<Integer> left = new TreeSet<>();
    for (int place = 0; place < documents; place++) {
      left.add(place);
    }
    List<Integer> order = new ArrayList<>();
    try {
      for (JsonNode result :
          Json.MAPPER.readTree(response.body().asInputStream()).path("results")) {
        int place = result.path("index").asInt(-1);
        if (!result.path("relevance_score").isNumber() || !left.remove(place)) {
          throw new UpstreamException(
              "The reranking model named a passage twice, or none", Kind.SENSELESS);
        }
        order.add(place);
      }
    } catch (IOException e) {
      throw new UpstreamException("The reranking model's answer makes no sense", Kind.SENSELESS, e);
    }
    if (order.isEmpty()) {
      throw new UpstreamException("The reranking model gave no order", Kind.SENSELESS);
    }
    order.addAll(left);
    return order;
  }

  /** No answer says what is billed, so it is taken from the texts, rather too high than too low. */
  private static int queries(String query, List<String> documents) {
    int room = Math.max(1, TOKENS_OF_A_PASSAGE - tokens(query));
    int billed =
        documents.stream().mapToInt(text -> Math.ceilDiv(Math.max(1, tokens(text)), room)).sum();
    return Math.ceilDiv(billed, PASSAGES_OF_A_QUERY);
  }

  /** Three Latin letters or less to a token, one character of any other script. */
  private static int tokens(String text) {
    int latin = (int) text.codePoints().filter(point -> point < 0x250).count();
    return Math.ceilDiv(latin, 3) + text.codePointCount(0, text.length()) - latin;
  }
}
