package askdocs.aws;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.builder.SdkSyncClientBuilder;
import software.amazon.awssdk.core.client.config.SdkAdvancedAsyncClientOption;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.crt.AwsCrtAsyncHttpClient;
import software.amazon.awssdk.http.crt.AwsCrtHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * The SDK's clients, over one pool of connections, which are opened when they are first needed.
 *
 * <p>Credentials, Region and the endpoints of stand-ins come from where the SDK always looks for
 * them. None of the clients retries: their calls go through {@link Retrying}, and tries would
 * multiply.
 */
public final class AwsClients {
  private static final Duration CONNECT = Duration.ofSeconds(3);
  private static final int CONNECTIONS = 64;

  private final AwsCredentialsProvider credentials;
  private final Region region = new DefaultAwsRegionProviderChain().getRegion();
  private final SdkHttpClient http;
  private final Supplier<SdkAsyncHttpClient> asyncHttp;

  /** Those that are spoken to over the network. */
  public AwsClients() {
    this(
        DefaultCredentialsProvider.builder().build(),
        AwsCrtHttpClient.builder().maxConcurrency(CONNECTIONS).connectionTimeout(CONNECT).build(),
        () ->
            AwsCrtAsyncHttpClient.builder()
                .maxConcurrency(CONNECTIONS)
                .connectionTimeout(CONNECT)
                .build());
  }

  private AwsClients(
      AwsCredentialsProvider credentials,
      SdkHttpClient http,
      Supplier<SdkAsyncHttpClient> asyncHttp) {
    this.credentials = credentials;
    this.http = http;
    this.asyncHttp = asyncHttp;
  }

  /** Clients that reach nobody: what they send is signed as ever, and answered in this JVM. */
  public static AwsClients answeredBy(HttpAnswers answers) {
    InProcessHttp http = new InProcessHttp(answers);
    return new AwsClients(DefaultCredentialsProvider.builder().build(), http, () -> http);
  }

  /** Bedrock's models. */
  public BedrockRuntimeClient bedrock() {
    return triedOnce(BedrockRuntimeClient.builder(), Upstream.writing("Bedrock")).build();
  }

  /** The same, for what streams: its callbacks may not wait. */
  public BedrockRuntimeAsyncClient bedrockStreaming() {
    return BedrockRuntimeAsyncClient.builder()
        .httpClient(asyncHttp.get())
        .asyncConfiguration(async ->
            async.advancedOption(
                SdkAdvancedAsyncClientOption.FUTURE_COMPLETION_EXECUTOR, Runnable::run))
        .credentialsProvider(credentials)
        .region(region)
        .overrideConfiguration(override -> override.retryStrategy(AwsRetryStrategy.doNotRetry()))
        .build();
  }

  /** The documents' bucket. */
  public S3Client s3() {
    return triedOnce(S3Client.builder(), Upstream.BUCKET_FETCH).build();
  }

  /** Signs requests to the bucket that others make; it makes none itself. */
  public S3Presigner s3Presigner() {
    return S3Presigner.builder().credentialsProvider(credentials).region(region).build();
  }

  /** The tables. */
  public DynamoDbClient dynamoDb() {
    return triedOnce(DynamoDbClient.builder(), Upstream.TABLE).build();
  }

  /** The queues. */
  public SqsClient sqs() {
    return triedOnce(SqsClient.builder(), Upstream.QUEUE).build();
  }

  /** A client that does not retry, and whose calls take no longer than a try, or than they say. */
  private <B extends AwsClientBuilder<B, ?> & SdkSyncClientBuilder<B, ?>> B triedOnce(
      B builder, Upstream upstream) {
    return builder
        .httpClient(http)
        .credentialsProvider(credentials)
        .region(region)
        .overrideConfiguration(override ->
            override
                .apiCallTimeout(upstream.longestTry())
                .retryStrategy(AwsRetryStrategy.doNotRetry()));
  }

  /** The domain at this endpoint, which goes by the function's role. */
  public OpenSearch openSearch(URI endpoint) {
    return openSearch(endpoint, Optional.empty());
  }

  /**
   * The domain at this endpoint.
   *
   * @param secretArn the secret with the name and password of its user; empty if it goes by the
   *     function's role
   */
  public OpenSearch openSearch(URI endpoint, Optional<String> secretArn) {
    return OpenSearch.at(
        endpoint,
        region,
        credentials,
        asyncHttp.get(),
        secretArn.map(arn -> new SecretLogin(secrets(), arn, Clock.systemUTC())));
  }

  private SecretsManagerClient secrets() {
    return triedOnce(SecretsManagerClient.builder(), Upstream.SECRETS).build();
  }
}
