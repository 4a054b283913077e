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
 * <p>Both are cut, so that they fit into what such a model reads, some 4,000 tokens, and {@value
 * #PASSAGES_OF_A_QUERY} passages are never billed as more than two queries.
 *
 * @see <a href="https://docs.aws.amazon.com/bedrock/latest/userguide/rerank-supported.html">Models
 *     that rerank</a>
 */
public final class BedrockReranker implements Reranker {
  /** A longer passage is billed as several; the question's tokens count in each. */
  private static final int TOKENS_OF_A_PASSAGE = 512;

  /** How much of a question is read, in tokens as they are counted here. */
  private static final int LONGEST_QUESTION = 128;

  /** As how many a passage may be billed: its title and headings are read first, then its text. */
  private static final int MOST_BILLED = 2;

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
    int room = TOKENS_OF_A_PASSAGE - tokens(query);
    List<String> documents =
        passages.stream()
            .map(passage -> first(passage.textInContext(), MOST_BILLED * room))
            .toList();
    SdkBytes body = SdkBytes.fromByteArrayUnsafe(Json.bytes(request(query, documents)));
    long tokens = documents.stream().mapToLong(text -> tokens(query) + tokens(text)).sum();
    Tried<InvokeModelResponse> tried =
        retrying.call(
            Upstream.quick(model),
            new Retrying.Tokens<>(tokens, _ -> tokens),
            deadline,
            time -> invoke(body, time));
    return new Reranked(
        order(tried.answer(), documents.size()),
        ModelUsage.ofRerank(model, queries(documents, room)).after(tried.unanswered()));
  }

  private ObjectNode request(String query, List<String> documents) {
    ObjectNode request = Json.MAPPER.createObjectNode();
    models.rerankFields(model).ifPresent(fields -> request.setAll((ObjectNode) fields));
    request.put("query", query).put("top_n", documents.size());
    ArrayNode texts = request.putArray("documents");
    documents.forEach(texts::add);
    return request;
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
  private static int queries(List<String> documents, int room) {
    int billed =
        documents.stream().mapToInt(text -> Math.ceilDiv(Math.max(1, tokens(text)), room)).sum();
    return Math.ceilDiv(billed, PASSAGES_OF_A_QUERY);
  }

  private static int tokens(String text) {
    return Math.ceilDiv(text.codePoints().map(BedrockReranker::thirds).sum(), 3);
  }

  private static String first(String text, int tokens) {
    int end = 0;
    for (int thirds = 0; end < text.length(); ) {
      int point = text.codePointAt(end);
      thirds += thirds(point);
      if (thirds > 3 * tokens) {
        return text.substring(0, end);
      }
      end += Character.charCount(point);
    }
    return text;
  }

  /** Three Latin letters or more make a token, or one character of any other script. */
  private static int thirds(int codePoint) {
    return codePoint < 0x250 ? 1 : 3;
  }
}
