package askdocs.lambda;

import askdocs.ingest.Finding;
import askdocs.ingest.HintSender;
import askdocs.ingest.Reconciling;
import askdocs.ingest.Reconciling.Compared;
import askdocs.ingest.Repair;
import askdocs.ingest.Tally;
import askdocs.knowledge.Metric;
import askdocs.knowledge.Metrics;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * Holds bucket, table and index against each other, by a schedule or by hand.
 *
 * <table>
 *   <caption>The event; each field may be left out</caption>
 *   <tr><td>fix</td><td>true: send a hint for each document that one repairs</td></tr>
 *   <tr><td>replayDeadLetters</td><td>true: have tried again first what failed too often</td></tr>
 * </table>
 *
 * <p>The answer: {@code {"index", "documents", "complete", "counts": {"missing": 0, …}, "findings":
 * [{"key", "drift", "reason"}], "hints", "replayed"}}, of the findings the first {@value
 * #MAX_FINDINGS}.
 */
public final class ReconcileFunction implements RequestStreamHandler {
  /** The settings that it needs. */
  public static final Set<Setting> SETTINGS =
      Set.copyOf(
          EnumSet.of(
              Setting.DOCUMENTS_BUCKET,
              Setting.STATE_TABLE,
              Setting.INGEST_QUEUE_URL,
              Setting.INGEST_DLQ_URL,
              Setting.OPENSEARCH_ENDPOINT,
              Setting.OPENSEARCH_SECRET_ARN,
              Setting.INDEX_PREFIX,
              Setting.EMBEDDING_MODEL_ID,
              Setting.EMBEDDING_DIMENSIONS,
              Setting.LANGUAGES));

  private static final Logger LOG = System.getLogger(ReconcileFunction.class.getName());
  private static final int MAX_FINDINGS = 100;

  /** What is left of the time when no further document is compared. */
  private static final int RESERVE_MILLIS = 30_000;

  private final Supplier<Comparison> comparison;
  private final HintSender hints;
  private final IntSupplier replay;
  private final Metrics metrics;

  /**
   * What is compared.
   *
   * @param index the name of the index
   */
  record Comparison(String index, Reconciling reconciling) {}

  /** Wires the real clients, as the environment says. */
  public ReconcileFunction() {
    this(ReconcileWiring.fromEnvironment());
  }

  private ReconcileFunction(ReconcileWiring wiring) {
    this(
        () -> {
          var index = wiring.serving();
          return new Comparison(index.name(), wiring.reconciling(index));
        },
        wiring.hints(),
        wiring.deadLetters()::replay,
        new EmbeddedMetrics(Settings.functionName(), Clock.systemUTC()));
  }

  ReconcileFunction(
      Supplier<Comparison> comparison, HintSender hints, IntSupplier replay, Metrics metrics) {
    this.comparison = comparison;
    this.hints = hints;
    this.replay = replay;
    this.metrics = metrics;
  }

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    JsonNode event = Json.STRICT.readTree(in);
    ObjectNode answer =
        JsonLogs.withRequestId(context.getAwsRequestId(), () -> reconcile(event, context));
    out.write(Json.STRICT.writeValueAsBytes(answer));
  }

  private ObjectNode reconcile(JsonNode event, Context context) {
    boolean fix = event.path("fix").asBoolean();
    int replayed = event.path("replayDeadLetters").asBoolean() ? replay.getAsInt() : 0;
    Comparison compared = comparison.get();
    Tally tally = new Tally();
    ArrayNode first = Json.STRICT.createArrayNode();
    Repair repair = new Repair(hints);
    Compared done =
        compared
            .reconciling()
            .compare(
                finding -> {
                  tally.accept(finding);
                  if (first.size() < MAX_FINDINGS) {
                    first.add(json(finding));
                  }
                  if (fix) {
                    repair.accept(finding);
                  }
                },
                () -> context.getRemainingTimeInMillis() > RESERVE_MILLIS);
    ObjectNode answer =
        Json.STRICT
            .createObjectNode()
            .put("index", compared.index())
            .put("documents", done.documents())
            .put("complete", done.complete());
    ObjectNode counts = answer.putObject("counts");
    tally
        .counts()
        .forEach((drift, count) -> counts.put(drift.name().toLowerCase(Locale.ROOT), count));
    metrics.add(
        Metric.DRIFT, tally.counts().values().stream().mapToDouble(Long::doubleValue).sum());
    answer.set("findings", first);
    answer.put("hints", repair.finish()).put("replayed", replayed);
    log(answer, done.complete());
    return answer;
  }

  private static ObjectNode json(Finding finding) {
    return Json.STRICT
        .createObjectNode()
        .put("key", finding.key())
        .put("drift", finding.drift().name().toLowerCase(Locale.ROOT))
        .put("reason", finding.reason());
  }

  /** The counts; the findings name documents, and whoever invokes the function gets them. */
  private static void log(ObjectNode answer, boolean complete) {
    Map<String, Object> fields = new LinkedHashMap<>();
    answer
        .properties()
        .forEach(field -> {
          if (!field.getKey().equals("findings")) {
            fields.put(field.getKey(), field.getValue());
          }
        });
    LOG.log(
        complete ? Level.INFO : Level.WARNING,
        complete ? "reconciled" : "The time did not suffice: scripts/reconcile has no limit",
        fields);
  }
}
