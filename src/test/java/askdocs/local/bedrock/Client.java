package askdocs.local.bedrock;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.crt.AwsCrtHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;
import software.amazon.awssdk.services.bedrockruntime.model.CitationsConfig;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ConversationRole;
import software.amazon.awssdk.services.bedrockruntime.model.InvokeModelResponse;
import software.amazon.awssdk.services.bedrockruntime.model.Message;
import software.amazon.awssdk.services.bedrockruntime.model.SearchResultBlock;
import software.amazon.awssdk.services.bedrockruntime.model.SearchResultContentBlock;

/** Calls a stand-in: as the AWS SDK does, and with bytes of one's own. */
final class Client implements AutoCloseable {
  static final String HAIKU = "us.anthropic.claude-haiku-5-5";
  static final String TITAN_1 = "amazon.titan-embed-text-v1";
  static final String TITAN_2 = "amazon.titan-embed-text-v2:0";

  private final URI endpoint;
  private final HttpClient http = HttpClient.newHttpClient();
  private final SdkHttpClient connections = AwsCrtHttpClient.create();
  private final BedrockRuntimeClient sdk;

  Client(URI endpoint) {
    this.endpoint = endpoint;
    sdk =
        BedrockRuntimeClient.builder()
            .endpointOverride(endpoint)
            .region(Region.EU_SOUTH_2)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "thing")))
            // Built here: the service would ask a builder for HTTP/2, which this client has not.
            .httpClient(connections)
            .overrideConfiguration(c -> c.retryStrategy(DefaultRetryStrategy.doNotRetry()))
            .build();
  }

  BedrockRuntimeClient sdk() {
    return sdk;
  }

  InvokeModelResponse invoke(String modelId, String body) {
    return sdk.invokeModel(r ->
        r.modelId(modelId).contentType("application/json").body(SdkBytes.fromUtf8String(body)));
  }

  /** A Converse request with one message of the user. */
  static Message asks(ContentBlock... content) {
    return Message.builder().role(ConversationRole.USER).content(content).build();
  }

  static ContentBlock passage(String source, String title, String... sentences) {
    return ContentBlock.fromSearchResult(
        SearchResultBlock.builder()
            .source(source)
            .title(title)
            .content(
                List.of(sentences).stream()
                    .map(text -> SearchResultContentBlock.builder().text(text).build())
                    .toList())
            .citations(CitationsConfig.builder().enabled(true).build())
            .build());
  }

  /** Sends a body as it is, signed by nobody but for the right service. */
  HttpResponse<String> post(String path, String body) {
    return send(
        request(path)
            .header(
                "Authorization", "AWS4-HMAC-SHA256 Credential=x/20261122/r/bedrock/aws4_request")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(endpoint.resolve(path)).timeout(Duration.ofSeconds(60));
  }

  @Override
  public void close() {
    sdk.close();
    connections.close();
    http.close();
  }
}
