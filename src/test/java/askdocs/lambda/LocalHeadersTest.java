package askdocs.lambda;

import static askdocs.lambda.Samples.CLOCK;
import static askdocs.lambda.Samples.context;
import static askdocs.lambda.Samples.event;
import static askdocs.lambda.Samples.invoke;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import askdocs.ask.AnswerCache;
import askdocs.ask.Answering;
import askdocs.ask.Conversations;
import askdocs.ask.Costs;
import askdocs.ask.QuestionEmbedder.EmbeddedQuestion;
import askdocs.ask.Retriever.Candidates;
import askdocs.ask.Searching;
import askdocs.ask.Shelf;
import askdocs.aws.PublishedPrices;
import askdocs.ingest.DocumentList.Page;
import askdocs.knowledge.Access;
import askdocs.knowledge.Embedding;
import askdocs.knowledge.IndexRef;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The headers by which one plays callers on the local stack mean nothing to what is deployed. */
class LocalHeadersTest {
  private static final String MODEL = "global.anthropic.claude-haiku-5-5";

  private final List<List<String>> principals = new ArrayList<>();

  private static ObjectNode pretending(String name) {
    ObjectNode event = event(name);
    event
        .withObject("/headers")
        .put("x-local-caller", "root")
        .put("x-local-groups", "board,finance")
        .put("X-Local-Groups", "board,finance");
    event.withObject("/multiValueHeaders").putArray("x-local-groups").add("board");
    return event;
  }

  private Answering answering() {
    Costs costs = Costs.unlimited(PublishedPrices.read());
    Searching searching =
        new Searching(
            () -> Optional.of(new IndexRef("i", "amazon.titan-embed-text-v2:0", 1)),
            (_, _, _) -> new EmbeddedQuestion(new Embedding(new float[] {1}), 9),
            (wanted, _) -> {
              principals.add(wanted.principals());
              return new Candidates(List.of(), List.of());
            },
            new Shelf(),
            (_, _, _) -> Map.of(),
            Optional.empty(),
            costs);
    return new Answering(
        Conversations.none(),
        searching,
        AnswerCache.none(),
        (_, _) -> {
          throw new AssertionError("Nothing was found to answer from");
        },
        costs);
  }

  private AskFunction function() {
    return new AskFunction(
        new Edge(CLOCK, "groups"), new AskRequests(MODEL, List.of(MODEL)), answering());
  }

  private DocumentsFunction documents() {
    return new DocumentsFunction(
        new Edge(CLOCK, "groups"),
        wanted -> {
          principals.add(Access.principalsOf(wanted.groups()));
          return new Page(List.of(), false);
        },
        (_, groups) -> {
          principals.add(Access.principalsOf(groups));
          return Optional.empty();
        },
        new UploadRequests("board"),
        upload -> {
          throw new AssertionError(upload);
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"ask", "search"})
  void whoPretendsToBeInGroupsSearchesWhatEverybodyMayRead(String name) {
    invoke(function()::handleRequest, pretending(name).toString());

    assertEquals(List.of("*"), principals.getFirst());
  }

  @Test
  void theGroupsOfTheAuthorizerCountBesideTheHeaders() {
    ObjectNode event = pretending("search");
    event.withObject("/requestContext/authorizer/claims").put("sub", "ana").put("groups", "hr");
    invoke(function()::handleRequest, event.toString());

    assertEquals(List.of("*", "g:hr"), principals.getFirst());
  }

  @Test
  void whoPretendsToBeInGroupsIsAnsweredInAStreamFromWhatEverybodyMayRead() throws IOException {
    AskStreamFunction function =
        new AskStreamFunction(
            new Edge(CLOCK, "groups"),
            new AskRequests(MODEL, List.of(MODEL)),
            answering(),
            _ -> {
              throw new AssertionError("Nothing was found to answer from");
            });
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    function.handleRequest(
        new ByteArrayInputStream(pretending("ask-stream").toString().getBytes(UTF_8)),
        out,
        context(30_000));

    assertTrue(out.toString(UTF_8).contains("event: done"), out.toString(UTF_8));
    assertEquals(List.of(List.of("*")), principals);
  }

  @Test
  void whoPretendsToBeInGroupsIsShownTheDocumentsThatEverybodyMayRead() {
    ObjectNode one = pretending("documents").put("resource", "/documents/{key+}");
    one.putObject("pathParameters").put("key", "etl.md");
    ObjectNode byQuery = pretending("documents");
    byQuery.putObject("queryStringParameters").put("key", "etl.md");

    int page =
        invoke(documents()::handleRequest, pretending("documents").toString())
            .path("statusCode")
            .intValue();
    int found = invoke(documents()::handleRequest, one.toString()).path("statusCode").intValue();
    int asked =
        invoke(documents()::handleRequest, byQuery.toString()).path("statusCode").intValue();

    assertEquals(List.of(200, 404, 404), List.of(page, found, asked));
    assertEquals(List.of(List.of("*"), List.of("*"), List.of("*")), principals);
  }

  @Test
  void whoPretendsToBeInTheGroupThatUploadsMayNot() {
    ObjectNode event = pretending("upload");
    event.withObject("/requestContext").putNull("authorizer");

    assertEquals(
        403, invoke(documents()::handleRequest, event.toString()).path("statusCode").intValue());
  }
}
