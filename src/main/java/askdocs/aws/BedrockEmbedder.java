package askdocs.aws;

import askdocs.ask.Question;
import askdocs.ask.QuestionEmbedder;
import askdocs.aws.EmbeddingJson.Purpose;
import askdocs.knowledge.Deadline;
import askdocs.knowledge.Embedding;
import askdocs.knowledge.IndexRef;
import askdocs.knowledge.UpstreamException;
import askdocs.knowledge.UpstreamException.Kind;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;
import software.amazon.awssdk.services.bedrockruntime.model.InvokeModelResponse;

/**
 * Embeddings by the model of the index: Amazon's Titan, a text a call, or Cohere's, many.
 *
 * <p>A text that the model finds too long is embedded in halves, and its vector lies between
 * theirs: nothing is cut off silently, and a passage stays one passage, however a model counts.
 */
public final class BedrockEmbedder implements QuestionEmbedder {
  private final BedrockRuntimeClient bedrock;
  private final ModelCatalog models;
  private final Retrying retrying;

  public BedrockEmbedder(BedrockRuntimeClient bedrock, ModelCatalog models, Retrying retrying) {
    this.bedrock = bedrock;
    this.models = models;
    this.retrying = retrying;
  }

  @Override
  public EmbeddedQuestion embed(IndexRef index, Question question, Deadline deadline) {
    Embedded embedded =
        embed(new Call(index, model(index), Purpose.QUESTION, deadline), List.of(question.text()));
    return new EmbeddedQuestion(
        embedded.embeddings().getFirst(), embedded.inputTokens(), embedded.unanswered());
  }

  /** The vectors of passages, in their order, and the tokens that the model counted. */
  Embedded embed(IndexRef index, List<String> texts, Deadline deadline) {
    return embed(new Call(index, model(index), Purpose.PASSAGE, deadline), texts);
  }

  /** The most texts to give it at once. */
  int textsPerCall(IndexRef index) {
    return model(index).textsPerCall();
  }

  /**
   * Texts' vectors.
   *
   * @param embeddings the vectors, in the texts' order
   * @param inputTokens the tokens that the model counted
   * @param unanswered how many tries got no answer, so that they may have been billed
   */
  record Embedded(List<Embedding> embeddings, long inputTokens, int unanswered) {
    Embedded {
      embeddings = List.copyOf(embeddings);
    }

    private Embedded and(Embedded more) {
      List<Embedding> all = new ArrayList<>(embeddings);
      all.addAll(more.embeddings);
      return new Embedded(all, inputTokens + more.inputTokens, unanswered + more.unanswered);
    }
  }

  /** What the calls for a list of texts have in common. */
  private record Call(IndexRef index, EmbeddingModel model, Purpose purpose, Deadline deadline) {}

  private EmbeddingModel model(IndexRef index) {
    return models
        .embedding(index.embeddingModel())
        .orElseThrow(() ->
            new IllegalStateException("No embedding model is called " + index.embeddingModel()));
  }

  private Embedded embed(Call call, List<String> texts) {
    boolean known = texts.stream().allMatch(call.model()::fits);
    if (known && texts.size() <= call.model().textsPerCall()) {
      try {
        return together(call, texts);
      } catch (UpstreamException e) {
        if (e.kind() != Kind.TOO_LONG || (texts.size() == 1 && texts.getFirst().length() < 2)) {
          throw e;
        }
      }
    }
    return texts.size() > 1 ? inTwo(call, texts) : inHalves(call, texts.getFirst());
  }

  private Embedded inTwo(Call call, List<String> texts) {
    int middle = texts.size() / 2;
    return embed(call, texts.subList(0, middle))
        .and(embed(call, texts.subList(middle, texts.size())));
  }

  private Embedded inHalves(Call call, String text) {
    int middle = TextHalves.middle(text);
    Embedded first = embed(call, List.of(text.substring(0, middle)));
    Embedded second = embed(call, List.of(text.substring(middle)));
    return new Embedded(
        List.of(
            first
                .embeddings()
                .getFirst()
                .between(second.embeddings().getFirst(), (double) middle / text.length())),
        first.inputTokens() + second.inputTokens(),
        first.unanswered() + second.unanswered());
  }

  private Embedded together(Call call, List<String> texts) {
    SdkBytes body =
        SdkBytes.fromByteArrayUnsafe(
            Json.bytes(
                EmbeddingJson.request(
                    call.model(), call.index().dimensions(), texts, call.purpose())));
    String model = call.index().embeddingModel();
    long tokens = texts.stream().mapToLong(TokenEstimate::of).sum();
    Tried<InvokeModelResponse> tried =
        retrying.call(
            call.purpose() == Purpose.QUESTION ? Upstream.quick(model) : Upstream.patient(model),
            new Retrying.Tokens<>(tokens, _ -> tokens),
            call.deadline(),
            time -> invoke(model, body, time));
    return parse(call, tried, texts.size());
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

  private static Embedded parse(Call call, Tried<InvokeModelResponse> tried, int texts) {
    InvokeModelResponse response = tried.answer();
    try {
      EmbeddingJson.Answer answer =
          EmbeddingJson.answer(call.model(), response.body().asInputStream(), header(response));
      if (answer.vectors().size() != texts) {
        throw new UpstreamException(
            "The embedding model gave %d vectors for %d texts"
                .formatted(answer.vectors().size(), texts),
            Kind.SENSELESS);
      }
      List<Embedding> embeddings = new ArrayList<>();
      for (float[] vector : answer.vectors()) {
        embeddings.add(embedding(vector, call.index().dimensions()));
      }
      long tokens =
          answer
              .tokens()
              .orElseThrow(() ->
                  new UpstreamException(
                      "The embedding model did not say how many tokens it read", Kind.SENSELESS));
      return new Embedded(embeddings, tokens, tried.unanswered());
    } catch (IOException | IllegalArgumentException e) {
      throw new UpstreamException("The embedding model's answer makes no sense", Kind.SENSELESS, e);
    }
  }

  private static Embedding embedding(float[] vector, int dimensions) {
    if (vector.length != dimensions) {
      throw new UpstreamException(
          "The embedding model gave %d dimensions for %d".formatted(vector.length, dimensions),
          Kind.SENSELESS);
    }
    return new Embedding(vector);
  }

  private static Optional<String> header(InvokeModelResponse response) {
    SdkHttpResponse http = response.sdkHttpResponse();
    return http == null ? Optional.empty() : http.firstMatchingHeader(EmbeddingJson.TOKENS_HEADER);
  }
}
