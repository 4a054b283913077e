package askdocs.lambda;

import askdocs.ingest.Hint;
import askdocs.ingest.Ingested;
import askdocs.ingest.Ingesting;
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
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

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
              Setting.STATE_TABLE,
              Setting.OPENSEARCH_ENDPOINT,
              Setting.INDEX_PREFIX,
              Setting.EMBEDDING_MODEL_ID,
              Setting.EMBEDDING_DIMENSIONS,
              Setting.DEFAULT_ACCESS));

  private static final Logger LOG = System.getLogger(IngestFunction.class.getName());

  private final Hints hints;
  private final Supplier<Ingesting> ingesting;

  /** Wires the real clients, as the environment says. */
  public IngestFunction() {
    this(IngestWiring.fromEnvironment());
  }

  private IngestFunction(IngestWiring wiring) {
    this(wiring.hints(), wiring::ingesting);
  }

  IngestFunction(Hints hints, Supplier<Ingesting> ingesting) {
    this.hints = hints;
    this.ingesting = ingesting;
  }

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    JsonNode event = Json.STRICT.readTree(in);
    SQSBatchResponse response =
        JsonLogs.withRequestId(context.getAwsRequestId(), () -> ingest(event, context));
    out.write(Json.STRICT.writeValueAsBytes(response));
  }

  private SQSBatchResponse ingest(JsonNode event, Context context) {
    if (event.path("Records").path(0).path("eventSource").asText().equals("aws:sqs")) {
      return batch(event, context);
    }
    hints.of(event).forEach(this::ingest);
    return new SQSBatchResponse(List.of());
  }

  private SQSBatchResponse batch(JsonNode event, Context context) {
    List<BatchItemFailure> failures = new ArrayList<>();
    Map<String, Future<?>> messages = new LinkedHashMap<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (JsonNode message : event.path("Records")) {
        messages.put(
            message.path("messageId").asText(),
            threads.submit(() ->
                JsonLogs.withRequestId(
                    context.getAwsRequestId(), () -> message(message.path("body").asText()))));
      }
    }
    messages.forEach((id, done) -> {
      if (failed(done)) {
        failures.add(new BatchItemFailure(id));
      }
    });
    return new SQSBatchResponse(failures);
  }

  private int message(String body) {
    List<Hint> found;
    try {
      found = hints.of(Json.STRICT.readTree(body));
    } catch (JsonProcessingException e) {
      LOG.log(Level.WARNING, "A message is not JSON and is acknowledged");
      return 0;
    }
    if (found.isEmpty()) {
      LOG.log(Level.INFO, "A message names no object of the bucket and is acknowledged");
    }
    found.forEach(this::ingest);
    return found.size();
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

  private void ingest(Hint hint) {
    Ingested ingested = ingesting.get().ingest(hint);
    LOG.log(Level.INFO, "ingested", fields(hint, ingested));
  }

  private static Map<String, Object> fields(Hint hint, Ingested ingested) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("key", hint.key());
    switch (ingested) {
      case Ingested.Concluded concluded -> {
        fields.put("status", concluded.status().name());
        fields.put("passages", concluded.passages());
        concluded.reason().ifPresent(reason -> fields.put("reason", reason));
      }
      case Ingested.Unchanged _ -> fields.put("status", "unchanged");
      case Ingested.Superseded _ -> fields.put("status", "superseded");
    }
    return fields;
  }
}
