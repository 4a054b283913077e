package askdocs.bench;

import dev.langchain4j.model.bedrock.BedrockChatModel;
import dev.langchain4j.model.bedrock.BedrockChatRequestParameters;
import dev.langchain4j.model.bedrock.BedrockTitanEmbeddingModel;
import dev.langchain4j.rag.content.retriever.EmbeddingStoreContentRetriever;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.store.embedding.opensearch.OpenSearchEmbeddingStore;
import java.nio.file.Path;
import java.util.Map;
import software.amazon.awssdk.regions.Region;

/** LangChain4j's usual chain: an AI service with a retriever over an embedding store. */
final class LangChain4j {
  private LangChain4j() {}

  /** What LangChain4j makes an implementation of. */
  interface Assistant {
    String answer(String question);
  }

  /**
   * Arguments: OpenSearch's URL, the index, the model, the passages, the most tokens, questions.
   */
  public static void main(String[] args) throws Exception {
    EmbeddingStoreContentRetriever retriever =
        EmbeddingStoreContentRetriever.builder()
            .embeddingStore(
                OpenSearchEmbeddingStore.builder().serverUrl(args[0]).indexName(args[1]).build())
            .embeddingModel(
                BedrockTitanEmbeddingModel.builder()
                    .model("amazon.titan-embed-text-v2:0")
                    .dimensions(1024)
                    .normalize(true)
                    .region(Region.US_EAST_1)
                    .build())
            .maxResults(Integer.parseInt(args[3]))
            .build();
    BedrockChatModel model =
        BedrockChatModel.builder()
            .modelId(args[2])
            .region(Region.US_EAST_1)
            .defaultRequestParameters(
                BedrockChatRequestParameters.builder()
                    .modelName(args[2])
                    .maxOutputTokens(Integer.parseInt(args[4]))
                    .additionalModelRequestFields(Map.of("thinking", Map.of("type", "disabled")))
                    .build())
            .build();
    Assistant assistant =
        AiServices.builder(Assistant.class).chatModel(model).contentRetriever(retriever).build();
    Workload.run(assistant::answer, Path.of(args[5]));
  }
}
