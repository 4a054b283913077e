package askdocs.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import askdocs.ask.Generator.Claim;
import askdocs.ask.Generator.Generation;
import askdocs.ask.Generator.Marked;
import askdocs.ask.Generator.Quoted;
import askdocs.ask.Generator.Span;
import askdocs.ask.Generator.Stop;
import askdocs.ask.Hit;
import askdocs.ask.Prompt;
import askdocs.ask.PromptPassage;
import askdocs.ask.Question;
import askdocs.knowledge.Access;
import askdocs.knowledge.Deadline;
import askdocs.knowledge.DocumentUri;
import askdocs.knowledge.Location;
import askdocs.knowledge.Passage;
import askdocs.knowledge.PassageId;
import askdocs.knowledge.UpstreamException;
import askdocs.knowledge.UpstreamException.Kind;
import askdocs.local.bedrock.AnswerMode;
import askdocs.spend.ModelUsage;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.ArgumentCaptor;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;
import software.amazon.awssdk.services.bedrockruntime.model.Citation;
import software.amazon.awssdk.services.bedrockruntime.model.CitationLocation;
import software.amazon.awssdk.services.bedrockruntime.model.CitationsContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseRequest;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseResponse;

class ConverseGeneratorTest {
  private static final String HAIKU = "us.anthropic.claude-haiku-5-5";
  private static final BedrockWire WIRE = new BedrockWire();

  @AfterAll
  static void stop() {
    WIRE.close();
  }

  @AfterEach
  void nothingGoesWrong() {
    WIRE.standIn.faults("{}");
    WIRE.standIn.answers(AnswerMode.QUOTE);
    WIRE.standIn.forgetUsage();
  }

  private static PromptPassage passage(String id, String text, String tableHeader) {
    Passage passage =
        new Passage(
            new PassageId(id + ".md", 1, 0),
            new DocumentUri("documents", id + ".md"),
            "v1",
            "Title",
            text,
            tableHeader,
            new Location(0, text.length(), OptionalInt.empty(), Optional.of("Heading")),
            Access.PUBLIC,
            Optional.of(LocalDate.of(2026, 11, 5)));
    return PromptPassage.of(id, new Hit(passage, 0.5));
  }

  private static Prompt prompt(String model, int maxTokens) {
    return new Prompt(
        model,
        "Rest every statement on the search results.",
        List.of(
            passage("passage-1", "SQL asks tables. It is old.", ""),
            passage("passage-2", "A bucket holds objects. Its name is unique.", "")),
        new Question("What does a bucket hold?"),
        maxTokens);
  }

  private static Generation generate(BedrockRuntimeClient sdk, Prompt prompt) {
    return new ConverseGenerator(sdk, ModelCatalog.read(), BedrockWire.atOnce())
        .generate(prompt, Deadline.in(Duration.ofMinutes(1), Clock.systemUTC()));
  }

  private static Claim claim(int passage, int start, int end, String quote) {
    return new Quoted(Optional.of("passage-2"), passage, start, end, List.of(quote));
  }

  @ParameterizedTest
  @CsvSource({HAIKU, "global.anthropic.claude-haiku-4-5-20251001-v1:0"})
  void anAnswerComesInSpansWithWhatTheyClaim(String model) {
    Generation generation = generate(WIRE.sdk, prompt(model, 800));

    assertEquals(
        new Generation(
            List.of(
                new Span("According to the documents: ", List.of()),
                new Span(
                    "A bucket holds objects.", List.of(claim(1, 0, 1, "A bucket holds objects.")))),
            Stop.FINISHED,
            new ModelUsage(
                model,
                WIRE.standIn.usage().of(model).inputTokens(),
                WIRE.standIn.usage().of(model).outputTokens(),
                0,
                0)),
        generation);
  }

  @ParameterizedTest
  @CsvSource({
    "WRONG_INDEX, A bucket holds objects., 0, 0, 1, A bucket holds objects.",
    "OUT_OF_RANGE, A bucket holds objects., 92, 90, 91, A bucket holds objects.",
    "FOREIGN_QUOTE, A bucket holds objects., 1, 0, 1, SQL asks tables.",
    "ALTERED_QUOTE, A never A bucket holds objects., 1, 0, 1, A never A bucket holds objects.",
  })
  void aLieIsPassedOnAsItWasTold(
      AnswerMode mode, String text, int passage, int start, int end, String quote) {
    WIRE.standIn.answers(mode);

    assertEquals(
        new Span(text, List.of(claim(passage, start, end, quote))),
        generate(WIRE.sdk, prompt(HAIKU, 800)).spans().getLast());
  }

