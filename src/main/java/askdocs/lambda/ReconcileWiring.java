package askdocs.lambda;

import askdocs.aws.AwsClients;
import askdocs.aws.ControlRow;
import askdocs.aws.DeadLetters;
import askdocs.aws.HintQueue;
import askdocs.aws.IndexRows;
import askdocs.aws.ModelCatalog;
import askdocs.aws.OpenSearch;
import askdocs.aws.PassageCensus;
import askdocs.aws.PassageIndex;
import askdocs.aws.Retrying;
import askdocs.aws.S3Bucket;
import askdocs.aws.S3Listing;
import askdocs.ingest.HintSender;
import askdocs.ingest.LookingAgain;
import askdocs.ingest.Reconciling;
import askdocs.knowledge.IndexRef;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/** What reconciling is made of, for the function and for the commands. */
public final class ReconcileWiring {
  /**
   * A run takes minutes. One that died is begun again when the queue's visibility timeout, half an
   * hour, has passed, and that is a new claim.
   */
  private static final Duration PATIENCE = Duration.ofHours(1);

  private final Settings settings;
  private final IndexSettings indices;
  private final Clock clock = Clock.systemUTC();
  private final Retrying retrying = new Retrying(new SecureRandom());
  private final DynamoDbClient dynamoDb;
  private final S3Client s3;
  private final SqsClient sqs;
  private final OpenSearch openSearch;

  private ReconcileWiring(Settings settings, AwsClients clients) {
    this.settings = settings;
    this.indices = new IndexSettings(settings);
    this.dynamoDb = clients.dynamoDb();
    this.s3 = clients.s3();
    this.sqs = clients.sqs();
    this.openSearch =
        clients.openSearch(
            URI.create(settings.text(Setting.OPENSEARCH_ENDPOINT)),
            settings.optional(Setting.OPENSEARCH_SECRET_ARN));
  }

  static ReconcileWiring fromEnvironment() {
    JsonLogs.install();
    return new ReconcileWiring(
        Settings.fromEnvironment(ReconcileFunction.SETTINGS), new AwsClients());
  }

  /**
   * The same over other variables than the environment's.
   *
   * @throws IllegalStateException naming all that are missing
   */
  public static ReconcileWiring from(Map<String, String> variables) {
    return new ReconcileWiring(
        Settings.from(variables, ReconcileFunction.SETTINGS), new AwsClients());
  }

  /** The row that says which indices are in use. */
  public ControlRow control() {
    return new ControlRow(dynamoDb, settings.text(Setting.STATE_TABLE), retrying, clock);
  }

  /** The indices that are kept up to date, the serving one first, or the one that will be made. */
  public List<IndexRef> kept() {
    return control()
        .read()
        .map(control -> {
          indices.requireAgreement(control);
          return control.kept();
        })
        .orElseGet(() -> List.of(indices.first()));
  }

  /** The index that serves, or that will be made by the first hint. */
  public IndexRef serving() {
    return kept().getFirst();
  }

  /**
   * An index to be made.
   *
   * @throws IllegalStateException if the model makes no vectors of so many dimensions
   */
  public IndexRef next(int number, String embeddingModel, int dimensions) {
    if (!ModelCatalog.read().embeds(embeddingModel, dimensions)) {
      throw new IllegalStateException(
          embeddingModel + " makes no vectors of " + dimensions + " dimensions.");
    }
    return new IndexRef(
        settings.text(Setting.INDEX_PREFIX) + "-" + number, embeddingModel, dimensions);
  }

  /** What writes an index, makes and drops it. */
  public PassageIndex passages(IndexRef index) {
    return new PassageIndex(openSearch, index, indices.languages(), retrying, clock);
  }

  /** Compares an index. */
  public Reconciling reconciling(IndexRef index) {
    IndexRows rows = rows(index);
    PassageCensus passages = new PassageCensus(openSearch, index.name(), retrying, clock);
    String bucket = settings.text(Setting.DOCUMENTS_BUCKET);
    String pipeline = Pipeline.into(index);
    return new Reconciling(
        new S3Listing(s3, bucket, retrying),
        rows,
        passages,
        new LookingAgain(
            new S3Bucket(s3, bucket, retrying), rows, passages, pipeline, PATIENCE, clock),
        pipeline,
        PATIENCE,
        clock);
  }

  /** What is known of an index's documents. */
  public IndexRows rows(IndexRef index) {
    return new IndexRows(dynamoDb, settings.text(Setting.STATE_TABLE), index.name(), retrying);
  }

  /** Where repairs go. */
  public HintSender hints() {
    return new HintQueue(sqs, settings.text(Setting.INGEST_QUEUE_URL), retrying, clock);
  }

  /** The messages that failed too often. */
  public DeadLetters deadLetters() {
    return new DeadLetters(
        sqs,
        settings.text(Setting.INGEST_DLQ_URL),
        settings.text(Setting.INGEST_QUEUE_URL),
        retrying,
        clock);
  }

  /** The bucket's client, for what fills it. */
  public S3Client s3() {
    return s3;
  }

  /** The bucket of the documents. */
  public String bucket() {
    return settings.text(Setting.DOCUMENTS_BUCKET);
  }
}
