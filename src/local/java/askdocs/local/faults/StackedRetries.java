package askdocs.local.faults;

import askdocs.ask.Answer;
import askdocs.ask.AnswerCache;
import askdocs.ask.Answering;
import askdocs.ask.Ask;
import askdocs.ask.Conversations;
import askdocs.ask.Costs;
import askdocs.ask.Question;
import askdocs.ask.Searching;
import askdocs.aws.AwsClients;
import askdocs.aws.BedrockEmbedder;
import askdocs.aws.ControlRow;
import askdocs.aws.ConverseGenerator;
import askdocs.aws.HybridRetriever;
import askdocs.aws.Languages;
import askdocs.aws.LiveRows;
import askdocs.aws.ModelCatalog;
import askdocs.aws.PublishedPrices;
import askdocs.aws.Retrying;
import askdocs.knowledge.Caller;
import askdocs.knowledge.Deadline;
import askdocs.knowledge.UpstreamException;
import askdocs.local.LocalStack;
import askdocs.local.faults.Callers.Asked;
import askdocs.local.template.LocalResources;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.crt.AwsCrtHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * AskFunction's parts, over a client of Bedrock that retries as the SDK does unless told not to.
 */
final class StackedRetries implements AutoCloseable {
  private static final String MODEL = "us.anthropic.claude-haiku-5-5";

  /** What AskFunction has, counted from when the gateway received the request. */
  private static final Duration TIME = Duration.ofMillis(27_500);

  private final SdkHttpClient http = AwsCrtHttpClient.builder().maxConcurrency(64).build();
  private final BedrockRuntimeClient bedrock;
  private final DynamoDbClient dynamoDb;
  private final Answering answering;
  private final Clock clock = Clock.systemUTC();

  StackedRetries(LocalStack stack) {
    LocalResources resources = stack.resources();
    System.setProperty("aws.region", LocalResources.REGION);
    System.setProperty("aws.accessKeyId", "any");
    System.setProperty("aws.secretAccessKey", "any");
    this.bedrock =
        BedrockRuntimeClient.builder()
            .httpClient(http)
            .region(Region.US_EAST_1)
            .endpointOverride(resources.bedrock())
            .build();
    this.dynamoDb =
        DynamoDbClient.builder()
            .httpClient(http)
            .region(Region.US_EAST_1)
            .endpointOverride(resources.dynamodb())
            .build();
    Retrying retrying = new Retrying(RandomGenerator.getDefault());
    ModelCatalog models = ModelCatalog.read();
    Costs costs = Costs.unlimited(PublishedPrices.read());
    String table = resources.ref("StateTable").orElseThrow();
    HybridRetriever retriever =
        new HybridRetriever(
            new AwsClients().openSearch(resources.openSearch()),
            new Languages(List.of("spanish", "english")),
            retrying);
    this.answering =
        new Answering(
            Conversations.none(),
            new Searching(
                new ControlRow(dynamoDb, table, retrying, clock),
                new BedrockEmbedder(bedrock, models, retrying),
                retriever,
                retriever,
                new LiveRows(dynamoDb, table, retrying),
                Optional.empty(),
                costs),
            AnswerCache.none(),
            new ConverseGenerator(bedrock, models, retrying),
            costs);
  }

  Asked ask(String question) {
    long begun = System.nanoTime();
    String outcome;
    try {
      Answer answer =
          answering.answer(
              new Ask(
                  new Question(question),
                  Ask.DEFAULT_PASSAGES,
                  MODEL,
                  Ask.DEFAULT_MAX_TOKENS,
                  new Caller("faults", Set.of())),
              Deadline.in(TIME, clock));
      outcome = answer.outcome().getClass().getSimpleName().toLowerCase(Locale.ROOT);
    } catch (UpstreamException e) {
      outcome = "failed: " + e.kind();
    }
    return new Asked(begun, Duration.ofNanos(System.nanoTime() - begun), outcome, Optional.empty());
  }

  @Override
  public void close() {
    bedrock.close();
    dynamoDb.close();
    http.close();
  }
}
