package askdocs.lambda;

import askdocs.ask.Answering;
import askdocs.ask.Searching;
import askdocs.aws.AwsClients;
import askdocs.aws.BedrockEmbedder;
import askdocs.aws.ControlRow;
import askdocs.aws.ConverseGenerator;
import askdocs.aws.KnnRetriever;
import askdocs.aws.LiveRows;
import askdocs.aws.ModelCatalog;
import askdocs.aws.PublishedPrices;
import askdocs.aws.Retrying;
import askdocs.spend.PriceList;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** What AskFunction is made of. */
record AskWiring(Edge edge, AskRequests requests, Answering answering, Searching searching) {

  static AskWiring fromEnvironment() {
    JsonLogs.install();
    Settings settings = Settings.fromEnvironment(AskFunction.SETTINGS);
    PriceList prices = PublishedPrices.read();
    ModelCatalog models = ModelCatalog.read();
    List<String> allowed = answeringModels(settings, models, prices);
    Clock clock = Clock.systemUTC();
    Retrying retrying = new Retrying(RandomGenerator.getDefault());
    AwsClients clients = new AwsClients();
    BedrockRuntimeClient bedrock = clients.bedrock();
    DynamoDbClient dynamoDb = clients.dynamoDbTriedOnce();
    String table = settings.text(Setting.STATE_TABLE);
    Searching searching =
        new Searching(
            new ControlRow(dynamoDb, table, retrying, clock),
            new BedrockEmbedder(bedrock, models, retrying),
            new KnnRetriever(
                clients.openSearch(URI.create(settings.text(Setting.OPENSEARCH_ENDPOINT))),
                retrying),
            new LiveRows(dynamoDb, table, retrying),
            prices);
    return new AskWiring(
        new Edge(clock, settings.text(Setting.GROUPS_CLAIM)),
        new AskRequests(settings.text(Setting.ANSWER_MODEL_ID), allowed),
        new Answering(searching, new ConverseGenerator(bedrock, models, retrying), prices),
        searching);
  }

  /** The models that may be asked; each must cite, and have a price. */
  private static List<String> answeringModels(
      Settings settings, ModelCatalog models, PriceList prices) {
    List<String> allowed = settings.list(Setting.ALLOWED_MODEL_IDS);
    for (String model : allowed) {
      if (!models.answersWithCitations(model)) {
        throw new IllegalStateException("ALLOWED_MODEL_IDS: no model that cites: " + model);
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
