package askdocs.lambda;

import askdocs.aws.WorkMessages;
import askdocs.ingest.Work;
import askdocs.knowledge.Deadline;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

/**
 * S3's events to the index: a batch of SQS messages that carry them, or one event as it is.
 *
 * <p>A batch's answer names the messages that failed, and only they come again ({@code
 * ReportBatchItemFailures}).
 */
public final class IngestFunction implements RequestStreamHandler {
  /** The settings that it needs. */
  public static final Set<Setting> SETTINGS =
      Set.copyOf(
          EnumSet.of(
              Setting.DOCUMENTS_BUCKET,
              Setting.INGEST_QUEUE_URL,
              Setting.STATE_TABLE,
              Setting.OPENSEARCH_ENDPOINT,
              Setting.OPENSEARCH_SECRET_ARN,
              Setting.INDEX_PREFIX,
              Setting.EMBEDDING_MODEL_ID,
              Setting.EMBEDDING_DIMENSIONS,
              Setting.MODEL_QUOTAS,
              Setting.MAX_CONCURRENCY,
              Setting.SPEND_TABLE,
              Setting.INGEST_DAILY_BUDGET_USD,
              Setting.LANGUAGES,
              Setting.DEFAULT_ACCESS,
              Setting.OCR));

  private static final Logger LOG = System.getLogger(IngestFunction.class.getName());

  /**
   * What is kept back of the time, for the file that is being read, which may take two minutes, and
   * for the passages that are being written.
   */
  private static final Duration RESERVE = Duration.ofSeconds(150);

  private final Hints hints;
  private final IngestWork work;
  private final Clock clock;

  /** Wires the real clients, as the environment says. */
  public IngestFunction() {
    this(IngestWiring.fromEnvironment());
  }

  private IngestFunction(IngestWiring wiring) {
    this(wiring.hints(), wiring.work(), wiring.clock());
  }

  IngestFunction(Hints hints, IngestWork work, Clock clock) {
    this.hints = hints;
    this.work = work;
    this.clock = clock;
  }

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    JsonNode event = Json.STRICT.readTree(in);
    SQSBatchResponse response =
        JsonLogs.withRequestId(context.getAwsRequestId(), () -> ingest(event, context));
    out.write(Json.STRICT.writeValueAsBytes(response));
  }

  private SQSBatchResponse ingest(JsonNode event, Context context) {
    Deadline deadline =
        Deadline.in(Duration.ofMillis(context.getRemainingTimeInMillis()).minus(RESERVE), clock);
    if (event.path("Records").path(0).path("eventSource").asText().equals("aws:sqs")) {
      return batch(event, deadline, context);
    }
    works(event).forEach(one -> work.run(one, 1, deadline));
    return new SQSBatchResponse(List.of());
  }

  /**
   * Messages that come for the first time are seen to side by side; after them, one by one, those
   * that came before: on one of them runs may be dying, and it should take no other with it.
   */
  private SQSBatchResponse batch(JsonNode event, Deadline deadline, Context context) {
    List<BatchItemFailure> failures = new ArrayList<>();
    List<JsonNode> messages = event.path("Records").valueStream().toList();
    Map<String, Future<?>> fresh = new LinkedHashMap<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (JsonNode message : messages.stream().filter(one -> receives(one) <= 1).toList()) {
        fresh.put(
            id(message),
            threads.submit(() ->
                JsonLogs.withRequestId(
                    context.getAwsRequestId(), () -> message(message, deadline))));
      }
    }
    fresh.forEach((id, done) -> {
      if (failed(done)) {
        failures.add(new BatchItemFailure(id));
      }
    });
    List<JsonNode> again =
        new ArrayList<>(messages.stream().filter(one -> receives(one) > 1).toList());
    Collections.shuffle(again);
    for (JsonNode message : again) {
      FutureTask<Integer> task = new FutureTask<>(() -> message(message, deadline));
      task.run();
      if (failed(task)) {
        failures.add(new BatchItemFailure(id(message)));
      }
    }
    return new SQSBatchResponse(failures);
  }

  private static String id(JsonNode message) {
    return message.path("messageId").asText();
  }

  private static int receives(JsonNode message) {
    return message.path("attributes").path("ApproximateReceiveCount").asInt(1);
  }

  private int message(JsonNode message, Deadline deadline) {
    List<Work> found;
    try {
      found = works(Json.STRICT.readTree(message.path("body").asText()));
    } catch (JsonProcessingException e) {
      LOG.log(Level.WARNING, "A message is not JSON and is acknowledged");
      return 0;
    }
    if (found.isEmpty()) {
      LOG.log(Level.INFO, "A message names no object of the bucket and is acknowledged");
    }
    found.forEach(one -> work.doOrPutOff(one, receives(message), deadline));
    return found.size();
  }

  private List<Work> works(JsonNode event) {
    return WorkMessages.isOurs(event)
        ? WorkMessages.read(event).stream().toList()
        : hints.of(event).stream().<Work>map(hint -> new Work.OfHint(hint, 0)).toList();
  }

  private static boolean failed(Future<?> message) {
    try {
      message.get();
      return false;
    } catch (ExecutionException e) {
      LOG.log(Level.WARNING, "A message failed and comes again", e.getCause());
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
