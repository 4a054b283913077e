package askdocs.aws;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.crt.AwsCrtAsyncHttpClient;
import software.amazon.awssdk.http.crt.AwsCrtHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * The SDK's clients, over one pool of connections.
 *
 * <p>Credentials, Region and the endpoints of stand-ins come from where the SDK always looks for
 * them. The clients whose calls go through {@link Retrying} do not retry themselves: tries would
 * multiply.
 */
public final class AwsClients {
  private static final Duration CONNECT = Duration.ofSeconds(3);
  private static final Duration SECRET = Duration.ofSeconds(3);
  private static final Duration ANSWER = Duration.ofSeconds(10);
  private static final Duration ANSWER_WITH_RETRIES = Duration.ofSeconds(20);
  private static final Duration DOWNLOAD = Duration.ofMinutes(5);
  private static final int CONNECTIONS = 64;

  private final AwsCredentialsProvider credentials = DefaultCredentialsProvider.builder().build();
  private final Region region = new DefaultAwsRegionProviderChain().getRegion();
  private final SdkHttpClient http =
      AwsCrtHttpClient.builder().maxConcurrency(CONNECTIONS).connectionTimeout(CONNECT).build();

  /** Bedrock's models. Each call sets its own time limit. */
  public BedrockRuntimeClient bedrock() {
    return BedrockRuntimeClient.builder()
        .httpClient(http)
        .credentialsProvider(credentials)
        .region(region)
        .overrideConfiguration(override -> override.retryStrategy(AwsRetryStrategy.doNotRetry()))
        .build();
  }

  /** The documents' bucket. */
  public S3Client s3() {
    return S3Client.builder()
        .httpClient(http)
        .credentialsProvider(credentials)
        .region(region)
        .overrideConfiguration(override -> override.apiCallTimeout(DOWNLOAD))
        .build();
  }

  /** The tables, for what has no deadline: here the SDK retries. */
  public DynamoDbClient dynamoDb() {
    return DynamoDbClient.builder()
        .httpClient(http)
        .credentialsProvider(credentials)
        .region(region)
        .overrideConfiguration(
            override -> override.apiCallAttemptTimeout(ANSWER).apiCallTimeout(ANSWER_WITH_RETRIES))
        .build();
  }

  /** The tables, for what {@link Retrying} calls: this client does not retry. */
  public DynamoDbClient dynamoDbTriedOnce() {
    return DynamoDbClient.builder()
        .httpClient(http)
        .credentialsProvider(credentials)
        .region(region)
        .overrideConfiguration(override ->
            override.apiCallTimeout(ANSWER).retryStrategy(AwsRetryStrategy.doNotRetry()))
        .build();
  }

  /** The queues. Like Bedrock's, this client does not retry. */
  public SqsClient sqs() {
    return SqsClient.builder()
        .httpClient(http)
        .credentialsProvider(credentials)
        .region(region)
        .overrideConfiguration(override ->
            override.apiCallTimeout(ANSWER).retryStrategy(AwsRetryStrategy.doNotRetry()))
        .build();
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
        AwsCrtAsyncHttpClient.builder()
            .maxConcurrency(CONNECTIONS)
            .connectionTimeout(CONNECT)
            .build(),
        secretArn.map(arn -> new SecretLogin(secrets(), arn, Clock.systemUTC())));
  }

  private SecretsManagerClient secrets() {
    return SecretsManagerClient.builder()
        .httpClient(http)
        .credentialsProvider(credentials)
        .region(region)
        .overrideConfiguration(override ->
            override.apiCallTimeout(SECRET).retryStrategy(AwsRetryStrategy.doNotRetry()))
        .build();
  }
}
