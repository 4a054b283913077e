package askdocs.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import askdocs.local.bedrock.BedrockStandIn;
import askdocs.local.bedrock.Faults;
import askdocs.local.functions.FunctionFailure;
import askdocs.stack.Stack.Reply;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One part after the other fails and comes back. */
@OnTheStack
class UpstreamsIT {
  private static final String QUESTION = "¿De qué está hecho el casco del Vasa?";

  /** When the gateway hangs up. */
  private static final Duration LIMIT = Duration.ofSeconds(29);

  private static final AtomicInteger VERSION = new AtomicInteger();

  private final Stack stack;
  private final BedrockStandIn bedrock;

  UpstreamsIT(Stack stack) {
    this.stack = stack;
    this.bedrock = stack.local().bedrock().orElseThrow();
  }

  /** Another version for each test, so that no answer comes from the cache. */
  @BeforeEach
  void aDocument() {
    stack.put(
        "upstreams/vasa.md",
        "El casco del Vasa está hecho de roble.\n\nFicha %d.\n"
            .formatted(VERSION.incrementAndGet()));
    stack.untilIndexed("upstreams/vasa.md");
    Stack.await(
        "no upstream is spared any more",
        () -> stack.ask("¿De qué madera es el casco del Vasa?"),
        reply -> reply.body().contains("\"answered\"") && reply.body().contains("\"score\""));
  }

  @AfterEach
  void allIsWell() {
    bedrock.faults(Faults.NONE);
  }

  private void answersAgain() {
    Reply reply =
        Stack.await(
            "it answers again", () -> stack.ask(QUESTION), answer -> answer.status() == 200);
    assertTrue(reply.body().contains("roble"), reply.body());
  }

  private static void assertProblem(int status, String code, Reply reply) {
    assertEquals(status, reply.status(), reply.body());
    assertEquals("application/problem+json", reply.header("content-type").split(";")[0]);
    assertEquals(code, reply.json().path("code").asText());
    assertFalse(reply.json().path("requestId").asText().isBlank());
    assertFalse(reply.body().contains("Exception"), reply.body());
  }

  /** Asks, and holds that there was an answer before the gateway would have hung up. */
  private Reply askInTime() {
    Instant begun = Instant.now();
    Reply reply = stack.ask(QUESTION);
    assertTrue(begun.plus(LIMIT).isAfter(Instant.now()), reply.body());
    return reply;
  }

  /** Instead of an answer, the passages that it would have rested on. */
  private static void assertPassagesOnly(Reply reply) {
    assertEquals(200, reply.status(), reply.body());
    JsonNode body = reply.json();
    assertEquals("passages-only", body.path("outcome").asText(), reply.body());
    assertEquals(
        "No se pudo redactar una respuesta. Estos son los pasajes más cercanos a la pregunta.",
        body.path("answer").asText());
    assertTrue(body.path("citations").isEmpty(), reply.body());
    assertTrue(body.at("/passages/0/text").asText().contains("roble"), reply.body());
  }

  @Test
  void withoutBedrockThePassagesThatTheWordsFindAreShown() {
    bedrock.faults("{\"down\": true}");
    assertPassagesOnly(askInTime());
    Reply search = stack.search(QUESTION);
    assertEquals(200, search.status(), search.body());
    assertTrue(search.json().at("/passages/0/text").asText().contains("roble"), search.body());
    assertFalse(search.body().contains("score"), search.body());
    bedrock.faults(Faults.NONE);
    answersAgain();
  }

  @Test
  void throttlingThatPassesIsNotNoticed() {
    bedrock.faults(
        """
        {"failNext": [{"times": 2, "error": "ThrottlingException", "operation": "embed"},
                      {"times": 2, "error": "ThrottlingException", "operation": "generate"}]}
        """);
    Reply reply = stack.ask(QUESTION);
    assertEquals(200, reply.status(), reply.body());
    assertTrue(reply.body().contains("roble"), reply.body());
  }

  @Test
  void throttlingThatStaysLeavesThePassages() {
    bedrock.faults("{\"failNext\": [{\"times\": 99, \"error\": \"ThrottlingException\"}]}");
    assertPassagesOnly(askInTime());
  }