  @Test
  void anAnswerCutShortSaysSo() {
    Generation generation = generate(WIRE.sdk, prompt(HAIKU, 2));

    assertEquals(
        List.of(Stop.TOO_LONG, 2L), List.of(generation.stop(), generation.usage().outputTokens()));
  }

  @ParameterizedTest
  @CsvSource({
    "AccessDeniedException, PERMANENT",
    "ValidationException, PERMANENT",
    "ResourceNotFoundException, PERMANENT",
    "ModelTimeoutException, RETRYABLE",
    "ModelErrorException, RETRYABLE",
    "ThrottlingException, RETRYABLE",
    "ModelNotReadyException, RETRYABLE",
    "InternalServerException, RETRYABLE",
    "ServiceUnavailableException, RETRYABLE",
  })
  void anErrorIsOfItsKind(String error, Kind kind) {
    WIRE.standIn.faults("{\"failNext\":[{\"times\":4,\"error\":\"" + error + "\"}]}");

    UpstreamException failure =
        assertThrows(UpstreamException.class, () -> generate(WIRE.sdk, prompt(HAIKU, 800)));

    assertEquals(
        List.of(kind, "The answering model failed: "),
        List.of(failure.kind(), failure.getMessage().substring(0, 28)));
  }

  @Test
  void aModelThatIsNotThereIsRefusedForGood() {
    assertEquals(
        Kind.PERMANENT,
        assertThrows(
                UpstreamException.class,
                () -> generate(WIRE.sdk, prompt("us.anthropic.claude-none", 800)))
            .kind());
  }

  @Test
  void passagesAreSearchResultsAndTheRulesStandApart() {
    BedrockRuntimeClient sdk = mock(BedrockRuntimeClient.class);
    ArgumentCaptor<ConverseRequest> sent = ArgumentCaptor.forClass(ConverseRequest.class);
    when(sdk.converse(sent.capture())).thenReturn(answer("end_turn", ContentBlock.fromText("")));

    generate(
        sdk,
        new Prompt(
            HAIKU,
            "The rules.",
            List.of(passage("passage-1", "| 1 |", "| n |")),
            new Question("Why?"),
            7));

    ConverseRequest request = sent.getValue();
    assertEquals(
        ConverseRequest.builder()
            .modelId(HAIKU)
            .system(system -> system.text("The rules." + Prompt.CITING))
            .messages(message ->
                message
                    .role("user")
                    .content(
                        ContentBlock.fromSearchResult(result ->
                            result
                                .source("passage-1")
                                .title("Title › Heading (2026-11-05)")
                                .content(item -> item.text("| n |"), item -> item.text("| 1 |"))
                                .citations(citations -> citations.enabled(true))),
                        ContentBlock.fromText("Why?")))
            .inferenceConfig(inference -> inference.maxTokens(7))
            .additionalModelRequestFields(
                Document.mapBuilder()
                    .putDocument(
                        "thinking", Document.mapBuilder().putString("type", "disabled").build())
                    .build())
            .build(),
        request.toBuilder().overrideConfiguration((AwsRequestOverrideConfiguration) null).build());
    assertEquals(
        true,
        request.overrideConfiguration().orElseThrow().apiCallTimeout().orElseThrow().toMillis()
            > 0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "us.amazon.nova-lite-v1:0",
        "us.meta.llama3-3-70b-instruct-v1:0",
        "mistral.mistral-large-2402-v1:0",
        "amazon.titan-text-express-v1"
      })
  void aModelWithoutCitationsNamesPassagesByNumber(String model) {
    assertEquals(
        List.of(
            new Span("According to the documents: A bucket holds objects", List.of(new Marked(1))),
            new Span(".", List.of())),
        generate(WIRE.sdk, prompt(model, 800)).spans());
  }

  @Test
  void aModelThatRefusesSearchResultsIsGivenNumbers() {
    WIRE.standIn.faults(
        """
        {"failNext": [{"times": 1, "error": "ValidationException",
          "message": "This model doesn't support the searchResult field. Remove it."}]}\
        """);
    ConverseGenerator generator =
        new ConverseGenerator(WIRE.sdk, ModelCatalog.read(), BedrockWire.atOnce());
    Deadline deadline = Deadline.in(Duration.ofMinutes(1), Clock.systemUTC());

    for (int time = 0; time < 2; time++) {
      assertEquals(
          List.of(new Marked(1)),
          generator.generate(prompt(HAIKU, 800), deadline).spans().stream()
              .flatMap(span -> span.claims().stream())
              .toList());
    }
    assertEquals(
        List.of(new Marked(1)),
        generator.generate(prompt("us.amazon.nova-lite-v1:0", 800), deadline).spans().stream()
            .flatMap(span -> span.claims().stream())
            .toList());
  }

