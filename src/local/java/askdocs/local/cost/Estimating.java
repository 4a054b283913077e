package askdocs.local.cost;

import askdocs.local.cost.Estimate.Line;
import askdocs.local.cost.Estimate.OfModel;
import askdocs.spend.ModelUsage;
import askdocs.spend.PriceList;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** A corpus and a number of questions to an estimate; what it assumes stands beside each figure. */
final class Estimating {
  /** Rules, roles, and what Bedrock adds for citations: 850 were recorded for one document. */
  private static final int FRAME_TOKENS = 1_100;

  private static final int QUESTION_TOKENS = 20;
  private static final double HOURS = 730;
  private static final double GB = 1e9;

  /** Its 1,769 MB, for two seconds. */
  private static final double GB_SECONDS_OF_AN_ASK = 1.769 * 1.024 * 2;

  /** Session, live rows, control row; both budgets' rows reserved, narrowed and settled. */
  private static final int READS_OF_AN_ASK = 12;

  private static final int WRITES_OF_AN_ASK = 8;
  private static final double LOG_OF_AN_ASK_GB = 3_000 / GB;

  /** A vector's row: its numbers, its place in the graph, and the text in all its fields. */
  private static final double INDEXED_TEXT_BYTES = 12_000;

  private static final int METRICS = 20;
  private static final int ALARMS = 10;

  private final PriceList models;
  private final JsonNode services;
  private final Deployed deployed;

  /**
   * What the template deploys.
   *
   * @param instanceType OpenSearch's instances
   * @param instances how many
   * @param volumeGb the disk of each
   * @param embeddingModel the model that embeds
   */
  record Deployed(String instanceType, int instances, int volumeGb, String embeddingModel) {}

  /**
   * @param services list prices: the resource {@code aws-prices.json}
   */
  Estimating(PriceList models, JsonNode services, Deployed deployed) {
    this.models = models;
    this.services = services;
    this.deployed = deployed;
  }

  Estimate estimate(Corpus corpus, Wish wish) {
    return new Estimate(
        new Line(
            "embedding, once",
            cost(ModelUsage.ofEmbedding(deployed.embeddingModel(), 1)) * corpus.tokens(),
            "%,d passages, some %,d tokens, %s"
                .formatted(corpus.passages(), corpus.tokens(), deployed.embeddingModel())),
        floor(corpus, wish),
        wish.models().stream().map(model -> ofModel(model, corpus, wish)).toList());
  }

  private OfModel ofModel(String model, Corpus corpus, Wish wish) {
    double found = Math.min(wish.passages(), corpus.passages()) * corpus.tokensOfAPassage();
    long prompt = FRAME_TOKENS + RoughTokens.prompted(found + QUESTION_TOKENS);
    double embedding = cost(ModelUsage.ofEmbedding(deployed.embeddingModel(), QUESTION_TOKENS));
    double answer = cost(new ModelUsage(model, prompt, wish.answerTokens(), 0, 0));
    double month = wish.questions() * (embedding + (1 - wish.cached()) * answer);
    double reranking = wish.rerankModel().map(id -> cost(ModelUsage.ofRerank(id, 1))).orElse(0.0);
    return new OfModel(model, embedding + answer, month, month + wish.questions() * reranking);
  }

  private double cost(ModelUsage usage) {
    return models.cost(usage).doubleValue();
  }

  private List<Line> floor(Corpus corpus, Wish wish) {
    double questions = wish.questions();
    List<Line> lines = new ArrayList<>();
    lines.add(
        new Line(
            "OpenSearch instances",
            deployed.instances() * HOURS * instanceHour(),
            "%d × %s, %.0f hours".formatted(deployed.instances(), deployed.instanceType(), HOURS)));
    lines.add(
        new Line(
            "OpenSearch disks",
            deployed.instances() * deployed.volumeGb() * price("openSearchGp3GbMonth"),
            "%d × %d GB gp3; the passages take some %.2f GB"
                .formatted(
                    deployed.instances(),
                    deployed.volumeGb(),
                    corpus.passages() * INDEXED_TEXT_BYTES / GB)));
    lines.add(
        new Line(
            "Lambda",
            questions
                * (GB_SECONDS_OF_AN_ASK * price("lambdaGbSecond")
                    + price("lambdaMillionRequests") / 1e6),
            "1,769 MB for 2 s a question"));
    lines.add(
        new Line(
            "API Gateway",
            questions * price("apiGatewayMillionRequests") / 1e6,
            "a REST request a question"));
    lines.add(
        new Line(
            "DynamoDB",
            questions
                    * (WRITES_OF_AN_ASK * price("dynamoDbMillionWrites")
                        + READS_OF_AN_ASK * price("dynamoDbMillionReads"))
                    / 1e6
                + (corpus.documents() * 2_000.0 + questions * 2_000)
                    / GB
                    * price("dynamoDbGbMonth"),
            "%d writes and %d reads a question, on demand"
                .formatted(WRITES_OF_AN_ASK, READS_OF_AN_ASK)));
    lines.add(
        new Line(
            "S3",
            corpus.bytes() / GB * price("s3GbMonth")
                + corpus.documents()
                    / 1e3
                    * (price("s3ThousandPuts") + 3 * price("s3ThousandGets")),
            "%.3f GB, standard; each file put once and read once".formatted(corpus.bytes() / GB)));
    lines.add(
        new Line(
            "SQS",
            (corpus.documents() * 3.0 + HOURS * 3_600 / 20 * 5) / 1e6 * price("sqsMillionRequests"),
            "five pollers that wait 20 s, all the time, and the files' events"));
    lines.add(
        new Line(
            "CloudWatch",
            questions * LOG_OF_AN_ASK_GB * price("cloudWatchLogsGb")
                + METRICS * price("cloudWatchMetricMonth")
                + ALARMS * price("cloudWatchAlarmMonth"),
            "3 kB of log a question, %d metrics, %d alarms".formatted(METRICS, ALARMS)));
    return lines;
  }

  private double instanceHour() {
    JsonNode price = services.path("openSearchInstanceHour").path(deployed.instanceType());
    if (!price.isNumber()) {
      throw new IllegalArgumentException(
          "aws-prices.json has no price for an instance of " + deployed.instanceType());
    }
    return price.doubleValue();
  }

  private double price(String name) {
    return services.required(name).doubleValue();
  }
}
