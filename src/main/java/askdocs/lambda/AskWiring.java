package askdocs.lambda;

import askdocs.ask.Answering;
import askdocs.ask.Condensing;
import askdocs.ask.Costs;
import askdocs.ask.Reranker;
import askdocs.ask.Searching;
import askdocs.ask.StreamingGenerator;
import askdocs.aws.AwsClients;
import askdocs.aws.BedrockEmbedder;
import askdocs.aws.BedrockReranker;
import askdocs.aws.ControlRow;
import askdocs.aws.ConverseGenerator;
import askdocs.aws.ConverseStreamGenerator;
import askdocs.aws.HybridRetriever;
import askdocs.aws.LedgerRows;
import askdocs.aws.LiveRows;
import askdocs.aws.ModelCatalog;
import askdocs.aws.PublishedPrices;
import askdocs.aws.Retrying;
import askdocs.spend.Ledger;
import askdocs.spend.PriceList;
import askdocs.spend.Tabs;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** What AskFunction is made of. */
record AskWiring(
    Edge edge, AskRequests requests, Answering answering, Supplier<StreamingGenerator> streaming) {

  static AskWiring fromEnvironment() {
    JsonLogs.install();
    return fromEnvironment(new AwsClients());
  }

  /** The same, over these clients. */
  static AskWiring fromEnvironment(AwsClients clients) {
    Settings settings = Settings.fromEnvironment(AskFunction.SETTINGS);
    PriceList prices = PublishedPrices.read();
    ModelCatalog models = ModelCatalog.read();
    List<String> allowed = answeringModels(settings, models, prices);
    Clock clock = Clock.systemUTC();
    Retrying retrying =
        new Retrying(
            QuotaSettings.forCallers(settings),
            new EmbeddedMetrics(Settings.functionName(), clock),
            // Others would go on alike in all that are restored from one snapshot.
            new SecureRandom());
    BedrockRuntimeClient bedrock = clients.bedrock();
    DynamoDbClient dynamoDb = clients.dynamoDb();
    String table = settings.text(Setting.STATE_TABLE);
    String condenser = condenseModel(settings, models, prices);
    Costs costs =
        new Costs(
            new Tabs(
                ledger(settings, dynamoDb, retrying, clock),
                prices,
                new SpendLog(Settings.functionName(), clock)),
            Retrying.MOST_TRIES,
            Optional.of(condenser),
            settings.optional(Setting.RERANK_MODEL_ID),
            fallback(settings, models, prices));
    HybridRetriever retriever =
        new HybridRetriever(
            clients.openSearch(
                URI.create(settings.text(Setting.OPENSEARCH_ENDPOINT)),
                settings.optional(Setting.OPENSEARCH_SECRET_ARN)),
            new IndexSettings(settings).languages(),
            retrying);
    ControlRow control = new ControlRow(dynamoDb, table, retrying, clock);
    LiveRows live = new LiveRows(dynamoDb, table, retrying);
    ConverseGenerator generator = new ConverseGenerator(bedrock, models, retrying);
    AskMemory memory = new AskMemory(settings, dynamoDb, retrying);
    Searching searching =
        new Searching(
            control,
            new BedrockEmbedder(bedrock, models, retrying),
            retriever,
            retriever,
            live,
            reranker(settings, models, prices, bedrock, retrying),
            costs);
    return new AskWiring(
        new Edge(
            clock, settings.text(Setting.GROUPS_CLAIM), settings.optional(Setting.CORS_ORIGIN)),
        new AskRequests(settings.text(Setting.ANSWER_MODEL_ID), allowed),
        new Answering(
            memory.conversations(control, live, new Condensing(generator, condenser, costs)),
            searching,
            memory.answers(),
            generator,
            costs),
        // Made for the function that streams alone: it has connections of its own.
        () -> new ConverseStreamGenerator(clients.bedrockStreaming(), generator, retrying));
  }

  private static Ledger ledger(
      Settings settings, DynamoDbClient dynamoDb, Retrying retrying, Clock clock) {
    return new BudgetSettings(settings)
        .ofAsking(
            new LedgerRows(dynamoDb, settings.text(Setting.SPEND_TABLE), retrying),
            new EmbeddedMetrics(Settings.functionName(), clock),
            clock);
  }

  /** The model that reranks, if one is wanted; it must have a price. */
  private static Optional<Reranker> reranker(
      Settings settings,
      ModelCatalog models,
      PriceList prices,
      BedrockRuntimeClient bedrock,
      Retrying retrying) {
    Optional<String> model = settings.optional(Setting.RERANK_MODEL_ID);
    model.ifPresent(id -> {
      if (!models.reranks(id) || !prices.knows(id)) {
        throw new IllegalStateException(
            "RERANK_MODEL_ID: no model that reranks and has a price: " + id);
      }
    });
    return model.map(id -> new BedrockReranker(bedrock, models, id, retrying));
  }

  /** The model that rewrites follow-ups: the one that answers, unless another is wanted. */
  private static String condenseModel(Settings settings, ModelCatalog models, PriceList prices) {
    String model =
        settings
            .optional(Setting.CONDENSE_MODEL_ID)
            .orElseGet(() -> settings.text(Setting.ANSWER_MODEL_ID));
    if (!models.answers(model) || !prices.knows(model)) {
      throw new IllegalStateException(
          "CONDENSE_MODEL_ID: no model that answers and has a price: " + model);
    }
    return model;
  }

  /** The model that answers where the one that was asked for cannot, if one is to. */
  private static Optional<String> fallback(
      Settings settings, ModelCatalog models, PriceList prices) {
    Optional<String> model = settings.optional(Setting.FALLBACK_MODEL_ID);
    model.ifPresent(id -> {
      if (!models.answers(id) || !prices.knows(id)) {
        throw new IllegalStateException(
            "FALLBACK_MODEL_ID: no model that answers and has a price: " + id);
      }
    });
    return model;
  }

  /** The models that may be asked; each must have a row in the catalog, and a price. */
  private static List<String> answeringModels(
      Settings settings, ModelCatalog models, PriceList prices) {
    List<String> allowed = settings.list(Setting.ALLOWED_MODEL_IDS);
    for (String model : allowed) {
      if (!models.answers(model)) {
        throw new IllegalStateException("ALLOWED_MODEL_IDS: no model that answers: " + model);
      }
      if (!prices.knows(model)) {
        throw new IllegalStateException("ALLOWED_MODEL_IDS: no price is known for " + model);
      }
    }
    if (!allowed.contains(settings.text(Setting.ANSWER_MODEL_ID))) {
      throw new IllegalStateException("ANSWER_MODEL_ID is not one of ALLOWED_MODEL_IDS");
    }
    return allowed;
  }
}
