package askdocs.aws;

import askdocs.local.bedrock.BedrockStandIn;
import askdocs.local.bedrock.EmbeddingMode;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.crt.AwsCrtHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;

/** The real SDK, without retries of its own, over the stand-in; our retries wait for nothing. */
final class BedrockWire implements AutoCloseable {
  final BedrockStandIn standIn =
      BedrockStandIn.start(0, BedrockStandIn.Options.USUAL.embeddings(EmbeddingMode.HASHED));
  private final SdkHttpClient http = AwsCrtHttpClient.create();
  final BedrockRuntimeClient sdk =
      BedrockRuntimeClient.builder()
          .endpointOverride(standIn.endpoint())
          .region(Region.US_EAST_1)
          .credentialsProvider(
              StaticCredentialsProvider.create(AwsBasicCredentials.create("x", "y")))
          .httpClient(http)
          .overrideConfiguration(override -> override.retryStrategy(AwsRetryStrategy.doNotRetry()))
          .build();

  /** The policy, knowing of no failure yet, whose delays are all 0. */
  static Retrying atOnce() {
    return new Retrying(
        new RandomGenerator() {
          @Override
          public long nextLong() {
            return 0;
          }

          @Override
          public long nextLong(long bound) {
            return 0;
          }
        });
  }

  @Override
  public void close() {
    sdk.close();
    http.close();
    standIn.close();
  }
}
