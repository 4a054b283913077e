package askdocs.bench;

import dev.langchain4j.model.bedrock.BedrockChatModel;
import dev.langchain4j.model.bedrock.BedrockChatRequestParameters;
import dev.langchain4j.model.bedrock.BedrockStreamingChatModel;
import dev.langchain4j.model.bedrock.BedrockTitanEmbeddingModel;
import dev.langchain4j.rag.content.retriever.EmbeddingStoreContentRetriever;
import dev.langchain4j.rag.query.Query;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.TokenStream;
import dev.langchain4j.store.embedding.opensearch.OpenSearchEmbeddingStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.http.Protocol;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient;

/** LangChain4j's usual chain: an AI service with a retriever over an embedding store. */
final class LangChain4j implements Asker {
  /** How many passages are looked at for the documents that they are of. */
  private static final int DEEP = 50;

  private final Assistant assistant;
  private final EmbeddingStoreContentRetriever deep;

  private LangChain4j(String[] args) {
    BedrockChatRequestParameters parameters =
        BedrockChatRequestParameters.builder()
            .modelName(args[2])
            .maxOutputTokens(Integer.parseInt(args[4]))
            .additionalModelRequestFields(Map.of("thinking", Map.of("type", "disabled")))
            .build();
    OpenSearchEmbeddingStore store =
        OpenSearchEmbeddingStore.builder().serverUrl(args[0]).indexName(args[1]).build();
    BedrockTitanEmbeddingModel embeddings =
        BedrockTitanEmbeddingModel.builder()
            .model("amazon.titan-embed-text-v2:0")
            .dimensions(1024)
            .normalize(true)
            .region(Region.US_EAST_1)
            .build();
    assistant =
        AiServices.builder(Assistant.class)
            .chatModel(
                BedrockChatModel.builder()
                    .modelId(args[2])
                    .region(Region.US_EAST_1)
                    .defaultRequestParameters(parameters)
                    .build())
            .streamingChatModel(
                BedrockStreamingChatModel.builder()
                    .client(streaming())
                    .modelId(args[2])
                    .region(Region.US_EAST_1)
                    .defaultRequestParameters(parameters)
                    .build())
            .contentRetriever(retriever(store, embeddings, Integer.parseInt(args[3])))
            .build();
    deep = retriever(store, embeddings, DEEP);
  }

  /** The client that it would make, but for HTTP/2, which the stand-in does not speak. */
  private static BedrockRuntimeAsyncClient streaming() {
    return BedrockRuntimeAsyncClient.builder()
        .region(Region.US_EAST_1)
        .httpClientBuilder(NettyNioAsyncHttpClient.builder().protocol(Protocol.HTTP1_1))
        .build();
  }

  private static EmbeddingStoreContentRetriever retriever(
      OpenSearchEmbeddingStore store, BedrockTitanEmbeddingModel embeddings, int passages) {
    return EmbeddingStoreContentRetriever.builder()
        .embeddingStore(store)
        .embeddingModel(embeddings)
        .maxResults(passages)
        .build();
  }

  /** What LangChain4j makes an implementation of. */
  interface Assistant {
    String answer(String question);

    TokenStream stream(String question);
  }

  /**
   * Arguments: OpenSearch's URL, the index, the model, the passages, the most tokens, questions.
   */
  public static void main(String[] args) throws Exception {
    Workload.run(new LangChain4j(args), Path.of(args[5]));
  }

  @Override
  public String ask(String question) {
    return assistant.answer(question);
  }

  @Override
  public String stream(String question, Runnable first) throws Exception {
    CompletableFuture<String> answer = new CompletableFuture<>();
    assistant.stream(question)
        .onPartialResponse(_ -> first.run())
        .onCompleteResponse(response -> answer.complete(response.aiMessage().text()))
        .onError(answer::completeExceptionally)
        .start();
    return answer.get();
  }

  @Override
  public List<String> find(String question) {
    return deep.retrieve(Query.from(question)).stream()
        .map(content -> content.textSegment().metadata().getString("key"))
        .toList();
  }
}
