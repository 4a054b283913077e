package askdocs.lambda;

import static askdocs.lambda.Samples.event;
import static askdocs.lambda.Samples.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import askdocs.ingest.BucketListing.Listed;
import askdocs.ingest.Hint;
import askdocs.ingest.HintSender;
import askdocs.ingest.PassageListing.Held;
import askdocs.ingest.Reconciling;
import askdocs.ingest.RowListing.Known;
import askdocs.knowledge.UpstreamException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReconcileFunctionTest {
  private final List<Hint> sent = new ArrayList<>();
  private final List<String> counted = new ArrayList<>();
  private final List<Listed> bucket =
      new ArrayList<>(List.of(new Listed("a.md", "v1"), new Listed("b.md", "v1")));

  @Test
  void reportsAndSendsNothingUnlessToldTo() throws IOException {
    assertEquals(
        json(
            """
            {"index": "passages-1", "documents": 2, "complete": true,
             "counts": {"missing": 2, "stale": 0, "orphan": 1, "stuck": 0, "failed": 0},
             "findings": [
               {"key": "a.md", "drift": "missing", "reason": "It was never ingested."},
               {"key": "b.md", "drift": "missing", "reason": "It was never ingested."},
               {"key": "c.md", "drift": "orphan",
                "reason": "The index holds 3 passages that nobody can see."}],
             "hints": 0, "replayed": 0}
            """),
        invoke(event("reconcile").toString(), 60_000));
    assertEquals(List.of(), sent);
  }

  /** What EventBridge sends where the schedule has no input of its own. */
  @Test
  void aScheduleThatSaysNothingOnlyReports() throws IOException {
    invoke("{\"source\": \"aws.events\", \"detail-type\": \"Scheduled Event\"}", 60_000);

    assertEquals(List.of(), sent);
  }

  @Test
  void fixingSendsAHintForEachDocument() throws IOException {
    JsonNode answer = invoke("{\"fix\": true}", 60_000);

    assertEquals(3, answer.get("hints").asInt());
    assertEquals(
        List.of(new Hint("a.md", true), new Hint("b.md", true), new Hint("c.md", false)), sent);
    assertEquals(List.of("DRIFT 3.0"), counted);
  }

  @Test
  void deadLettersAreReplayedFirst() throws IOException {
    assertEquals(7, invoke("{\"replayDeadLetters\": true}", 60_000).get("replayed").asInt());
  }

  @Test
  void namesTheFirstHundredAndCountsAll() throws IOException {
    bucket.clear();
    IntStream.range(0, 250).forEach(at -> bucket.add(new Listed("%03d.md".formatted(at), "v1")));

    JsonNode answer = invoke("{\"fix\": true}", 60_000);

    assertEquals(100, answer.get("findings").size());
    assertEquals(250, answer.at("/counts/missing").asInt());
    assertEquals(251, answer.get("hints").asInt());
  }

  @Test
  void saysSoWhereTheTimeDoesNotSuffice() throws IOException {
    JsonNode answer = invoke("{}", 29_000);

    assertEquals(0, answer.get("documents").asInt());
    assertEquals(false, answer.get("complete").asBoolean());
  }

  @Test
  void failsIfAHintMayNotHaveArrived() {
    UpstreamException failure =
        new UpstreamException("The queue failed", UpstreamException.Kind.RETRYABLE);

    assertThrows(
        UpstreamException.class,
        () ->
            invoke(
                function(_ -> {
                  throw failure;
                }),
                "{\"fix\": true}",
                60_000));
  }

  private JsonNode invoke(String event, int remainingMs) throws IOException {
    return invoke(function(sent::addAll), event, remainingMs);
  }

  private static JsonNode invoke(ReconcileFunction function, String event, int remainingMs)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    function.handleRequest(
        new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)),
        out,
        Samples.context(remainingMs));
    return json(out.toString(StandardCharsets.UTF_8));
  }

  private ReconcileFunction function(HintSender hints) {
    return new ReconcileFunction(
        () ->
            new ReconcileFunction.Comparison(
                "passages-1",
                new Reconciling(
                    bucket::iterator,
                    () -> List.<Known>of().iterator(),
                    () -> List.of(new Held("c.md", 1, 3)).iterator(),
                    suspected -> suspected,
                    "pipeline",
                    Duration.ofHours(1),
                    Clock.systemUTC())),
        hints,
        () -> 7,
        (metric, value) -> counted.add(metric + " " + value));
  }
}
