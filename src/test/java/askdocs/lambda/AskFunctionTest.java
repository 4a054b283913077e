package askdocs.lambda;

import static askdocs.lambda.Samples.CLOCK;
import static askdocs.lambda.Samples.event;
import static askdocs.lambda.Samples.invoke;
import static askdocs.lambda.Samples.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import askdocs.ask.AnswerCache;
import askdocs.ask.Answering;
import askdocs.ask.Conversations;
import askdocs.ask.Costs;
import askdocs.ask.Generator;
import askdocs.ask.Generator.Generation;
import askdocs.ask.Generator.Quoted;
import askdocs.ask.Generator.Span;
import askdocs.ask.Generator.Stop;
import askdocs.ask.Hit;
import askdocs.ask.LiveDocuments.Live;
import askdocs.ask.QuestionEmbedder.EmbeddedQuestion;
import askdocs.ask.Retriever;
import askdocs.ask.Searching;
import askdocs.ask.Shelf;
import askdocs.aws.PublishedPrices;
import askdocs.knowledge.Access;
import askdocs.knowledge.DocumentUri;
import askdocs.knowledge.Embedding;
import askdocs.knowledge.IndexRef;
import askdocs.knowledge.Location;
import askdocs.knowledge.Passage;
import askdocs.knowledge.PassageId;
import askdocs.knowledge.UpstreamException;
import askdocs.knowledge.UpstreamException.Kind;
import askdocs.spend.Budget;
import askdocs.spend.Budget.Period;
import askdocs.spend.Budget.Whose;
import askdocs.spend.BudgetExhaustedException;
import askdocs.spend.ModelUsage;
import askdocs.spend.PriceList;
import askdocs.spend.Usd;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AskFunctionTest {
  private static final String MODEL = "global.anthropic.claude-haiku-5-5";
  private static final PriceList PRICES = PublishedPrices.read();
  private static final String TEXT = "ETL (extraer, transformar, cargar) es un proceso. Es útil.";
  private static final Hit ETL =
      new Hit(
          new Passage(
              new PassageId("curso/etl.pdf", 7, 0),
              new DocumentUri("documents", "curso/etl.pdf"),
              "v1",
              "ETL",
              TEXT,
              "",
              new Location(
                  1_021, 1_021 + TEXT.length(), OptionalInt.of(3), Optional.of("Conceptos")),
              Access.PUBLIC,
              Optional.of(LocalDate.of(2026, 11, 5))),
          0.83333);

  private static final Generator ANSWERS =
      (_, _) ->
          new Generation(
              List.of(
                  new Span("Según los documentos. ", List.of()),
                  new Span(
                      "ETL es un proceso.",
                      List.of(
                          new Quoted(
                              Optional.of("passage-1"),
                              0,
                              0,
                              1,
                              List.of("ETL (extraer, transformar, cargar) es un proceso.")))),
                  new Span(" Es caro.", List.of(new Quoted(Optional.empty(), 1, 0, 1, List.of())))),
              Stop.FINISHED,
              new ModelUsage(MODEL, 1_201, 64, 0, 0));

  private static AskFunction function(Clock clock, Retriever retriever, Generator generator) {
    Searching searching =
        new Searching(
            () -> Optional.of(new IndexRef("i", "amazon.titan-embed-text-v2:0", 1)),
            (_, _, _) -> new EmbeddedQuestion(new Embedding(new float[] {1}), 9),
            retriever,
            Shelf.of(ETL),
            (_, _, _) -> Map.of("curso/etl.pdf", new Live(7, Access.PUBLIC)),
            Optional.empty(),
            Costs.unlimited(PRICES));
    return new AskFunction(
        new Edge(clock, "groups"),
        new AskRequests(MODEL, List.of(MODEL)),
        new Answering(
            Conversations.none(),
            searching,
            AnswerCache.none(),
            generator,
            Costs.unlimited(PRICES)));
  }

  private static Retriever finds(Hit... hits) {
    return (_, _) -> Shelf.of(hits).all();
  }

  private static JsonNode response(ObjectNode event, Retriever retriever, Generator generator) {
    return invoke(function(CLOCK, retriever, generator)::handleRequest, event.toString());
  }

  private static JsonNode failure(RuntimeException failure) {
    return response(
        event("ask"),
        (_, _) -> {
          throw failure;
        },
        ANSWERS);
  }

  private static JsonNode body(JsonNode response) {
    return json(response.path("body").textValue());
  }

  @Test
  void anAnswerIsAllThatTheApiPromises() {
    JsonNode response = response(event("ask"), finds(ETL), ANSWERS);

    assertEquals(
        json(
            """
            {"outcome": "answered",
             "answer": "Según los documentos. ETL es un proceso.",
             "citations": [{"start": 22, "end": 40, "sources": [
               {"uri": "s3://documents/curso/etl.pdf", "version": "v1", "title": "ETL",
                "date": "2026-11-05", "page": 3, "heading": "Conceptos",
                "quote": "ETL (extraer, transformar, cargar) es un proceso.",
                "start": 1021, "end": 1070, "score": 0.8333}]}],
             "unsupported": [{"start": 0, "end": 21}], "unverified": 1,
             "model": "global.anthropic.claude-haiku-5-5",
             "usage": {"inputTokens": 1201, "outputTokens": 64, "embeddingInputTokens": 9,
                       "costUsd": 0.00015228, "pricesAsOf": "2026-11-01"},
             "timings": {"embedMs": 0, "searchMs": 0, "totalMs": 0, "generateMs": 0},
             "requestId": "7a1f3c2e-5d4b-4c6a-9b8e-0f1e2d3c4b5a"}
            """),
        body(response));
    assertEquals(
        json(
            """
            {"statusCode": 200, "isBase64Encoded": false, "headers":
              {"Content-Type": "application/json; charset=utf-8", "Cache-Control": "no-store"}}
            """),
        ((ObjectNode) response).retain("statusCode", "isBase64Encoded", "headers"));
  }

  @Test
  void whatIsNotKnownHasNoSources() {
    JsonNode body = body(response(event("ask"), finds(), ANSWERS));

    assertEquals(
        json(
            """
            {"outcome": "unknown", "answer": "Los documentos no lo dicen.", "citations": [],
             "unsupported": [], "unverified": 0,
             "model": "global.anthropic.claude-haiku-5-5",
             "usage": {"inputTokens": 0, "outputTokens": 0, "embeddingInputTokens": 9,
                       "costUsd": 0.00000018, "pricesAsOf": "2026-11-01"},
             "timings": {"embedMs": 0, "searchMs": 0, "totalMs": 0, "generateMs": 0},
             "requestId": "7a1f3c2e-5d4b-4c6a-9b8e-0f1e2d3c4b5a"}
            """),
        body);
  }

  @Test
  void aSmallPriceIsWrittenWithoutAnExponent() {
    String body = response(event("ask"), finds(), ANSWERS).path("body").textValue();

    assertTrue(body.contains("\"costUsd\":0.00000018,"), body);
  }

  @Test
  void whatIsBlockedHasNoSources() {
    Generator blocks =
        (_, _) -> new Generation(List.of(), Stop.BLOCKED, new ModelUsage(MODEL, 1, 1, 0, 0));

    assertEquals(
        json(
            """
            {"outcome": "blocked", "answer": "Esta pregunta no se puede responder aquí.",
             "citations": [], "unsupported": [], "unverified": 0}
            """),
        ((ObjectNode) body(response(event("ask"), finds(ETL), blocks)))
            .retain("outcome", "answer", "citations", "unsupported", "unverified"));
  }

  /** 28,000 and 3,000 tokens of frame and passages, and 14 of the question, as bytes. */
  @Test
  void aDryRunSaysWhatItMightCostAndCallsNothing() {
    ObjectNode event = event("ask");
    event.put("body", "{\"question\": \"¿Qué es ETL?\", \"passages\": 2, \"dryRun\": true}");

    assertEquals(
        json(
            """
            {"outcome": "estimated",
             "estimate": {"inputTokens": 30014, "outputTokens": 800, "embeddingInputTokens": 78,
                          "tries": 1, "costUsd": 0.00340296},
             "model": "global.anthropic.claude-haiku-5-5",
             "usage": {"inputTokens": 0, "outputTokens": 0, "embeddingInputTokens": 0,
                       "costUsd": 0, "pricesAsOf": "2026-11-01"},
             "timings": {"embedMs": 0, "searchMs": 0, "totalMs": 0, "generateMs": 0},
             "requestId": "7a1f3c2e-5d4b-4c6a-9b8e-0f1e2d3c4b5a"}
            """),
        body(
            response(
                event,
                (_, _) -> {
                  throw new AssertionError("a dry run searches nothing");
                },
                (_, _) -> {
                  throw new AssertionError("a dry run asks no model");
                })));
  }

  @Test
  void aBudgetWithoutRoomIsA429ThatSaysWhenItBeginsAnew() {
    Budget budget = new Budget(Whose.DEPLOYMENT, Period.MONTH, new Usd(1));
    JsonNode response =
        failure(
            new BudgetExhaustedException(
                budget, Samples.RECEIVED.plus(Duration.ofSeconds(90)), true));

    assertEquals(
        json(
            """
            {"type": "about:blank", "title": "The budget is exhausted", "status": 429,
             "detail": "What is left of this deployment's budget of this month is less than this \
            request might cost. It begins anew at %s.",
             "code": "budget-exhausted", "requestId": "7a1f3c2e-5d4b-4c6a-9b8e-0f1e2d3c4b5a"}
            """
                .formatted(Samples.RECEIVED.plus(Duration.ofSeconds(90)))),
        body(response));
    assertEquals("91", response.path("headers").path("Retry-After").textValue());
  }

  @Test
  void waitingDoesNotHelpARequestThatNeverFits() {
    Budget budget = new Budget(Whose.CALLER, Period.DAY, new Usd(1));
    JsonNode response = failure(new BudgetExhaustedException(budget, Samples.RECEIVED, false));

    assertEquals(429, response.path("statusCode").intValue());
    assertEquals(
        "This request might cost more than your budget of today as a whole. Ask for fewer passages"
            + " or fewer maxTokens, or a cheaper model.",
        body(response).path("detail").textValue());
    assertTrue(response.path("headers").path("Retry-After").isMissingNode());
  }

  @Test
  void aSearchGivesPassagesAlone() {
    assertEquals(
        json(
            """
            {"passages": [
               {"uri": "s3://documents/curso/etl.pdf", "version": "v1", "title": "ETL",
                "date": "2026-11-05", "page": 3, "heading": "Conceptos",
                "text": "ETL (extraer, transformar, cargar) es un proceso. Es útil.",
                "start": 1021, "end": 1079, "score": 0.8333}],
             "usage": {"inputTokens": 0, "outputTokens": 0, "embeddingInputTokens": 9,
                       "costUsd": 0.00000018, "pricesAsOf": "2026-11-01"},
             "timings": {"embedMs": 0, "searchMs": 0, "totalMs": 0},
             "requestId": "7a1f3c2e-5d4b-4c6a-9b8e-0f1e2d3c4b5a"}
            """),
        body(
            response(
                event("search"),
                finds(ETL),
                (_, _) -> {
                  throw new AssertionError("a search asks no model");
                })));
  }

  @Test
  void healthAsksNobody() {
    ObjectNode event = event("ask").put("httpMethod", "GET").put("resource", "/health");

    JsonNode response =
        response(
            event,
            (_, _) -> {
              throw new AssertionError();
            },
            ANSWERS);

    assertEquals(200, response.path("statusCode").intValue());
    assertEquals("ok", body(response).path("status").textValue());
    assertTrue(body(response).path("version").textValue().matches("\\d.*"), response.toString());
  }

  @ParameterizedTest
  @CsvSource({
    "RETRYABLE, 503, upstream-failed, 5",
    "PERMANENT, 502, upstream-failed, ",
    "SENSELESS, 502, upstream-failed, "
  })
  void anUpstreamsFailureIsOfItsKind(Kind kind, int status, String code, String retryAfter) {
    JsonNode response = failure(new UpstreamException("arn:aws:secret", kind));

    assertEquals(status, response.path("statusCode").intValue());
    assertEquals(code, body(response).path("code").textValue());
    assertEquals(retryAfter, response.path("headers").path("Retry-After").textValue());
    assertFalse(response.toString().contains("secret"), response.toString());
  }

  @Test
  void whatNobodyForesawSaysNothingButTheRequest() {
    JsonNode response =
        failure(new IllegalStateException("secret", new RuntimeException("deeper secret")));

    assertEquals(
        json(
            """
            {"type": "about:blank", "title": "Something went wrong here", "status": 500,
             "detail": "Report the requestId if it happens again.", "code": "internal",
             "requestId": "7a1f3c2e-5d4b-4c6a-9b8e-0f1e2d3c4b5a"}
            """),
        body(response));
    assertEquals(
        json(
            """
            {"Content-Type": "application/problem+json; charset=utf-8",
             "Cache-Control": "no-store"}
            """),
        response.path("headers"));
  }

  @Test
  void whenTheTimeIsUpThatIsWhatIsSaid() {
    AtomicReference<Instant> now = new AtomicReference<>(Samples.RECEIVED);
    Clock clock =
        new Clock() {
          @Override
          public Instant instant() {
            return now.get();
          }

          @Override
          public ZoneId getZone() {
            return ZoneOffset.UTC;
          }

          @Override
          public Clock withZone(ZoneId zone) {
            return this;
          }
        };
    AskFunction function =
        function(
            clock,
            (_, _) -> {
              now.set(Samples.RECEIVED.plus(Duration.ofSeconds(28)));
              throw new UpstreamException("too slow", Kind.RETRYABLE);
            },
            ANSWERS);

    JsonNode response = invoke(function::handleRequest, event("ask").toString());

    assertEquals(504, response.path("statusCode").intValue());
    assertEquals("timeout", body(response).path("code").textValue());
  }

  @ParameterizedTest
  @CsvSource({"GET, /ask", "POST, /documents", "POST, /ask/", "POST, /ASK", "'', ''"})
  void noOtherPathIsThere(String method, String resource) {
    JsonNode response =
        response(
            event("ask").put("httpMethod", method).put("resource", resource), finds(ETL), ANSWERS);

    assertEquals(404, response.path("statusCode").intValue());
    assertEquals("not-found", body(response).path("code").textValue());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{\"question\":\"\\ud800\"}", "{\"a\ud800\":1}"})
  void aBadBodyIsToldAndCallsNobody(String body) {
    JsonNode response =
        response(
            event("ask").put("body", body),
            (_, _) -> {
              throw new AssertionError();
            },
            ANSWERS);

    assertEquals(400, response.path("statusCode").intValue());
    assertEquals("invalid-request", body(response).path("code").textValue());
  }

  @Test
  void logsTellOfARequestAndNothingOfTheQuestion() {
    List<ObjectNode> lines =
        LoggedLines.of(() -> {
          response(event("ask"), finds(ETL), ANSWERS);
          failure(new UpstreamException("OpenSearch answered 503", Kind.RETRYABLE));
        });

    assertEquals(
        List.of("request 200", "An upstream failed ", "request 503"),
        lines.stream()
            .map(log -> log.path("message").asText() + " " + log.path("status").asText())
            .toList());
    for (ObjectNode line : lines) {
      assertEquals("7a1f3c2e-5d4b-4c6a-9b8e-0f1e2d3c4b5a", line.path("requestId").textValue());
      assertFalse(line.toString().contains("Qué es"), line.toString());
      assertFalse(line.toString().contains("ETL es un proceso"), line.toString());
    }
    assertTrue(lines.get(1).toString().contains("OpenSearch answered 503"));
  }

  @Test
  void theLineOfAnAnswerHasItsCostAndItsMetrics() {
    ObjectNode line = LoggedLines.of(() -> response(event("ask"), finds(ETL), ANSWERS)).getFirst();

    assertEquals(
        json(
            """
            {"FunctionName": "function-1", "route": "POST /ask", "caller": "key:k9x8w7v6u5",
             "status": 200, "outcome": "answered", "model": "global.anthropic.claude-haiku-5-5",
             "inputTokens": 1201, "outputTokens": 64, "embeddingInputTokens": 9,
             "costUsd": 0.00015228, "pricesAsOf": "2026-11-01",
             "embedMs": 0, "searchMs": 0, "totalMs": 0, "generateMs": 0,
             "Requests": 1, "Latency": 0, "Cost": 0.00015228, "DroppedCitations": 1,
             "_aws": {"Timestamp": 1795370400000, "CloudWatchMetrics": [
               {"Namespace": "AskDocs",
                "Dimensions": [["FunctionName"], ["FunctionName", "outcome"]],
                "Metrics": [{"Name": "Requests", "Unit": "Count"},
                            {"Name": "Latency", "Unit": "Milliseconds"}]},
               {"Namespace": "AskDocs",
                "Dimensions": [["FunctionName"], ["FunctionName", "model"]],
                "Metrics": [{"Name": "Cost", "Unit": "None"}]},
               {"Namespace": "AskDocs", "Dimensions": [["FunctionName"]],
                "Metrics": [{"Name": "DroppedCitations", "Unit": "Count"}]}]}}
            """),
        line.without(List.of("time", "level", "logger", "message", "requestId")));
  }

  @Test
  void theLineOfAProblemCountsByItsCode() {
    ObjectNode line =
        LoggedLines.of(() -> failure(new UpstreamException("down", Kind.RETRYABLE))).getLast();

    assertEquals("upstream-failed", line.path("outcome").textValue());
    assertEquals(503, line.path("status").intValue());
    assertFalse(line.has("Cost"));
    assertEquals(1, line.path("_aws").path("CloudWatchMetrics").size());
  }
}
