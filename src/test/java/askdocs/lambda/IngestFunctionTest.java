package askdocs.lambda;

import static askdocs.lambda.Samples.event;
import static askdocs.lambda.Samples.invoke;
import static askdocs.lambda.Samples.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import askdocs.ingest.Bucket;
import askdocs.ingest.Chunker;
import askdocs.ingest.Conclusion;
import askdocs.ingest.DocumentReader.ReadOutcome;
import askdocs.ingest.DocumentRow;
import askdocs.ingest.Download;
import askdocs.ingest.Ingesting;
import askdocs.ingest.Passages;
import askdocs.ingest.StoredObject;
import askdocs.ingest.Verdict;
import askdocs.knowledge.Access;
import askdocs.knowledge.DocumentStatus;
import askdocs.knowledge.DocumentUri;
import askdocs.knowledge.UpstreamException;
import askdocs.knowledge.UpstreamException.Kind;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentSkipListSet;
import org.junit.jupiter.api.Test;

class IngestFunctionTest {
  private static final String ETL = "curso/introducción a ETL.md";
  private static final String DATABASES = "curso/bases de datos.md";

  private final ConcurrentSkipListSet<String> committed = new ConcurrentSkipListSet<>();
  private final List<String> concluded = Collections.synchronizedList(new ArrayList<>());
  private final List<String> held = new ArrayList<>();
  private final List<String> putOff = Collections.synchronizedList(new ArrayList<>());
  private final List<String> counted = Collections.synchronizedList(new ArrayList<>());

  /** A function over an empty bucket: each key ends as a tombstone; one key's look fails. */
  private IngestFunction function(String failing) {
    return function(failing, Kind.PERMANENT);
  }

  private IngestFunction function(String failing, Kind kind) {
    Ingesting ingesting =
        new Ingesting(
            key ->
                new DocumentRow(
                    key, 2, 1, OptionalLong.empty(), DocumentStatus.PENDING, Optional.empty()),
            _ -> Optional.empty(),
            key -> {
              if (key.equals(failing)) {
                throw new UpstreamException("The bucket fails", kind);
              }
              return new Bucket.View(
                  held.contains(key) ? Optional.of(object(key)) : Optional.empty(),
                  Optional.empty());
            },
            (_, _) -> Optional.empty(),
            _ -> Optional.of(new NoFile()),
            (_, _, _, _) -> new ReadOutcome.Ignored("never read"),
            new Passages(
                new Chunker(), (_, _, _) -> Map.of(), _ -> List.of(), (_, _) -> {}, Runnable::run),
            (row, _) -> new Verdict.Refused(row),
            (claimed, conclusion) -> {
              committed.add(claimed.key());
              switch (conclusion) {
                case Conclusion.Failed failed -> concluded.add("Failed " + failed.reason());
                case Conclusion.Ignored ignored -> concluded.add("Ignored " + ignored.reason());
                case Conclusion.Indexed _, Conclusion.Missing _ -> concluded.add("other");
              }
              return new Verdict.Accepted();
            },
            _ -> {},
            "pipeline 1",
            Access.PUBLIC);
    return new IngestFunction(
        new Hints("documents"),
        new IngestWork(
            () -> Map.of("passages-1", ingesting),
            (work, delay) -> putOff.add(work.key() + " " + work.putOff() + " " + delay),
            () -> 0L,
            (metric, value) -> counted.add(metric + " " + value),
            Clock.systemUTC()),
        Clock.systemUTC());
  }

  private static StoredObject object(String key) {
    return new StoredObject(
        new DocumentUri("documents", key),
        "etag",
        Optional.empty(),
        1,
        Optional.empty(),
        Optional.empty());
  }

  private record NoFile() implements Download.Fetched {
    @Override
    public Path file() {
      return Path.of("none");
    }

    @Override
    public void close() {}
  }

  private static String failures(String... messages) {
    List<String> items =
        List.of(messages).stream().map(id -> "{\"itemIdentifier\":\"" + id + "\"}").toList();
    return "{\"batchItemFailures\":[" + String.join(",", items) + "]}";
  }

