package askdocs.lambda;

import askdocs.aws.AwsClients;
import askdocs.aws.BedrockEmbedder;
import askdocs.aws.ConcurrentEmbedder;
import askdocs.aws.ControlRow;
import askdocs.aws.DocumentStates;
import askdocs.aws.HintQueue;
import askdocs.aws.LedgerRows;
import askdocs.aws.ModelCatalog;
import askdocs.aws.OpenSearch;
import askdocs.aws.PassageIndex;
import askdocs.aws.PublishedPrices;
import askdocs.aws.Retrying;
import askdocs.aws.S3Bucket;
import askdocs.ingest.Chunker;
import askdocs.ingest.Control;
import askdocs.ingest.DocumentReader;
import askdocs.ingest.Ingesting;
import askdocs.ingest.Passages;
import askdocs.knowledge.Access;
import askdocs.knowledge.IndexRef;
import askdocs.knowledge.Metrics;
import askdocs.parse.FormatsReader;
import askdocs.parse.PartwiseReader;
import askdocs.parse.RecognisingReader;
import askdocs.parse.child.IsolatedReader;
import askdocs.parse.child.Isolation;
import askdocs.spend.Tabs;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/** What IngestFunction is made of; the index is looked up, or made, when the first hint comes. */
final class IngestWiring {
  private final Settings settings;
  private final Clock clock = Clock.systemUTC();
  private final Retrying retrying;
  private final ModelCatalog models = ModelCatalog.read();
  private final WorkFolder folder = WorkFolder.ofThisProcess();
  private final DocumentReader reader;
  private final BedrockRuntimeClient bedrock;
  private final DynamoDbClient dynamoDb;
  private final S3Client s3;
  private final OpenSearch openSearch;
  private final SqsClient sqs;
  private final ControlRow control;
  private final Tabs tabs;
  private final Map<IndexRef, Ingesting> made = new HashMap<>();

  private IngestWiring(Settings settings, AwsClients clients) {
    this.settings = settings;
    this.retrying =
        new Retrying(
            QuotaSettings.forWork(settings),
            new EmbeddedMetrics(Settings.functionName(), clock),
            new SecureRandom());
    this.reader =
        new IsolatedReader(Isolation.within(Settings.memoryMb()), readerClass(), folder.path());
    this.bedrock = clients.bedrock();
    this.dynamoDb = clients.dynamoDb();
    this.s3 = clients.s3();
    this.sqs = clients.sqs();
    this.control = new ControlRow(dynamoDb, settings.text(Setting.STATE_TABLE), retrying, clock);
    this.tabs =
        new Tabs(
            new BudgetSettings(settings)
                .ofIngestion(
                    new LedgerRows(dynamoDb, settings.text(Setting.SPEND_TABLE), retrying),
                    Metrics.NONE,
                    clock),
            PublishedPrices.read(),
            new SpendLog(Settings.functionName(), clock));
    this.openSearch =
        clients.openSearch(
            URI.create(settings.text(Setting.OPENSEARCH_ENDPOINT)),
            settings.optional(Setting.OPENSEARCH_SECRET_ARN));
  }

  static IngestWiring fromEnvironment() {
    JsonLogs.install();
    Settings settings = Settings.fromEnvironment(IngestFunction.SETTINGS);
    IngestWiring wiring = new IngestWiring(settings, new AwsClients());
    wiring.check();
    return wiring;
  }

  private void check() {
    String model = settings.text(Setting.EMBEDDING_MODEL_ID);
    int dimensions = settings.number(Setting.EMBEDDING_DIMENSIONS);
    if (!models.embeds(model, dimensions)) {
      throw new IllegalStateException(
          "EMBEDDING_MODEL_ID and EMBEDDING_DIMENSIONS: "
              + model
              + " does not make vectors of "
              + dimensions
              + models
                  .find(model)
                  .filter(row -> !row.dimensions().isEmpty())
                  .map(row -> ", but of " + row.dimensions())
                  .orElse("; scripts/models lists those that do"));
    }
    defaultAccess();
    new IndexSettings(settings).languages();
  }

  private Class<? extends PartwiseReader> readerClass() {
    return switch (settings.text(Setting.OCR)) {
      case "off" -> FormatsReader.class;
      case "auto" -> RecognisingReader.class;
      default -> throw new IllegalStateException("OCR is neither off nor auto");
    };
  }

  private Access defaultAccess() {
    return switch (settings.text(Setting.DEFAULT_ACCESS)) {
      case "public" -> Access.PUBLIC;
      case "closed" -> Access.CLOSED;
      default -> throw new IllegalStateException("DEFAULT_ACCESS is neither public nor closed");
    };
  }

  Hints hints() {
    return new Hints(settings.text(Setting.DOCUMENTS_BUCKET));
  }

  IngestWork work() {
    return new IngestWork(
        this::kept,
        new HintQueue(sqs, settings.text(Setting.INGEST_QUEUE_URL), retrying, clock),
        new SecureRandom(),
        new EmbeddedMetrics(Settings.functionName(), clock),
        clock);
  }

  Clock clock() {
    return clock;
  }

  /** The indices that every change goes to; the first is made when the first change comes. */
  private synchronized Map<String, Ingesting> kept() {
    IndexSettings indices = new IndexSettings(settings);
    Control now = control.control().orElseGet(() -> seed(indices.first()));
    indices.requireAgreement(now);
    Map<String, Ingesting> kept = new LinkedHashMap<>();
    now.kept()
        .forEach(index -> kept.put(index.name(), made.computeIfAbsent(index, this::ingesting)));
    return kept;
  }

  /** Readers search an index as soon as it is named: so it has to be there before. */
  private Control seed(IndexRef first) {
    made.computeIfAbsent(first, this::ingesting);
    return control.seed(first);
  }

  private Ingesting ingesting(IndexRef index) {
    PassageIndex passages =
        new PassageIndex(
            openSearch, index, new IndexSettings(settings).languages(), retrying, clock);
    passages.create();
    DocumentStates states =
        new DocumentStates(
            dynamoDb, settings.text(Setting.STATE_TABLE), index.name(), retrying, clock);
    S3Bucket bucket =
        new S3Bucket(s3, settings.text(Setting.DOCUMENTS_BUCKET), folder.path(), retrying);
    BedrockEmbedder embedder = new BedrockEmbedder(bedrock, models, retrying);
    return new Ingesting(
        states,
        states,
        bucket,
        bucket,
        bucket,
        reader,
        new Passages(
            new Chunker(),
            passages,
            new ConcurrentEmbedder(embedder, index, ConcurrentEmbedder.CALLS_AT_ONCE, tabs, clock),
            passages,
            JsonLogs::aside),
        states,
        states,
        passages,
        Pipeline.into(index),
        defaultAccess());
  }
}
