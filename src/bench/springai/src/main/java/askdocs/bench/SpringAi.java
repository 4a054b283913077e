package askdocs.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.observation.ObservationRegistry;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.hc.core5.http.HttpHost;
import org.opensearch.client.opensearch.OpenSearchClient;
import org.opensearch.client.transport.httpclient5.ApacheHttpClient5TransportBuilder;
import org.springframework.ai.bedrock.converse.BedrockChatOptions;
import org.springframework.ai.bedrock.converse.BedrockProxyChatModel;
import org.springframework.ai.bedrock.titan.BedrockTitanEmbeddingModel;
import org.springframework.ai.bedrock.titan.api.TitanEmbeddingBedrockApi;
import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.client.advisor.vectorstore.QuestionAnswerAdvisor;
import org.springframework.ai.vectorstore.SearchRequest;
import org.springframework.ai.vectorstore.opensearch.OpenSearchVectorStore;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.http.Protocol;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient;

/** Spring AI's usual chain: a chat client with a question-answer advisor over a vector store. */
final class SpringAi implements Asker {
  /** How many passages are looked at for the documents that they are of. */
  private static final int DEEP = 50;

  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private final ChatClient client;
  private final OpenSearchVectorStore store;

  private SpringAi(String[] args) {
    URI url = URI.create(args[0]);
    OpenSearchClient openSearch =
        new OpenSearchClient(
            ApacheHttpClient5TransportBuilder.builder(
                    new HttpHost(url.getScheme(), url.getHost(), url.getPort()))
                .build());
    BedrockTitanEmbeddingModel embeddings =
        new BedrockTitanEmbeddingModel(
                new TitanEmbeddingBedrockApi(
                    "amazon.titan-embed-text-v2:0",
                    DefaultCredentialsProvider.builder().build(),
                    Region.US_EAST_1,
                    new ObjectMapper(),
                    TIMEOUT),
                ObservationRegistry.NOOP)
            .withInputType(BedrockTitanEmbeddingModel.InputType.TEXT);
    store =
        OpenSearchVectorStore.builder(openSearch, embeddings)
            .index(args[1])
            .initializeSchema(false)
            .dimensions(1024)
            .build();
    BedrockProxyChatModel model =
        BedrockProxyChatModel.builder()
            .credentialsProvider(DefaultCredentialsProvider.builder().build())
            .region(Region.US_EAST_1)
            .timeout(TIMEOUT)
            // The one that it would make, but for HTTP/2, which the stand-in does not speak.
            .bedrockRuntimeAsyncClient(
                BedrockRuntimeAsyncClient.builder()
                    .region(Region.US_EAST_1)
                    .httpClientBuilder(NettyNioAsyncHttpClient.builder().protocol(Protocol.HTTP1_1))
                    .build())
            .defaultOptions(
                BedrockChatOptions.builder()
                    .model(args[2])
                    .maxTokens(Integer.parseInt(args[4]))
                    .build())
            .build();
    client =
        ChatClient.builder(model)
            .defaultAdvisors(
                QuestionAnswerAdvisor.builder(store)
                    .searchRequest(SearchRequest.builder().topK(Integer.parseInt(args[3])).build())
                    .build())
            .build();
  }

  /**
   * Arguments: OpenSearch's URL, the index, the model, the passages, the most tokens, questions.
   */
  public static void main(String[] args) throws Exception {
    Workload.run(new SpringAi(args), Path.of(args[5]));
  }

  @Override
  public String ask(String question) {
    return client.prompt().user(question).call().content();
  }

  @Override
  public String stream(String question, Runnable first) {
    return client.prompt().user(question).stream()
        .content()
        .doOnNext(_ -> first.run())
        .collect(Collectors.joining())
        .block();
  }

  @Override
  public List<String> find(String question) {
    return store
        .similaritySearch(SearchRequest.builder().query(question).topK(DEEP).build())
        .stream()
        .map(document -> (String) document.getMetadata().get("key"))
        .toList();
  }
}
