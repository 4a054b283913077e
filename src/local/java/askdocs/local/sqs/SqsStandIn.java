package askdocs.local.sqs;

import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.pekko.http.scaladsl.Http;
import org.elasticmq.NodeAddress;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * SQS on loopback: ElasticMQ in this process, its queues in memory.
 *
 * <p>It has the queue {@code ingest}, whose messages go to {@code ingest-dlq} after 5 receives.
 */
public final class SqsStandIn implements AutoCloseable {
  /** The account that the stand-ins pretend to be. */
  public static final String ACCOUNT = "000000000000";

  /** Held so that their levels are not lost with the loggers. */
  private static final Logger[] QUIET = {
    Logger.getLogger("org.elasticmq"), Logger.getLogger("org.apache.pekko")
  };

  private static final String REGION = "us-east-1";
  private static final int MAX_RECEIVES = 5;

  private final SQSRestServer server;
  private final URI endpoint;
  private final SqsClient client;
  private final String queueUrl;
  private final String deadLetterUrl;

  private SqsStandIn(SQSRestServer server, int port, int visibilitySeconds) {
    this.server = server;
    this.endpoint = URI.create("http://127.0.0.1:" + port);
    this.client =
        SqsClient.builder()
            .endpointOverride(endpoint)
            .region(Region.of(REGION))
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
            .build();
    this.deadLetterUrl = client.createQueue(q -> q.queueName("ingest-dlq")).queueUrl();
    String redrive =
        "{\"deadLetterTargetArn\":\"%s\",\"maxReceiveCount\":\"%d\"}"
            .formatted(arn("ingest-dlq"), MAX_RECEIVES);
    this.queueUrl =
        client
            .createQueue(q ->
                q.queueName("ingest")
                    .attributes(
                        Map.of(
                            QueueAttributeName.VISIBILITY_TIMEOUT,
                            Integer.toString(visibilitySeconds),
                            QueueAttributeName.REDRIVE_POLICY,
                            redrive)))
            .queueUrl();
  }

  /**
   * Starts it with empty queues.
   *
   * @param port a port on 127.0.0.1
   * @param visibilitySeconds how long a received message stays hidden from others
   * @throws IOException if the port is taken
   */
  public static SqsStandIn start(int port, int visibilitySeconds) throws IOException {
    for (Logger logger : QUIET) {
      logger.setLevel(Level.WARNING);
    }
    // Whoever starts it closes it; its own hook complains if the JVM is ending already.
    System.setProperty("pekko.jvm-shutdown-hooks", "off");
    SQSRestServer server =
        SQSRestServerBuilder.withInterface("127.0.0.1")
            .withPort(port)
            .withServerAddress(new NodeAddress("http", "127.0.0.1", port, ""))
            .withAWSRegion(REGION)
            .withAWSAccountId(ACCOUNT)
            .start();
    try {
      Http.ServerBinding binding = server.waitUntilStarted();
      return new SqsStandIn(server, binding.localAddress().getPort(), visibilitySeconds);
    } catch (CompletionException e) {
      throw new IOException("SQS did not start: " + e.getMessage(), e);
    }
  }

  /** Where it listens. */
  public URI endpoint() {
    return endpoint;
  }

  /** The URL of the queue {@code ingest}. */
  public String queueUrl() {
    return queueUrl;
  }

  /** The URL of the queue {@code ingest-dlq}. */
  public String deadLetterUrl() {
    return deadLetterUrl;
  }

  /** The ARN of a queue here. */
  public static String arn(String queue) {
    return "arn:aws:sqs:" + REGION + ":" + ACCOUNT + ":" + queue;
  }

  /** Talks to it; closed with it. */
  public SqsClient client() {
    return client;
  }

  /** Puts a message into the queue {@code ingest}. */
  public void send(String body) {
    client.sendMessage(m -> m.queueUrl(queueUrl).messageBody(body));
  }

  @Override
  public void close() {
    client.close();
    server.stopAndWait();
  }
}
