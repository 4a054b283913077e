package askdocs.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import askdocs.ask.Question;
import askdocs.ask.Reranker.Reranked;
import askdocs.knowledge.Access;
import askdocs.knowledge.Deadline;
import askdocs.knowledge.DocumentUri;
import askdocs.knowledge.Location;
import askdocs.knowledge.Passage;
import askdocs.knowledge.PassageId;
import askdocs.knowledge.UpstreamException;
import askdocs.knowledge.UpstreamException.Kind;
import askdocs.spend.ModelUsage;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;
import software.amazon.awssdk.services.bedrockruntime.model.InvokeModelRequest;
import software.amazon.awssdk.services.bedrockruntime.model.InvokeModelResponse;

class BedrockRerankerTest {
  private static final Question QUESTION = new Question("¿De qué es el casco del Vasa?");
  private static final BedrockWire WIRE = new BedrockWire();

  @AfterAll
  static void stop() {
    WIRE.close();
  }

  private static Reranked rerank(
      BedrockRuntimeClient sdk, String model, Question question, List<Passage> passages) {
    return new BedrockReranker(sdk, ModelCatalog.read(), model, BedrockWire.atOnce())
        .rerank(question, passages, Deadline.in(Duration.ofMinutes(1), Clock.systemUTC()));
  }

  private static Passage passage(String text) {
    return new Passage(
        new PassageId("k", 1, 0),
        new DocumentUri("b", "k"),
        "v",
        "Barcos",
        text,
        "",
        new Location(0, text.length(), OptionalInt.empty(), Optional.empty()),
        Access.PUBLIC);
  }

  @ParameterizedTest
  @ValueSource(strings = {"amazon.rerank-v1:0", "cohere.rerank-v3-5:0"})
  void thePassageThatTellsComesFirst(String model) {
    List<Passage> passages =
        List.of(
            passage("La Luna gira alrededor de la Tierra."),
            passage("El casco del Vasa es de roble."),
            passage("El casco protege la cabeza."));

    assertEquals(
        new Reranked(List.of(1, 2, 0), ModelUsage.ofRerank(model, 1)),
        rerank(WIRE.sdk, model, QUESTION, passages));
  }

  @ParameterizedTest
  @ValueSource(strings = {"amazon.rerank-v1:0", "cohere.rerank-v3-5:0"})
  void whatIsTooLongIsCutInAnyScript(String model) {
    Reranked reranked =
        rerank(
            WIRE.sdk,
            model,
            new Question("山".repeat(4_000)),
            Collections.nCopies(50, passage("🦉山".repeat(3_000))));

    assertEquals(50, reranked.order().size());
    assertEquals(1, reranked.usage().queries());
  }

  @Test
  void fiftyPassagesOfTheUsualLengthAreOneQuery() {
    List<Passage> passages =
        IntStream.range(0, 50).mapToObj(i -> passage("Palabra " + i + ". ".repeat(900))).toList();

    assertEquals(1, rerank(WIRE.sdk, "amazon.rerank-v1:0", QUESTION, passages).usage().queries());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'results': []}",
        "{'results': [{'index': 2, 'relevance_score': 0.9}]}",
        "{'results': [{'index': 0, 'relevance_score': 0.9}, {'index': 0, 'relevance_score': 1}]}",
        "{'results': [{'index': 'x', 'relevance_score': 0.9}]}",
        "{'results': [{'index': 0}]}",
        "no JSON"
      })
  void anOrderThatIsNoneMakesNoSense(String body) {
    UpstreamException failure =
        assertThrows(
            UpstreamException.class,
            () -> rerank(saying(body), "amazon.rerank-v1:0", QUESTION, TWO));

    assertEquals(Kind.SENSELESS, failure.kind());
  }

  @Test
  void whatTheModelLeavesOutComesLast() {
    assertEquals(
        List.of(1, 0),
        rerank(
                saying("{'results': [{'index': 1, 'relevance_score': 0.9}]}"),
                "amazon.rerank-v1:0",
                QUESTION,
                TWO)
            .order());
  }

  private static final List<Passage> TWO = List.of(passage("Uno."), passage("Dos."));

  private static BedrockRuntimeClient saying(String body) {
    BedrockRuntimeClient sdk = mock(BedrockRuntimeClient.class);
    when(sdk.invokeModel(BedrockRerankerTest.<Consumer<InvokeModelRequest.Builder>>anything()))
        .thenReturn(
            InvokeModelResponse.builder()
                .body(SdkBytes.fromUtf8String(body.replace('\'', '"')))
                .build());
    return sdk;
  }

  @SuppressWarnings("unchecked")
  private static <T> T anything() {
    return (T) any(Consumer.class);
  }
}
