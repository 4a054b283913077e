package askdocs.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.opensearch.client.opensearch.generic.Body;
import org.opensearch.client.opensearch.generic.OpenSearchGenericClient;
import org.opensearch.client.opensearch.generic.Requests;
import org.opensearch.client.transport.aws.AwsSdk2Transport;
import org.opensearch.client.transport.aws.AwsSdk2TransportOptions;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.crt.AwsCrtAsyncHttpClient;
import software.amazon.awssdk.http.crt.AwsCrtHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ConversationRole;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseResponse;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamRequest;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamResponseHandler;
import software.amazon.awssdk.services.bedrockruntime.model.Message;
import software.amazon.awssdk.services.bedrockruntime.model.SearchResultBlock;
import software.amazon.awssdk.services.bedrockruntime.model.SearchResultContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.SystemContentBlock;

/**
 * The calls that an answer cannot do without, in a straight line with nothing around them: embed,
 * search by meaning and by words, generate. Nothing is checked, tried again, counted or remembered.
 */
final class Floor implements Asker {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String RULES =
      "Answer the question from the search results, in the question's language, and cite them. "
          .repeat(10);

  private static final Document NO_THINKING =
      Document.fromMap(
          Map.of("thinking", Document.fromMap(Map.of("type", Document.fromString("disabled")))));

  private final SdkHttpClient http = AwsCrtHttpClient.builder().maxConcurrency(64).build();
  private final BedrockRuntimeClient bedrock =
      BedrockRuntimeClient.builder().region(Region.US_EAST_1).httpClient(http).build();
  private final BedrockRuntimeAsyncClient streaming =
      BedrockRuntimeAsyncClient.builder()
          .region(Region.US_EAST_1)
          .httpClient(AwsCrtAsyncHttpClient.builder().maxConcurrency(64).build())
          .build();
  private final OpenSearchGenericClient openSearch;
  private final String index;
  private final String model;
  private final int passages;
  private final int maxTokens;

  private Floor(String[] args) {
    URI url = URI.create(args[0]);
    openSearch =
        new OpenSearchGenericClient(
            new AwsSdk2Transport(
                new Plain(http),
                url.getHost() + ":" + url.getPort(),
                "es",
                Region.US_EAST_1,
                AwsSdk2TransportOptions.builder().build()));
    index = args[1];
    model = args[2];
    passages = Integer.parseInt(args[3]);
    maxTokens = Integer.parseInt(args[4]);
  }

  /**
   * Arguments: OpenSearch's URL, the index, the model, the passages, the most tokens, questions.
   */
  public static void main(String[] args) throws Exception {
    Workload.run(new Floor(args), Path.of(args[5]));
  }

  @Override
  public String ask(String question) throws Exception {
    return generate(question, search(question, embed(question)));
  }

  @Override
  public String stream(String question, Runnable first) throws Exception {
    StringBuilder answer = new StringBuilder();
    streaming
        .converseStream(
            ConverseStreamRequest.builder()
                .modelId(model)
                .system(SystemContentBlock.fromText(RULES))
                .messages(message(question, search(question, embed(question))))
                .inferenceConfig(inference -> inference.maxTokens(maxTokens))
                .additionalModelRequestFields(NO_THINKING)
                .build(),
            ConverseStreamResponseHandler.builder()
                .subscriber(
                    ConverseStreamResponseHandler.Visitor.builder()
                        .onContentBlockDelta(event -> {
                          if (event.delta().text() != null) {
                            first.run();
                            answer.append(event.delta().text());
                          }
                        })
                        .build())
                .build())
        .get();
    return answer.toString();
  }

  private JsonNode embed(String question) throws Exception {
    ObjectNode request =
        JSON.createObjectNode()
            .put("inputText", question)
            .put("dimensions", 1024)
            .put("normalize", true);
    SdkBytes body = SdkBytes.fromByteArray(JSON.writeValueAsBytes(request));
    return JSON.readTree(
            bedrock
                .invokeModel(call -> call.modelId("amazon.titan-embed-text-v2:0").body(body))
                .body()
                .asInputStream())
        .path("embedding");
  }

  private List<JsonNode> search(String question, JsonNode vector) throws Exception {
    ObjectNode byMeaning = body();
    byMeaning
        .putObject("query")
        .putObject("knn")
        .putObject("vector")
        .put("k", 50)
        .set("vector", vector);
    ObjectNode byWords = body();
    byWords.putObject("query").putObject("match").put("text", question);
    String body = "{}\n" + byMeaning + "\n{}\n" + byWords + "\n";
    try (var response =
        openSearch.execute(
            Requests.builder()
                .method("POST")
                .endpoint("/" + index + "/_msearch")
                .body(Body.from(body.getBytes(StandardCharsets.UTF_8), "application/x-ndjson"))
                .build())) {
      List<JsonNode> found = new ArrayList<>();
      JsonNode root = JSON.readTree(response.getBody().orElseThrow().bodyAsBytes());
      for (JsonNode hit : root.path("responses").path(0).path("hits").path("hits")) {
        found.add(hit.path("_source"));
      }
      return found.subList(0, Math.min(passages, found.size()));
    }
  }

  private static ObjectNode body() {
    ObjectNode body = JSON.createObjectNode().put("size", 50);
    body.putObject("_source").putArray("excludes").add("vector");
    return body;
  }

  private Message message(String question, List<JsonNode> found) {
    List<ContentBlock> content = new ArrayList<>();
    for (int at = 0; at < found.size(); at++) {
      content.add(searchResult("passage-" + (at + 1), found.get(at)));
    }
    content.add(ContentBlock.fromText(question));
    return Message.builder().role(ConversationRole.USER).content(content).build();
  }

  private String generate(String question, List<JsonNode> found) {
    ConverseResponse response =
        bedrock.converse(call ->
            call.modelId(model)
                .system(SystemContentBlock.fromText(RULES))
                .messages(message(question, found))
                .inferenceConfig(inference -> inference.maxTokens(maxTokens))
                .additionalModelRequestFields(NO_THINKING));
    return response.output().message().content().stream()
        .map(block ->
            block.text() != null
                ? block.text()
                : block.citationsContent().content().stream()
                    .map(piece -> piece.text())
                    .collect(Collectors.joining()))
        .collect(Collectors.joining());
  }

  private static ContentBlock searchResult(String id, JsonNode passage) {
    return ContentBlock.fromSearchResult(
        SearchResultBlock.builder()
            .source(id)
            .title(passage.path("title").asText("-"))
            .content(
                passage
                    .path("text")
                    .asText()
                    .lines()
                    .flatMap(line -> List.of(line.split("(?<=[.!?])\\s+")).stream())
                    .filter(sentence -> !sentence.isBlank())
                    .map(sentence -> SearchResultContentBlock.builder().text(sentence).build())
                    .toList())
            .citations(citations -> citations.enabled(true))
            .build());
  }

  /** The transport knows https only; the local OpenSearch does not speak it. */
  private record Plain(SdkHttpClient client) implements SdkHttpClient {
    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
      return client.prepareRequest(
          HttpExecuteRequest.builder()
              .request(request.httpRequest().copy(copy -> copy.protocol("http")))
              .contentStreamProvider(request.contentStreamProvider().orElse(null))
              .build());
    }

    @Override
    public void close() {
      client.close();
    }
  }
}