  @Test
  void aBatchIsIngestedMessageByMessage() {
    assertEquals(
        json(failures()), invoke(function("")::handleRequest, event("sqs-batch").toString()));
    assertEquals(List.of(DATABASES, ETL), List.copyOf(committed));
  }

  @Test
  void onlyTheMessageThatFailedComesAgain() {
    assertEquals(
        json(failures("2e1424d4-f796-459a-8184-9c92662be6da")),
        invoke(function(DATABASES)::handleRequest, event("sqs-batch").toString()));
    assertEquals(List.of(ETL), List.copyOf(committed));
  }

  @Test
  void whatAnUpstreamPutsOffComesAsANewMessageAndCountsNoReceive() {
    assertEquals(
        json(failures()),
        invoke(function(DATABASES, Kind.RETRYABLE)::handleRequest, event("sqs-batch").toString()));
    assertEquals(List.of(ETL), List.copyOf(committed));
    assertEquals(List.of(DATABASES + " 1 PT2.5S"), putOff);
  }

  @Test
  void aPutOffIsCountedAndTheDelayGrows() {
    ObjectNode batch = event("sqs-batch");
    ((ObjectNode) batch.path("Records").path(0))
        .put("body", "{\"askdocs\":\"hint\",\"key\":\"a.md\",\"force\":true,\"putOff\":7}");
    ((ArrayNode) batch.path("Records")).remove(1);
    invoke(function("a.md", Kind.RETRYABLE)::handleRequest, batch.toString());
    assertEquals(List.of("a.md 8 PT2.5S"), putOff);
    assertEquals(List.of("INGEST_PUT_OFF 1.0"), counted);
  }

  @Test
  void aFileThatRunsDieOnIsGivenUpAtTheFourthReceive() {
    held.add("a.md");
    ObjectNode batch = event("sqs-batch");
    ObjectNode message = (ObjectNode) batch.path("Records").path(0);
    message.put("body", "{\"askdocs\":\"hint\",\"key\":\"a.md\"}");
    ((ArrayNode) batch.path("Records")).remove(1);
    for (int receives : List.of(3, 4)) {
      ((ObjectNode) message.path("attributes"))
          .put("ApproximateReceiveCount", Integer.toString(receives));
      invoke(function("")::handleRequest, batch.toString());
    }
    assertEquals(
        List.of("Ignored never read", "Failed It could not be processed: 3 runs died on it."),
        concluded);
    assertEquals(List.of("INGESTED 1.0", "INGESTED 1.0", "INGEST_FAILED 1.0"), counted);
  }

  @Test
  void aMessageThatWillNeverBeUnderstoodIsAcknowledged() {
    ObjectNode batch = event("sqs-batch");
    ArrayNode records = (ArrayNode) batch.path("Records");
    String record =
        """
        {"Records":[{"eventName":"ObjectCreated:Put",
                     "s3":{"bucket":{"name":"documents"},"object":{"key":"%zz"}}}]}
        """;
    for (String body : List.of("not JSON", "", "[", "{\"Event\":\"s3:TestEvent\"}", record)) {
      records
          .addObject()
          .put("messageId", "id of " + body)
          .put("eventSource", "aws:sqs")
          .put("body", body);
    }

    assertEquals(json(failures()), invoke(function("")::handleRequest, batch.toString()));
    assertEquals(List.of(DATABASES, ETL), List.copyOf(committed));
  }

  @Test
  void anEventOfS3sIsTakenAsItIs() {
    for (String name : List.of("s3-put", "s3-delete", "eventbridge-put")) {
      committed.clear();

      assertEquals(json(failures()), invoke(function("")::handleRequest, event(name).toString()));
      assertEquals(List.of(ETL), List.copyOf(committed));
    }
  }

  @Test
  void anEventOfS3sThatFailsFailsTheInvocation() {
    assertThrows(
        UpstreamException.class,
        () -> invoke(function(ETL)::handleRequest, event("s3-put").toString()));
  }

  @Test
  void whatIsNoEventOfOursIsNothingToDo() {
    assertEquals(json(failures()), invoke(function("")::handleRequest, "{}"));
    assertEquals(List.of(), List.copyOf(committed));
  }
}
