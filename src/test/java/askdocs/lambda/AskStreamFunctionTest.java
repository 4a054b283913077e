package askdocs.lambda;

import static askdocs.lambda.Samples.CLOCK;
import static askdocs.lambda.Samples.context;
import static askdocs.lambda.Samples.event;
import static askdocs.lambda.Samples.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import askdocs.ask.AnswerCache;
import askdocs.ask.Answering;
import askdocs.ask.Conversations;
import askdocs.ask.Costs;
import askdocs.ask.Generator.Generation;
import askdocs.ask.Generator.Quoted;
import askdocs.ask.Generator.Span;
import askdocs.ask.Generator.Stop;
import askdocs.ask.Hit;
import askdocs.ask.LiveDocuments.Live;
import askdocs.ask.QuestionEmbedder.EmbeddedQuestion;
import askdocs.ask.Retriever;
import askdocs.ask.Retriever.Candidates;
import askdocs.ask.Searching;
import askdocs.ask.Shelf;
import askdocs.ask.StreamingGenerator;
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
import askdocs.spend.ModelUsage;
import askdocs.spend.PriceList;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AskStreamFunctionTest {
  private static final String MODEL = "global.anthropic.claude-haiku-5-5";
  private static final PriceList PRICES = PublishedPrices.read();
  private static final String TEXT = "ETL carga datos. Es útil.";
  private static final Hit ETL =
      new Hit(
          new Passage(
              new PassageId("etl.md", 7, 0),
              new DocumentUri("documents", "etl.md"),
              "v1",
              "ETL",
              TEXT,
              "",
              new Location(100, 100 + TEXT.length(), OptionalInt.empty(), Optional.empty()),
              Access.PUBLIC),
          0.83333);
  private static final Retriever FINDS = (_, _) -> Shelf.of(ETL).all();
  private static final Span LEAD = new Span("En breve: ", List.of());
  private static final ModelUsage USAGE = new ModelUsage(MODEL, 1_201, 64, 0, 0);

  private static Span cited(String text) {
    return new Span(
        text, List.of(new Quoted(Optional.of("passage-1"), 0, 0, 1, List.of("ETL carga datos."))));
  }

  /** A model that writes these, one after the other, and then all of this. */
  private static StreamingGenerator writes(List<List<Span>> progress, Generation generation) {
    return told ->
        (_, _) -> {
          progress.forEach(told::wrote);
          return generation;
        };
  }

  private static final StreamingGenerator ANSWERS =
      writes(
          List.of(
              List.of(LEAD),
              List.of(LEAD, cited("ETL carga datos.")),
              List.of(LEAD, cited("ETL carga datos."), cited(" Carga"))),
          new Generation(
              List.of(LEAD, cited("ETL carga datos."), cited(" Carga datos.")),
              Stop.FINISHED,
              USAGE));

  private static AskStreamFunction function(Retriever retriever, StreamingGenerator streaming) {
    Costs costs = Costs.unlimited(PRICES);
    Searching searching =
        new Searching(
            () -> Optional.of(new IndexRef("i", "amazon.titan-embed-text-v2:0", 1)),
            (_, _, _) -> new EmbeddedQuestion(new Embedding(new float[] {1}), 9),
            retriever,
            Shelf.of(ETL),
            (_, _, _) -> Map.of("etl.md", new Live(7, Access.PUBLIC)),
            Optional.empty(),
            costs);
    return new AskStreamFunction(
        new Edge(CLOCK, "groups"),
        new AskRequests(MODEL, List.of(MODEL)),
        new Answering(
            Conversations.none(),
            searching,
            AnswerCache.none(),
            (_, _) -> {
              throw new AssertionError("this one streams");
            },
            costs),
        streaming);
  }

  private static ObjectNode asked() {
    ObjectNode event = event("ask").put("resource", "/ask/stream");
    return event.put("body", "{\"question\": \"¿Qué carga ETL?\"}");
  }

  private static void handle(AskStreamFunction function, ObjectNode event, OutputStream out) {
    try {
      function.handleRequest(
          new ByteArrayInputStream(event.toString().getBytes(StandardCharsets.UTF_8)),
          out,
          context(30_000));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String stream(Retriever retriever, StreamingGenerator streaming) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    handle(function(retriever, streaming), asked(), out);
    return out.toString(StandardCharsets.UTF_8);
  }

  private record Event(String name, JsonNode data) {}

  private static List<Event> events(String streamed) {
    String head =
        "{\"statusCode\":200,\"headers\":{\"Cache-Control\":\"no-store\","
            + "\"Content-Type\":\"text/event-stream; charset=utf-8\"}}"
            + "\0".repeat(8);
    assertTrue(streamed.startsWith(head), streamed);
    List<Event> events = new ArrayList<>();
    for (String event : streamed.substring(head.length()).split("\n\n")) {
      String[] lines = event.split("\n");
      assertEquals(2, lines.length, event);
      events.add(
          new Event(
              lines[0].substring("event: ".length()), json(lines[1].substring("data: ".length()))));
    }
    return events;
  }

  private static List<String> names(List<Event> events) {
    return events.stream().map(Event::name).toList();
  }

  @Test
  void anAnswerIsPassagesTextsCitationsAndAllOfIt() {
    List<Event> events = events(stream(FINDS, ANSWERS));

    assertEquals(
        List.of("passages", "text", "text", "text", "citation", "text", "citation", "done"),
        names(events));
    assertEquals(
        json(
            """
            {"passages": [
               {"uri": "s3://documents/etl.md", "version": "v1", "title": "ETL",
                "text": "ETL carga datos. Es útil.", "start": 100, "end": 125, "score": 0.8333}],
             "usage": {"inputTokens": 0, "outputTokens": 0, "embeddingInputTokens": 9,
                       "costUsd": 0.00000018, "pricesAsOf": "2026-11-01"},
             "timings": {"embedMs": 0, "searchMs": 0, "totalMs": 0},
             "requestId": "7a1f3c2e-5d4b-4c6a-9b8e-0f1e2d3c4b5a"}
            """),
        events.get(0).data());
    assertEquals(json("{\"start\": 0, \"text\": \"En breve:\"}"), events.get(1).data());
    assertEquals(json("{\"start\": 9, \"text\": \" ETL carga\"}"), events.get(2).data());
    assertEquals(json("{\"start\": 19, \"text\": \" datos. Carga\"}"), events.get(3).data());
    assertEquals(json("{\"start\": 32, \"text\": \" datos.\"}"), events.get(5).data());
    JsonNode done = events.get(7).data();
    assertEquals("En breve: ETL carga datos. Carga datos.", done.get("answer").textValue());
    assertEquals(
        json("[" + events.get(4).data() + "," + events.get(6).data() + "]"), done.get("citations"));
    assertEquals("answered", done.get("outcome").textValue());
    assertEquals(64, done.get("usage").get("outputTokens").intValue());
  }

  @Test
  void whatTurnsOutNotToBeKnownIsTakenBack() {
    List<Event> events =
        events(
            stream(
                FINDS,
                writes(
                    List.of(List.of(new Span("Es 7. Es 8. Es", List.of()))),
                    new Generation(
                        List.of(new Span("Es 7. Es 8. Es 9.", List.of())), Stop.FINISHED, USAGE))));

    assertEquals(List.of("passages", "text", "text", "done"), names(events));
    assertEquals(json("{\"start\": 0, \"text\": \"Es 7. Es 8. Es\"}"), events.get(1).data());
    assertEquals(
        json("{\"start\": 0, \"text\": \"Los documentos no lo dicen.\"}"), events.get(2).data());
    assertEquals("unknown", events.get(3).data().get("outcome").textValue());
    assertEquals(events.get(3).data().get("answer"), events.get(2).data().get("text"));
  }

  @Test
  void nothingFoundIsToldWithoutAModel() {
    List<Event> events =
        events(
            stream(
                (_, _) -> new Candidates(List.of(), List.of()),
                _ -> {
                  throw new AssertionError("there is nothing to write from");
                }));

    assertEquals(List.of("passages", "text", "done"), names(events));
    assertEquals("Los documentos no lo dicen.", events.get(1).data().get("text").textValue());
  }

  @Test
  void aRequestThatIsRefusedIsAnOrdinaryResponse() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    handle(function(FINDS, ANSWERS), asked().put("body", "{}"), out);

    String[] parts = out.toString(StandardCharsets.UTF_8).split("\0{8}");
    assertEquals(400, json(parts[0]).get("statusCode").intValue());
    assertEquals(
        "application/problem+json; charset=utf-8",
        json(parts[0]).get("headers").get("Content-Type").textValue());
    assertEquals("question: is missing.", json(parts[1]).get("detail").textValue());
  }

  @Test
  void aStreamThatBreaksEndsInAnErrorAndIsNotDone() {
    StreamingGenerator breaks =
        told ->
            (_, _) -> {
              told.wrote(List.of(cited("ETL carga datos."), cited(" Carga")));
              throw new UpstreamException("secret", Kind.RETRYABLE);
            };

    String streamed = stream(FINDS, breaks);

    List<Event> events = events(streamed);
    assertEquals(List.of("passages", "text", "citation", "error"), names(events));
    assertEquals(
        json("{\"status\": 503, \"code\": \"upstream-failed\"}"),
        ((ObjectNode) events.get(3).data()).retain("status", "code"));
    assertFalse(streamed.contains("secret"));
  }

  @Test
  void whatDoesNotStandInTheAnswerIsTakenBackWithItsCitation() {
    StreamingGenerator lies =
        writes(
            List.of(List.of(cited("ETL carga datos."), cited(" Carga"))),
            new Generation(List.of(cited("Carga datos ETL.")), Stop.FINISHED, USAGE));

    List<Event> events = events(stream(FINDS, lies));

    assertEquals(
        List.of("passages", "text", "citation", "text", "citation", "done"), names(events));
    assertEquals(json("{\"start\": 0, \"text\": \"Carga datos ETL.\"}"), events.get(3).data());
    assertEquals(json("[" + events.get(4).data() + "]"), events.get(5).data().get("citations"));
  }

  /** Takes so many flushes, and then nobody reads any more. */
  private static final class Leaving extends OutputStream {
    private int left;
    private final ByteArrayOutputStream read = new ByteArrayOutputStream();

    Leaving(int flushes) {
      left = flushes;
    }

    @Override
    public void write(int octet) {
      read.write(octet);
    }

    @Override
    public void flush() throws IOException {
      left--;
      if (left < 0) {
        throw new IOException("Broken pipe");
      }
    }
  }

  @Test
  void whoeverGoesAwayEndsTheCallOfTheModel() {
    List<String> calls = new ArrayList<>();
    StreamingGenerator watched =
        told ->
            (_, _) -> {
              calls.add("begun");
              told.wrote(List.of(cited("ETL carga datos."), cited(" Carga")));
              calls.add("went on");
              return new Generation(List.of(), Stop.FINISHED, USAGE);
            };
    Leaving reader = new Leaving(1);

    handle(function(FINDS, watched), asked(), reader);

    assertEquals(List.of("begun"), calls);
  }

  @Test
  void aSilentModelLeavesTheStreamItsHeartbeat() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ServerSentEvents events = new ServerSentEvents(out, Map.of(), Duration.ofMillis(1))) {
      events.send("text", json("{}"));
      while (!out.toString(StandardCharsets.UTF_8).endsWith("\n\n:\n\n:\n\n")) {
        Thread.onSpinWait();
      }
    }
  }

  @Test
  void aHeartbeatThatNobodyHearsWakesWhoeverWaits() {
    Leaving reader = new Leaving(1);
    try (ServerSentEvents events = new ServerSentEvents(reader, Map.of(), Duration.ofMillis(1))) {
      events.send("text", json("{}"));
      while (!Thread.currentThread().isInterrupted()) {
        Thread.onSpinWait();
      }
      assertTrue(events.gone());
    }
    assertFalse(Thread.currentThread().isInterrupted());
  }
}
