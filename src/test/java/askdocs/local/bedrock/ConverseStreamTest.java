package askdocs.local.bedrock;

import static askdocs.local.bedrock.Client.HAIKU;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.eventstream.HeaderValue;
import software.amazon.eventstream.Message;
import software.amazon.eventstream.MessageDecoder;

/** ConverseStream as the recordings have it: framing, order, padding. */
@Timeout(60)
class ConverseStreamTest {
  private static final BedrockStandIn STAND_IN =
      BedrockStandIn.start(0, BedrockStandIn.Options.USUAL.embeddings(EmbeddingMode.HASHED));
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String QUESTION =
      """
      {"messages": [{"role": "user", "content": [
        {"searchResult": {"source": "p1", "title": "S3", "citations": {"enabled": true},
          "content": [{"text": "SQL asks tables."}, {"text": "A bucket holds objects of any kind."}]}},
        {"text": "What does a bucket hold?"}]}], "inferenceConfig": {"maxTokens": 800}}
      """;

  @AfterAll
  static void stop() {
    STAND_IN.close();
    HTTP.close();
  }

  @AfterEach
  void nothingGoesWrong() {
    STAND_IN.faults(Faults.NONE);
    STAND_IN.forgetUsage();
  }

  private static HttpResponse<InputStream> ask(String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(STAND_IN.endpoint().resolve("/model/" + HAIKU + "/converse-stream"))
            .header("Authorization", "AWS4-HMAC-SHA256 Credential=x/2/r/bedrock/aws4_request")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return HTTP.send(request, HttpResponse.BodyHandlers.ofInputStream());
  }

  private static List<Message> messages(HttpResponse<InputStream> response) throws Exception {
    List<Message> messages = new ArrayList<>();
    MessageDecoder decoder = new MessageDecoder(messages::add);
    try (InputStream in = response.body()) {
      decoder.feed(in.readAllBytes());
    }
    return messages;
  }

  private static String header(Message message, String name) {
    Map<String, HeaderValue> headers = message.getHeaders();
    return headers.get(name).getString();
  }

  private static JsonNode content(Message message) throws Exception {
    return Json.MAPPER.readTree(message.getPayload());
  }

  /** The event's type and content without its padding, which is checked. */
  private static String event(Message message) throws Exception {
    assertEquals(
        List.of(":event-type", ":content-type", ":message-type"),
        List.copyOf(message.getHeaders().keySet()));
    assertEquals("application/json", header(message, ":content-type"));
    assertEquals("event", header(message, ":message-type"));
    ObjectNode content = (ObjectNode) content(message);
    String padding = content.remove("p").textValue();
    assertTrue(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789".startsWith(padding)
            && !padding.isEmpty());
    return header(message, ":event-type") + " " + content;
  }

  @Test
  void aCitationComesBeforeItsTextAndNoTextBlockIsStarted() throws Exception {
    HttpResponse<InputStream> response = ask(QUESTION);

    assertEquals(
        "application/vnd.amazon.eventstream",
        response.headers().firstValue("Content-Type").orElseThrow());
    assertTrue(response.headers().firstValue("x-amzn-RequestId").isPresent());
    List<String> events = new ArrayList<>();
    for (Message message : messages(response)) {
      events.add(event(message).replaceFirst("\"latencyMs\":\\d+", "\"latencyMs\":1"));
    }
    Usage.OfModel billed = STAND_IN.usage().of(HAIKU);
    assertEquals(
        List.of(
            "messageStart {\"role\":\"assistant\"}",
            "contentBlockDelta {\"contentBlockIndex\":0,\"delta\":{\"text\":\"Accord\"}}",
            "contentBlockDelta {\"contentBlockIndex\":0,\"delta\":{\"text\":\"ing to the"
                + " docume\"}}",
            "contentBlockDelta {\"contentBlockIndex\":0,\"delta\":{\"text\":\"nts: \"}}",
            "contentBlockStop {\"contentBlockIndex\":0}",
            "contentBlockDelta {\"contentBlockIndex\":1,\"delta\":{\"citation\":{\"location\":"
                + "{\"searchResultLocation\":{\"end\":2,\"searchResultIndex\":0,\"start\":1}},"
                + "\"source\":\"p1\",\"sourceContent\":[{\"text\":\"A bucket holds objects of any"
                + " kind.\"}],\"title\":\"S3\"}}}",
            "contentBlockDelta {\"contentBlockIndex\":1,\"delta\":{\"text\":\"A bucket holds"
                + " object\"}}",
            "contentBlockDelta {\"contentBlockIndex\":1,\"delta\":{\"text\":\"s of any kind\"}}",
            "contentBlockDelta {\"contentBlockIndex\":1,\"delta\":{\"text\":\".\"}}",
            "contentBlockStop {\"contentBlockIndex\":1}",
            "messageStop {\"stopReason\":\"end_turn\"}",
            "metadata {\"metrics\":{\"latencyMs\":1},\"usage\":{\"inputTokens\":%d,"
                    .formatted(billed.inputTokens())
                + "\"outputTokens\":%d,\"serverToolUsage\":{},\"totalTokens\":%d}}"
                    .formatted(
                        billed.outputTokens(), billed.inputTokens() + billed.outputTokens())),
        events);
  }

  @Test
  void whatIsRefusedBeforeTheStreamIsAnOrdinaryError() throws Exception {
    HttpResponse<InputStream> response = ask("{\"messages\": []}");

    assertEquals(400, response.statusCode());
    assertTrue(
        response.headers().firstValue("x-amzn-ErrorType").orElseThrow().startsWith("Validation"));
  }

  @Test
  void anErrorInTheStreamIsAnExceptionAndTheEnd() throws Exception {
    STAND_IN.faults(
        "{\"breakStreams\": [{\"times\": 1, \"afterTokens\": 6,"
            + " \"error\": \"ModelStreamErrorException\"}]}");

    List<Message> messages = messages(ask(QUESTION));

    Message last = messages.getLast();
    assertEquals("exception", header(last, ":message-type"));
    assertEquals("modelStreamErrorException", header(last, ":exception-type"));
    assertEquals(500, content(last).get("originalStatusCode").intValue());
    assertEquals(
        1, messages.stream().filter(m -> !m.getHeaders().containsKey(":event-type")).count());
    assertEquals(
        "contentBlockDelta {\"contentBlockIndex\":0,\"delta\":{\"text\":\"ing to the docume\"}}",
        event(messages.get(messages.size() - 2)));
    assertEquals(5, STAND_IN.usage().of(HAIKU).outputTokens());
  }

  @Test
  void whoGoesAwayIsBilledForWhatWasWritten() throws Exception {
    STAND_IN.faults("{\"tokensPerSecond\": 10}");
    String question = QUESTION.replace("any kind", "any kind, ".repeat(40));
    HttpResponse<InputStream> response = ask(question);
    try (InputStream in = response.body()) {
      in.readNBytes(1);
    }

    while (STAND_IN.usage().of(HAIKU).calls() == 0) {
      Thread.onSpinWait();
    }
    long written = STAND_IN.usage().of(HAIKU).outputTokens();
    STAND_IN.faults(Faults.NONE);
    STAND_IN.forgetUsage();
    messages(ask(question));
    assertTrue(written < STAND_IN.usage().of(HAIKU).outputTokens(), "" + written);
  }
}