  @Test
  void withoutSystemPromptTheRulesStandBeforeThePassages() {
    BedrockRuntimeClient sdk = mock(BedrockRuntimeClient.class);
    ArgumentCaptor<ConverseRequest> sent = ArgumentCaptor.forClass(ConverseRequest.class);
    when(sdk.converse(sent.capture())).thenReturn(answer("end_turn", ContentBlock.fromText("")));

    generate(
        sdk,
        new Prompt(
            "amazon.titan-text-express-v1",
            "The rules.\n",
            List.of(
                passage("passage-1", "One.\n[2] Two.", "| n |"), passage("passage-2", "So.", "")),
            new Question("Why?"),
            7));

    ConverseRequest request = sent.getValue();
    assertEquals(List.of(), request.system());
    assertEquals(
        List.of(
            ContentBlock.fromText("The rules.\n" + Prompt.MARKING),
            ContentBlock.fromText(
                """
                [1] # Title › Heading (2026-11-05)
                | n |
                One. (2) Two.

                [2] # Title › Heading (2026-11-05)
                So.\
                """),
            ContentBlock.fromText("Why?")),
        request.messages().getFirst().content());
  }

  @ParameterizedTest
  @CsvSource({
    "end_turn, FINISHED",
    "stop_sequence, FINISHED",
    "max_tokens, TOO_LONG",
    "guardrail_intervened, BLOCKED",
    "content_filtered, BLOCKED",
    "tool_use, OTHER",
    "model_context_window_exceeded, OTHER",
    "a_reason_of_tomorrow, OTHER",
    ", OTHER",
  })
  void aReasonThatIsNewIsAnother(String reason, Stop stop) {
    assertEquals(
        new Generation(
            List.of(new Span("So.", List.of())), stop, new ModelUsage(HAIKU, 3, 2, 1, 4)),
        generate(answering(answer(reason, ContentBlock.fromText("So."))), prompt(HAIKU, 800)));
  }

  @Test
  void aCitationWithoutAPlaceNamesNoPassage() {
    Claim nowhere = new Quoted(Optional.empty(), -1, -1, -1, List.of());
    ContentBlock block =
        ContentBlock.fromCitationsContent(
            CitationsContentBlock.builder()
                .content(piece -> piece.text("In two "), piece -> piece.text("pieces."))
                .citations(
                    Citation.builder().build(),
                    Citation.builder()
                        .location(CitationLocation.fromDocumentChar(place -> place.start(0).end(1)))
                        .build(),
                    Citation.builder()
                        .location(
                            CitationLocation.fromSearchResultLocation(
                                place -> place.searchResultIndex(0).start(0)))
                        .build())
                .build());

    assertEquals(
        List.of(new Span("In two pieces.", List.of(nowhere, nowhere, nowhere))),
        generate(answering(answer("end_turn", block)), prompt(HAIKU, 800)).spans());
  }

  @Test
  void whatIsNotTextIsLeftOut() {
    assertEquals(
        List.of(),
        generate(
                answering(
                    answer("tool_use", ContentBlock.fromToolUse(tool -> tool.name("search")))),
                prompt(HAIKU, 800))
            .spans());
  }

  @Test
  void anAnswerWithoutMessageOrUsageMakesNoSense() {
    ConverseResponse whole = answer("end_turn", ContentBlock.fromText("So."));

    for (ConverseResponse response :
        List.of(
            ConverseResponse.builder().build(),
            whole.toBuilder().output(output -> {}).build(),
            whole.toBuilder().usage(usage -> {}).build(),
            whole.toBuilder().usage(usage -> usage.inputTokens(-1).outputTokens(1)).build())) {
      assertEquals(
          Kind.SENSELESS,
          assertThrows(
                  UpstreamException.class, () -> generate(answering(response), prompt(HAIKU, 800)))
              .kind());
    }
  }

  private static ConverseResponse answer(String reason, ContentBlock... content) {
    return ConverseResponse.builder()
        .output(output -> output.message(message -> message.role("assistant").content(content)))
        .stopReason(reason)
        .usage(usage ->
            usage
                .inputTokens(3)
                .outputTokens(2)
                .totalTokens(5)
                .cacheReadInputTokens(1)
                .cacheWriteInputTokens(4))
        .build();
  }

  private static BedrockRuntimeClient answering(ConverseResponse response) {
    BedrockRuntimeClient sdk = mock(BedrockRuntimeClient.class);
    when(sdk.converse(any(ConverseRequest.class))).thenReturn(response);
    return sdk;
  }
}
