package askdocs.local.sqs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import askdocs.local.functions.FunctionFailure;
import askdocs.local.functions.LambdaFunction;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.Message;

class EventSourceTest {
  private final BlockingQueue<JsonNode> received = new LinkedBlockingQueue<>();
  private SqsStandIn sqs;

  @BeforeEach
  void start() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
      int port = free.getLocalPort();
      free.close();
      sqs = SqsStandIn.start(port, 1);
    }
  }

  @AfterEach
  void stop() {
    sqs.close();
  }

  @Test
  void bringsAMessageOnceWhenAllIsWell() throws Exception {
    sqs.send("¿Qué es ETL?");
    try (EventSource _ = source(_ -> "")) {
      JsonNode entry = next();
      assertEquals("¿Qué es ETL?", entry.get("body").asText());
      assertEquals("1", entry.at("/attributes/ApproximateReceiveCount").asText());
      assertTrue(
          entry.get("attributes").properties().stream()
              .map(java.util.Map.Entry::getKey)
              .toList()
              .containsAll(
                  List.of("SentTimestamp", "SenderId", "ApproximateFirstReceiveTimestamp")),
          entry.toString());
      assertEquals(
          "arn:aws:sqs:us-east-1:000000000000:ingest", entry.get("eventSourceARN").asText());
      awaitEmpty();
    }
    assertEquals(List.of(), List.copyOf(received));
  }

  @Test
  void bringsAgainOnlyWhatWasReportedAsFailed() throws Exception {
    sqs.send("good");
    sqs.send("bad");
    Set<String> once = new TreeSet<>();
    try (EventSource _ =
        source(event -> {
          StringBuilder failures = new StringBuilder();
          for (JsonNode entry : records(event)) {
            boolean again = !entry.at("/attributes/ApproximateReceiveCount").asText().equals("1");
            if (entry.get("body").asText().equals("bad") && !again) {
              failures.append("{\"itemIdentifier\":\"" + entry.get("messageId").asText() + "\"}");
            }
          }
          return "{\"batchItemFailures\":[" + failures + "]}";
        })) {
      once.add(next().get("body").asText());
      once.add(next().get("body").asText());
      JsonNode third = next();
      assertEquals(Set.of("good", "bad"), once);
      assertEquals("bad", third.get("body").asText());
      assertEquals("2", third.at("/attributes/ApproximateReceiveCount").asText());
      awaitEmpty();
    }
  }

  @Test
  void givesAMessageUpAfterFiveReceives() throws Exception {
    sqs.send("poison");
    try (EventSource _ =
        source(_ -> {
          throw new FunctionFailure("java.lang.IllegalStateException", "no");
        })) {
      for (int receives = 1; receives <= 5; receives++) {
        assertEquals(
            Integer.toString(receives), next().at("/attributes/ApproximateReceiveCount").asText());
      }
      Message dead = awaitDead();
      assertEquals("poison", dead.body());
    }
    assertEquals(List.of(), List.copyOf(received));
  }

  private EventSource source(LambdaFunction function) {
    return EventSource.start(
        sqs.client(),
        sqs.queueUrl(),
        SqsStandIn.arn("ingest"),
        10,
        2,
        event -> {
          records(event).forEach(received::add);
          return function.invoke(event);
        });
  }

  private static JsonNode records(String event) {
    try {
      return new ObjectMapper().readTree(event).get("Records");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private JsonNode next() throws InterruptedException {
    JsonNode entry = received.poll(60, TimeUnit.SECONDS);
    assertTrue(entry != null, "No message came");
    return entry;
  }

  private Message awaitDead() throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (true) {
      List<Message> messages =
          sqs.client().receiveMessage(r -> r.queueUrl(sqs.deadLetterUrl())).messages();
      if (!messages.isEmpty()) {
        return messages.getFirst();
      }
      assertTrue(System.nanoTime() < end, "No dead letter came");
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  /** Polls until the queue holds nothing, neither visible nor hidden. */
  private void awaitEmpty() throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!isEmpty()) {
      assertTrue(System.nanoTime() < end, "Messages remain");
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  private boolean isEmpty() {
    return sqs
        .client()
        .getQueueAttributes(r ->
            r.queueUrl(sqs.queueUrl())
                .attributeNamesWithStrings(
                    "ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"))
        .attributesAsStrings()
        .values()
        .stream()
        .allMatch("0"::equals);
  }
}
