package askdocs.local.bench;

import askdocs.ask.Answer;
import askdocs.ask.AnswerCache;
import askdocs.ask.Answering;
import askdocs.ask.Ask;
import askdocs.ask.Conversations;
import askdocs.ask.Costs;
import askdocs.ask.LiveDocuments;
import askdocs.ask.Question;
import askdocs.ask.Retriever;
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
import askdocs.bench.Asker;
import askdocs.knowledge.Access;
import askdocs.knowledge.Caller;
import askdocs.knowledge.Deadline;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** What the function calls, without event, response, metrics, logs, budget, sessions and cache. */
final class BareAnswering implements Asker {
  private static final Duration PATIENCE = Duration.ofSeconds(28);
  private static final Caller CALLER = new Caller("bench", Set.of());

  private final Clock clock = Clock.systemUTC();
  private final String model = setting("ANSWER_MODEL_ID");
  private final Answering answering;
  private final int passages;
  private final int maxTokens;

  /**
   * @param looksUp whether it looks up what is live; otherwise all that a search finds is taken to
   *     be
   */
  BareAnswering(int passages, int maxTokens, boolean looksUp) {
    this.passages = passages;
    this.maxTokens = maxTokens;
    Retrying retrying = new Retrying(RandomGenerator.getDefault());
    AwsClients clients = new AwsClients();
    BedrockRuntimeClient bedrock = clients.bedrock();
    DynamoDbClient dynamoDb = clients.dynamoDb();
    String table = setting("STATE_TABLE");
    ModelCatalog models = ModelCatalog.read();
    Costs costs = Costs.unlimited(PublishedPrices.read());
    HybridRetriever retriever =
        new HybridRetriever(
            clients.openSearch(URI.create(setting("OPENSEARCH_ENDPOINT"))),
            new Languages(Arrays.asList(setting("LANGUAGES").split(","))),
            retrying);
    AllLive allLive = new AllLive(retriever);
    Searching searching =
        new Searching(
            new ControlRow(dynamoDb, table, retrying, clock),
            new BedrockEmbedder(bedrock, models, retrying),
            looksUp ? retriever : allLive,
            retriever,
            looksUp ? new LiveRows(dynamoDb, table, retrying) : allLive.asDocuments(),
            Optional.empty(),
            costs);
    this.answering =
        new Answering(
            Conversations.none(),
            searching,
            AnswerCache.none(),
            new ConverseGenerator(bedrock, models, retrying),
            costs);
  }

  private static String setting(String name) {
    return Optional.ofNullable(System.getenv(name)).orElseThrow();
  }

  /** Takes all that a search has found in this thread for live. */
  private record AllLive(Retriever retriever, ThreadLocal<Map<String, LiveDocuments.Live>> found)
      implements Retriever {
    AllLive(Retriever retriever) {
      this(retriever, ThreadLocal.withInitial(Map::of));
    }

    @Override
    public Candidates candidates(Wanted wanted, Deadline deadline) {
      Candidates candidates = retriever.candidates(wanted, deadline);
      Map<String, LiveDocuments.Live> live = new HashMap<>();
      Stream.of(candidates.byMeaning(), candidates.byWords())
          .flatMap(List::stream)
          .forEach(one ->
              live.put(
                  one.id().key(), new LiveDocuments.Live(one.id().generation(), Access.PUBLIC)));
      found.set(live);
      return candidates;
    }

    LiveDocuments asDocuments() {
      return (_, _, _) -> found.get();
    }
  }

  @Override
  public String ask(String question) throws IOException {
    Answer answer =
        answering.answer(
            new Ask(new Question(question), passages, model, maxTokens, CALLER),
            Deadline.in(PATIENCE, clock));
    return switch (answer.outcome()) {
      case Answer.Answered answered -> answered.text();
      case Answer.Unknown unknown -> unknown.text();
      case Answer.Blocked _, Answer.PassagesOnly _, Answer.Estimated _ ->
          throw new IOException("No answer: " + answer.outcome());
    };
  }
}
