package askdocs.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import askdocs.ask.Generator;
import askdocs.ask.Generator.Generation;
import askdocs.ask.Generator.Span;
import askdocs.ask.Hit;
import askdocs.ask.Prompt;
import askdocs.ask.PromptPassage;
import askdocs.ask.Question;
import askdocs.ask.StreamingGenerator.Progress;
import askdocs.knowledge.Access;
import askdocs.knowledge.Deadline;
import askdocs.knowledge.DocumentUri;
import askdocs.knowledge.Location;
import askdocs.knowledge.Passage;
import askdocs.knowledge.PassageId;
import askdocs.knowledge.Sentences;
import askdocs.knowledge.UpstreamException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.crt.AwsCrtAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient;

/** The real SDK over the stand-in's event stream. */
@Timeout(60)
class ConverseStreamGeneratorTest {
  private static final String HAIKU = "us.anthropic.claude-haiku-5-5";
  private static final BedrockWire WIRE = new BedrockWire();
  private static final SdkAsyncHttpClient HTTP = AwsCrtAsyncHttpClient.create();
  private static final BedrockRuntimeAsyncClient SDK =
      BedrockRuntimeAsyncClient.builder()
          .endpointOverride(WIRE.standIn.endpoint())
          .region(Region.US_EAST_1)
          .credentialsProvider(
              StaticCredentialsProvider.create(AwsBasicCredentials.create("x", "y")))
          .httpClient(HTTP)
          .overrideConfiguration(override -> override.retryStrategy(AwsRetryStrategy.doNotRetry()))
          .build();
  private static final ConverseGenerator WHOLE =
      new ConverseGenerator(WIRE.sdk, ModelCatalog.read(), BedrockWire.atOnce());
  private static final String TEXT =
      "A bucket holds objects, files of any kind, at any hour, in any number, and of any size.";

  @AfterAll
  static void stop() {
    SDK.close();
    HTTP.close();
    WIRE.close();
  }

  @AfterEach
  void nothingGoesWrong() {
    WIRE.standIn.faults("{}");
    WIRE.standIn.forgetUsage();
  }

  private static Prompt prompt() {
    Passage passage =
        new Passage(
            new PassageId("s3.md", 1, 0),
            new DocumentUri("documents", "s3.md"),
            "v1",
            "Title",
            TEXT,
            "",
            new Location(0, TEXT.length(), OptionalInt.empty(), Optional.empty()),
            Access.PUBLIC);
    return new Prompt(
        HAIKU,
        "Rest every statement on the search results.",
        List.of(
            new PromptPassage(
                "passage-1", new Hit(passage, 0.5), "Title", "", Sentences.of(TEXT, Locale.ROOT))),
        new Question("What does a bucket hold?"),
        800);
  }

  private static Generation generate(Progress progress) {
    Generator generator =
        new ConverseStreamGenerator(SDK, WHOLE, BedrockWire.atOnce()).telling(progress);
    return generator.generate(prompt(), Deadline.in(Duration.ofMinutes(1), Clock.systemUTC()));
  }

  @Test
  void allOfAStreamIsWhatConverseGives() {
    List<List<Span>> told = new ArrayList<>();

    Generation streamed = generate(told::add);

    assertEquals(
        WHOLE.generate(prompt(), Deadline.in(Duration.ofMinutes(1), Clock.systemUTC())), streamed);
    assertEquals(streamed.spans(), told.getLast());
    assertTrue(told.size() > 5, told.toString());
    assertEquals(List.of(new Span("Accord", List.of())), told.getFirst());
  }

  @Test
  void whatIsThrottledBeforeItSpeaksIsTriedAgain() {
    WIRE.standIn.faults(
        "{\"failNext\": [{\"times\": 1, \"error\": \"ThrottlingException\"}],"
            + " \"breakStreams\": [{\"times\": 1, \"afterTokens\": 0,"
            + " \"error\": \"ThrottlingException\"}]}");

    assertEquals(2, generate(_ -> {}).spans().size());
    assertEquals(2, WIRE.standIn.usage().of(HAIKU).calls());
  }

  @Test
  void aStreamThatBreaksOffOnceItSpokeIsNotTriedAgain() {
    for (String error : List.of("ModelStreamErrorException", "InternalServerException", "")) {
      WIRE.standIn.forgetUsage();
      WIRE.standIn.faults(
          "{\"breakStreams\": [{\"times\": 1, \"afterTokens\": 6, \"error\": \"%s\"}]}"
              .formatted(error));

      UpstreamException failure =
          assertThrows(UpstreamException.class, () -> generate(_ -> {}), error);

      assertEquals(UpstreamException.Kind.RETRYABLE, failure.kind(), error);
      assertEquals(1, failure.unanswered(), error);
      assertEquals(1, WIRE.standIn.usage().of(HAIKU).calls(), error);
    }
  }

  @Test
  void whoWantsNoMoreEndsTheModelsWork() {
    generate(_ -> {});
    long whole = WIRE.standIn.usage().of(HAIKU).outputTokens();
    WIRE.standIn.forgetUsage();
    WIRE.standIn.faults("{\"tokensPerSecond\": 10}");

    assertThrows(
        IllegalStateException.class,
        () ->
            generate(_ -> {
              throw new IllegalStateException("enough");
            }));

    while (WIRE.standIn.usage().of(HAIKU).calls() == 0) {
      Thread.onSpinWait();
    }
    assertTrue(WIRE.standIn.usage().of(HAIKU).outputTokens() < whole);
  }
}
