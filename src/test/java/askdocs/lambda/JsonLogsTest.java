package askdocs.lambda;

import static askdocs.lambda.Samples.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class JsonLogsTest {
  private static final JsonLogs LOGS = new JsonLogs();

  private static LogRecord record(String message) {
    LogRecord record = new LogRecord(Level.WARNING, message);
    record.setInstant(Instant.EPOCH);
    record.setLoggerName("askdocs");
    return record;
  }

  @Test
  void aLogIsOneLineOfJson() {
    assertEquals(
        "{\"time\":\"1970-01-01T00:00:00Z\",\"level\":\"WARNING\",\"logger\":\"askdocs\","
            + "\"message\":\"two\\nlines\"}\n",
        LOGS.format(record("two\nlines")));
  }

  @Test
  void aRequestsLogsNameIt() {
    String line = JsonLogs.withRequestId("r-1", () -> LOGS.format(record("m")));

    assertEquals("r-1", json(line).path("requestId").textValue());
    assertTrue(json(LOGS.format(record("m"))).path("requestId").isMissingNode());
  }

  @Test
  void whatARequestBeginsAsideNamesItToo() throws Exception {
    CompletableFuture<String> within = new CompletableFuture<>();
    CompletableFuture<String> without = new CompletableFuture<>();
    JsonLogs.withRequestId(
        "r-1",
        () -> {
          JsonLogs.aside(() -> within.complete(LOGS.format(record("m"))));
          return "begun";
        });
    JsonLogs.aside(() -> without.complete(LOGS.format(record("m"))));

    assertEquals("r-1", json(within.get(1, TimeUnit.MINUTES)).path("requestId").textValue());
    assertTrue(json(without.get(1, TimeUnit.MINUTES)).path("requestId").isMissingNode());
  }

  @Test
  void aTracedRequestsLogsNameItsTrace() {
    System.setProperty(
        JsonLogs.TRACE_HEADER,
        "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1");
    try {
      assertEquals(
          "1-5759e988-bd862e3fe1be46a994272793",
          json(LOGS.format(record("m"))).path("traceId").textValue());
    } finally {
      System.clearProperty(JsonLogs.TRACE_HEADER);
    }
    assertTrue(json(LOGS.format(record("m"))).path("traceId").isMissingNode());
  }

  @Test
  void aMapsMembersAreFieldsWhateverTheyAre() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("status", 200);
    fields.put("ok", true);
    fields.put("took", Duration.ofSeconds(1));
    fields.put("caller", "a\"b\ud800");
    LogRecord record = record("request");
    record.setParameters(new Object[] {fields});

    assertEquals(
        json("{\"status\":200,\"ok\":true,\"took\":\"PT1S\",\"caller\":\"a\\\"b\\ud800\"}"),
        ((ObjectNode) json(LOGS.format(record))).retain("status", "ok", "took", "caller"));
  }

  @Test
  void anExceptionIsPartOfTheLine() {
    LogRecord record = record("failed");
    record.setThrown(new IllegalStateException("outer", new IllegalArgumentException("inner")));

    String line = LOGS.format(record);
    JsonNode log = json(line);

    assertEquals(line.length() - 1, line.indexOf('\n'));
    assertTrue(
        log.path("exception").textValue().startsWith("java.lang.IllegalStateException: outer\n"));
    assertTrue(log.path("exception").textValue().contains("Caused by: java.lang.IllegalArg"));
  }
}
