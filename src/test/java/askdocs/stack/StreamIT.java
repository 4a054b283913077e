package askdocs.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import askdocs.local.Functions;
import askdocs.local.Functions.Deployment;
import askdocs.local.bedrock.BedrockStandIn;
import askdocs.local.bedrock.Faults;
import askdocs.local.bedrock.Usage.OfModel;
import askdocs.local.functions.LambdaFunction;
import askdocs.local.streaming.HeardAnswer;
import askdocs.local.template.Template;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** POST /ask/stream on the whole stack, with a model that takes its time, breaks off or lies. */
@OnTheStack
class StreamIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String MODEL = "us.anthropic.claude-haiku-5-5";
  private static final String NOVA = "us.amazon.nova-lite-v1:0";
  private static final String QUESTION = "¿De qué piedra es el faro de Buciero?";
  private static final AtomicInteger VERSION = new AtomicInteger();

  private final Stack stack;
  private final BedrockStandIn bedrock;

  StreamIT(Stack stack) {
    this.stack = stack;
    this.bedrock = stack.local().bedrock().orElseThrow();
  }

  /** A long sentence, in another version for each test, so that no answer comes from the cache. */
  @BeforeEach
  void aDocument() {
    stack.put(
        "streams/faro.md",
        ("El faro de Buciero es de piedra caliza, traída en barcas desde la cantera de la otra"
                + " orilla, labrada a pie de obra por veinte canteros que cobraban por semanas,"
                + " subida con una grúa de madera que movían dos bueyes, y asentada sin mortero"
                + " sobre la roca viva del acantilado.\n\nFicha %d.\n")
            .formatted(VERSION.incrementAndGet()));
    stack.untilIndexed("streams/faro.md");
  }

  @AfterEach
  void allIsWell() {
    bedrock.faults(Faults.NONE);
  }

  private static ObjectNode question(String model) {
    return JSON.createObjectNode().put("question", QUESTION).put("model", model);
  }

  /** The same as the gateway's event, for a function that is invoked without one. */
  private static String event(JsonNode body) throws IOException {
    ObjectNode event = (ObjectNode) JSON.readTree(Path.of("events/ask-stream.json").toFile());
    event.put("body", body.toString());
    event.withObject("/requestContext").put("requestTimeEpoch", Instant.now().toEpochMilli());
    return event.toString();
  }

  private Functions process(String name, Map<String, String> more) throws IOException {
    Template.Function function =
        Template.load(Path.of("template.yaml")).function("AskStreamFunction");
    Map<String, String> environment =
        new TreeMap<>(stack.local().resources().environment(function));
    environment.putAll(more);
    return Functions.start(
        new Deployment(name, environment, function.timeout(), 512, stack.local().logs()));
  }

  private static LambdaFunction stream(Functions process) {
    return process.handler("askdocs.lambda.AskStreamFunction");
  }

  /** Asks over HTTP, and hears it to its end. */
  private void hear(JsonNode question, HeardAnswer heard) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient();
        InputStream body = post(http, question)) {
      body.transferTo(heard);
    }
  }

  private InputStream post(HttpClient http, JsonNode question) throws Exception {
    return http.send(
            HttpRequest.newBuilder(stack.local().api().resolve("ask/stream"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(question.toString()))
                .build(),
            BodyHandlers.ofInputStream())
        .body();
  }

  @Test
  void textComesWhileTheModelIsWriting() throws Exception {
    bedrock.faults("{\"tokensPerSecond\": 8}");
    long before = bedrock.usage().of(MODEL).calls();
    AtomicLong written = new AtomicLong();
    HeardAnswer heard =
        new HeardAnswer(event -> {
          if (event.name().equals("text") && written.incrementAndGet() <= 3) {
            // What a model wrote is billed once it has written all.
            assertEquals(before, bedrock.usage().of(MODEL).calls(), event::toString);
          }
        });

    hear(question(MODEL), heard);

    List<String> names = heard.events().stream().map(HeardAnswer.Event::name).toList();
    assertEquals("passages", names.getFirst());
    assertEquals("text", names.get(1));
    assertEquals("done", names.getLast());
    assertTrue(written.get() > 8, names::toString);
    assertEquals(before + 1, bedrock.usage().of(MODEL).calls());
    JsonNode done = heard.events("done").getFirst();
    assertEquals("answered", done.path("outcome").textValue(), done::toString);
    assertEquals(done.path("answer").textValue(), heard.text());
    assertEquals(done.path("citations"), heard.citations());
    assertTrue(heard.text().contains("roca viva del acantilado."), heard.text());
  }

  @Test
  void theAnswerIsThatOfAsk() throws Exception {
    HeardAnswer heard = new HeardAnswer();
    hear(question(MODEL), heard);
    // Another limit is another question to the cache.
    JsonNode answer =
        stack.post("ask", question(MODEL).put("maxTokens", 799), java.util.Optional.empty()).json();

    assertFalse(answer.has("cached"), answer::toString);
    JsonNode done = heard.events("done").getFirst();
    for (String field : List.of("outcome", "answer", "citations", "unsupported", "unverified")) {
      assertEquals(answer.path(field), done.path(field), field);
    }
  }

  @Test
  void aStreamThatBreaksOffEndsInAnErrorAndNothingIsKept() throws Exception {
    for (String error : List.of("", "ModelStreamErrorException")) {
      bedrock.faults(
          "{\"breakStreams\": [{\"times\": 1, \"afterTokens\": 20, \"error\": \"%s\"}]}"
              .formatted(error));
      HeardAnswer heard = new HeardAnswer();
      hear(question(MODEL), heard);

      assertEquals("error", heard.events().getLast().name(), error);
      JsonNode problem = heard.events("error").getFirst();
      assertEquals("upstream-failed", problem.path("code").textValue());
      assertTrue(heard.text().startsWith("Según"), heard.text());
      assertEquals(0, heard.citations().size());
    }
    HeardAnswer again = new HeardAnswer();
    hear(question(MODEL), again);

    JsonNode done = again.events("done").getFirst();
    assertFalse(done.has("cached"), done::toString);
    assertEquals("answered", done.path("outcome").textValue());
  }

  @Test
  void whoeverClosesTheConnectionEndsTheModelsWork() throws Exception {
    HeardAnswer whole = new HeardAnswer();
    hear(question(MODEL).put("maxTokens", 799), whole);
    long all = whole.events("done").getFirst().at("/usage/outputTokens").longValue();
    bedrock.faults("{\"tokensPerSecond\": 5}");
    OfModel before = bedrock.usage().of(MODEL);

    try (HttpClient http = HttpClient.newHttpClient();
        InputStream body = post(http, question(MODEL))) {
      HeardAnswer heard = new HeardAnswer();
      while (heard.events("text").isEmpty()) {
        int next = body.read();
        assertTrue(next >= 0, () -> "It ended: " + heard.events());
        heard.write(next);
      }
    }
    OfModel after =
        Stack.await(
            "what was written is billed",
            () -> bedrock.usage().of(MODEL),
            usage -> usage.calls() > before.calls());

    assertEquals(before.calls() + 1, after.calls());
    assertTrue(
        after.outputTokens() - before.outputTokens() < all,
        () -> after + " after " + before + ", and all is " + all);
    bedrock.faults(Faults.NONE);
    HeardAnswer again = new HeardAnswer();
    hear(question(MODEL), again);
    assertFalse(again.events("done").getFirst().has("cached"));
  }

  /** Hears so much, and then hangs up. */
  private static final class HangingUp extends FilterOutputStream {
    private final HeardAnswer heard;

    HangingUp(HeardAnswer heard) {
      super(heard);
      this.heard = heard;
    }

    @Override
    public void flush() throws IOException {
      if (!heard.events("text").isEmpty()) {
        throw new IOException("It hangs up");
      }
    }
  }

  @Test
  void whatAnAbandonedStreamReservedIsSettled() throws Exception {
    try (DynamoDbClient dynamoDb = Tables.client(stack)) {
      String table = SpendTables.fresh(dynamoDb);
      Map<String, String> limits = Map.of("SPEND_TABLE", table, "DAILY_BUDGET_USD", "10");
      try (Functions process = process("AskStreamFunction-budget", limits)) {
        bedrock.faults("{\"tokensPerSecond\": 8}");

        OutputStream reader = new HangingUp(new HeardAnswer());
        String asked = event(question(MODEL));
        assertThrows(IOException.class, () -> stream(process).stream(asked, reader));

        Map<String, AttributeValue> settled =
            Stack.await(
                "nothing is held any more",
                () -> SpendTables.item(dynamoDb, table, "budget#deployment#"),
                item -> item.keySet().stream().noneMatch(name -> name.startsWith("r#")));
        // Nobody was told how many tokens were written: it counts as the most that it may be.
        assertTrue(Long.parseLong(settled.get("month").n()) > 0, settled::toString);
      }
    }
  }

  @Test
  void theMarkersOfAModelWithoutCitationsAreNeverSent() throws Exception {
    Map<String, String> models = Map.of("ALLOWED_MODEL_IDS", MODEL + "," + NOVA);
    try (Functions process = process("AskStreamFunction-nova", models)) {
      HeardAnswer heard =
          new HeardAnswer(event -> {
            if (event.name().equals("text")) {
              String text = event.data().path("text").textValue();
              assertFalse(text.matches("(?s).*[\\[\\]0-9].*"), text);
            }
          });
      bedrock.faults("{\"tokensPerSecond\": 40}");
      stream(process).stream(event(question(NOVA)), new Body(heard));

      JsonNode done = heard.events("done").getFirst();
      assertEquals("answered", done.path("outcome").textValue(), done::toString);
      assertEquals(done.path("answer").textValue(), heard.text());
      assertEquals(done.path("citations"), heard.citations());
      assertEquals(
          "s3://documents/streams/faro.md",
          heard.citations().at("/0/sources/0/uri").textValue(),
          done::toString);
      assertTrue(heard.events("text").size() > 8, () -> heard.events().toString());
    }
  }

  /**
   * The body of a response in Lambda's form: what stands before the eight NUL bytes is left out.
   */
  private static final class Body extends FilterOutputStream {
    private int nuls;

    Body(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int octet) throws IOException {
      if (nuls == 8) {
        out.write(octet);
      } else if (octet == 0) {
        nuls++;
      }
    }
  }
}