  @Test
  void aModelThatFailsIsTriedOnceMoreAndNoOftener() {
    bedrock.forgetUsage();
    bedrock.faults(
        "{\"failNext\": [{\"times\": 9, \"error\": \"ModelErrorException\", \"operation\":"
            + " \"generate\"}]}");
    assertPassagesOnly(askInTime());
    assertEquals(2, bedrock.usage().of("us.anthropic.claude-haiku-5-5").refused());
  }

  @Test
  void anEmbeddingThatHangsIsTriedAgainWithinTheTime() {
    bedrock.faults(
        "{\"seed\": 1, \"shares\": [{\"share\": 1, \"delayMs\": 60000, \"operation\":"
            + " \"embed\"}]}");
    Reply reply = askInTime();
    assertEquals("answered", reply.json().path("outcome").asText(), reply.body());
    assertFalse(reply.body().contains("score"), "words alone were searched");
  }

  @Test
  void aModelThatRefusesIsNotCalledAgain() {
    bedrock.faults(
        "{\"failNext\": [{\"times\": 1, \"error\": \"AccessDeniedException\", \"operation\":"
            + " \"generate\"}]}");
    assertProblem(502, "upstream-failed", stack.ask(QUESTION));
    answersAgain();
  }

  /** The gateway has held the request for a while, so that the test need not wait as long. */
  @Test
  void aModelThatHangsCostsNoMoreThanTheTimeThatIsLeft() throws IOException, FunctionFailure {
    bedrock.faults("{\"generateLatencyMs\": 60000}");
    Instant begun = Instant.now();
    ObjectNode event =
        (ObjectNode) new ObjectMapper().readTree(Path.of("events/ask.json").toFile());
    event.put("body", "{\"question\": \"" + QUESTION + "\"}");
    event
        .withObject("/requestContext")
        .put("requestTimeEpoch", begun.minus(Duration.ofSeconds(22)).toEpochMilli());
    JsonNode answer =
        new ObjectMapper()
            .readTree(
                stack
                    .local()
                    .function("AskFunction")
                    .invoke("askdocs.lambda.AskFunction", event.toString()));
    assertTrue(begun.plus(Duration.ofSeconds(7)).isAfter(Instant.now()), answer.toString());
    assertEquals(200, answer.path("statusCode").asInt(), answer.toString());
    assertEquals(
        "passages-only",
        new ObjectMapper().readTree(answer.path("body").asText()).path("outcome").asText());
    bedrock.faults(Faults.NONE);
    answersAgain();
  }

  @Test
  void openSearchMayDieAndComeBackWithAllItHad() {
    stack.local().openSearch().kill();
    Reply reply = askInTime();
    Reply again = askInTime();
    stack.put("upstreams/meanwhile.md", "El mascarón del Vasa es un león rampante.\n");
    stack.local().startOpenSearch();

    assertProblem(503, "upstream-failed", reply);
    assertEquals("5", reply.header("retry-after"));
    assertProblem(503, "upstream-failed", again);
    answersAgain();
    stack.untilIndexed("upstreams/meanwhile.md");
    assertTrue(stack.ask("¿Qué es el mascarón del Vasa?").body().contains("león rampante"));
  }

  @Test
  void dynamoDbMayDieAndComeBackWithAllItHad() {
    stack.local().dynamoDb().kill();
    Reply reply = askInTime();
    Reply list = stack.documents("");
    stack.put("upstreams/later.md", "La vela del Vasa es de lino crudo.\n");
    stack.local().startDynamoDb();

    assertProblem(503, "upstream-failed", reply);
    assertProblem(503, "upstream-failed", list);
    answersAgain();
    stack.untilIndexed("upstreams/later.md");
    assertTrue(stack.ask("¿De qué es la vela del Vasa?").body().contains("lino crudo"));
  }

  @Test
  void aFunctionThatIsKilledWhileItIngestsLosesNothing() {
    List<String> keys =
        IntStream.range(0, 12).mapToObj(i -> "upstreams/killed-%02d.md".formatted(i)).toList();
    bedrock.faults("{\"embedLatencyMs\": 200}");
    for (String key : keys) {
      stack.put(key, "# Ficha\n\nLa ficha " + key + " dice algo distinto.\n");
    }
    Stack.await(
        "some are being ingested",
        () -> Tables.row(stack, keys.getFirst()),
        rows -> !rows.isEmpty());
    stack.local().function("IngestFunction").kill();
    keys.forEach(stack::untilIndexed);
  }
}
