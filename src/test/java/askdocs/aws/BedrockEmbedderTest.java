package askdocs.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import askdocs.ask.Question;
import askdocs.ask.QuestionEmbedder.EmbeddedQuestion;
import askdocs.knowledge.Deadline;
import askdocs.knowledge.Embedding;
import askdocs.knowledge.IndexRef;
import askdocs.knowledge.UpstreamException;
import askdocs.knowledge.UpstreamException.Kind;
import askdocs.spend.Tabs;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;
import software.amazon.awssdk.services.bedrockruntime.model.InvokeModelRequest;
import software.amazon.awssdk.services.bedrockruntime.model.InvokeModelResponse;

class BedrockEmbedderTest {
  private static final String TITAN_1 = "amazon.titan-embed-text-v1";
  private static final String TITAN_2 = "amazon.titan-embed-text-v2:0";
  private static final IndexRef V3 = new IndexRef("i", "cohere.embed-multilingual-v3", 1024);
  private static final Deadline SOON = Deadline.in(Duration.ofMinutes(5), Clock.systemUTC());
  private static final BedrockWire WIRE = new BedrockWire();
  private final BedrockEmbedder own = embedder(WIRE.sdk);

  @AfterAll
  static void stop() {
    WIRE.close();
  }

  @AfterEach
  void nothingGoesWrong() {
    WIRE.standIn.faults("{}");
    WIRE.standIn.forgetUsage();
  }

  private static BedrockEmbedder embedder(BedrockRuntimeClient sdk) {
    return new BedrockEmbedder(sdk, ModelCatalog.read(), BedrockWire.atOnce());
  }

  private static EmbeddedQuestion embed(BedrockEmbedder embedder, String model, int dimensions) {
    return embedder.embed(
        new IndexRef("i", model, dimensions),
        new Question("¿Qué es ETL?"),
        Deadline.in(Duration.ofMinutes(1), Clock.systemUTC()));
  }

  @ParameterizedTest
  @CsvSource({
    "amazon.titan-embed-text-v1, 1536",
    "amazon.titan-embed-text-v2:0, 1024",
    "amazon.titan-embed-text-v2:0, 512",
    "amazon.titan-embed-text-v2:0, 256",
    "arn:aws:bedrock:us-east-1::foundation-model/amazon.titan-embed-text-v2:0, 256",
    "cohere.embed-multilingual-v3, 1024",
    "cohere.embed-english-v3, 1024",
    "eu.cohere.embed-v4:0, 1536",
    "cohere.embed-v4:0, 256",
  })
  void aVectorIsAsLongAsTheIndexSays(String model, int dimensions) {
    EmbeddedQuestion question = embed(own, model, dimensions);

    assertEquals(dimensions, question.embedding().dimensions());
    assertEquals(
        WIRE.standIn.usage().of(model.substring(model.indexOf('/') + 1)).embeddingTokens(),
        question.inputTokens());
    assertNotEquals(0, question.inputTokens());
  }

  @ParameterizedTest
  @CsvSource({
    "AccessDeniedException, PERMANENT, 1",
    "ValidationException, PERMANENT, 1",
    "ServiceQuotaExceededException, PERMANENT, 1",
    "ResourceNotFoundException, PERMANENT, 1",
    "ModelTimeoutException, RETRYABLE, 4",
    "ThrottlingException, RETRYABLE, 4",
    "ModelNotReadyException, RETRYABLE, 4",
    "InternalServerException, RETRYABLE, 4",
    "ServiceUnavailableException, RETRYABLE, 4",
  })
  void anErrorIsTriedAgainOnlyIfThatMayHelp(String error, Kind kind, int tries) {
    WIRE.standIn.faults("{\"failNext\":[{\"times\":9,\"error\":\"" + error + "\"}]}");

    UpstreamException failure =
        assertThrows(UpstreamException.class, () -> embed(own, TITAN_2, 256));

    assertEquals(kind, failure.kind());
    assertEquals(tries, WIRE.standIn.usage().of(TITAN_2).refused());
  }

  @ParameterizedTest
  @CsvSource({"400, PERMANENT", "499, PERMANENT", "500, RETRYABLE", "503, RETRYABLE"})
  void aModelsOwnErrorCounts(int status, Kind kind) {
    WIRE.standIn.faults(
        "{\"failNext\":[{\"times\":9,\"error\":\"ModelErrorException\",\"originalStatusCode\":%d}]}"
            .formatted(status));

    assertEquals(
        kind, assertThrows(UpstreamException.class, () -> embed(own, TITAN_1, 1536)).kind());
  }

  @Test
  void passagesOfCohereAreEmbeddedManyAtATime() {
    List<String> texts = IntStream.range(0, 100).mapToObj(i -> "Texto " + i).toList();

    assertEquals(texts.stream().map(text -> vector(V3, text)).toList(), vectors(V3, texts));
    WIRE.standIn.forgetUsage();
    vectors(V3, texts);
    assertEquals(2, WIRE.standIn.usage().of(V3.embeddingModel()).calls());
  }

  @Test
  void aTextThatIsTooLongLiesBetweenItsHalves() {
    String first = "copia ".repeat(300);
    String second = "noche ".repeat(300);

    assertEquals(
        List.of(
            vector(V3, "Uno"),
            vector(V3, first).between(vector(V3, second), 0.5),
            vector(V3, "Dos")),
        vectors(V3, List.of("Uno", first + second, "Dos")));
  }

  @Test
  void tokensBeyondTheLimitAreNotCutOff() {
    String words = "a ".repeat(600);

    assertEquals(
        vector(V3, "a ".repeat(300)).between(vector(V3, "a ".repeat(300)), 0.5), vector(V3, words));
    assertEquals(600, WIRE.standIn.usage().of(V3.embeddingModel()).embeddingTokens() - 600);
  }

  @Test
  void aLongQuestionIsEmbeddedToo() {
    EmbeddedQuestion embedded = own.embed(V3, new Question("¿Qué es? ".repeat(400)), SOON);

    assertEquals(1_024, embedded.embedding().dimensions());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"embeddings\":[[1,2,3]]}",
        "{\"embeddings\":{\"float\":[]}}",
        "{\"embeddings\":{\"float\":[[1,2]]}}",
        "{\"embeddings\":{\"float\":[[1,2,3],[1,2,3]]}}",
        "{\"embeddings\":{\"float\":[[1,2,3]]}}",
      })
  void cohereAnswersWithoutSenseOrTokens(String body) {
    assertEquals(
        Kind.SENSELESS,
        assertThrows(
                UpstreamException.class,
                () -> embed(embedder(answering(body)), "cohere.embed-v4:0", 3))
            .kind());
  }

  @ParameterizedTest
  @CsvSource({"QUESTION, search_query", "PASSAGE, search_document"})
  void cohereIsToldWhatATextIs(EmbeddingJson.Purpose purpose, String inputType) {
    EmbeddingModel model = ModelCatalog.read().embedding("cohere.embed-v4:0").orElseThrow();

    assertEquals(
        ("{\"texts\":[\"a\"],\"input_type\":\"%s\",\"truncate\":\"NONE\","
                + "\"embedding_types\":[\"float\"],\"output_dimension\":512}")
            .formatted(inputType),
        EmbeddingJson.request(model, 512, List.of("a"), purpose).toString());
  }

  private List<Embedding> vectors(IndexRef index, List<String> texts) {
    return new ConcurrentEmbedder(
            own, index, 4, Tabs.unlimited(PublishedPrices.read()), Clock.systemUTC())
        .embed(texts);
  }

  private Embedding vector(IndexRef index, String text) {
    return own.embed(index, List.of(text), SOON).embeddings().getFirst();
  }

  @Test
  void threeFaultsAreGotOver() {
    WIRE.standIn.faults("{\"failNext\":[{\"times\":3,\"error\":\"ThrottlingException\"}]}");

    assertEquals(256, embed(own, TITAN_2, 256).embedding().dimensions());
  }

  @Test
  void aClosedConnectionMayComeBack() {
    WIRE.standIn.faults("{\"down\":true}");

    assertEquals(
        Kind.RETRYABLE,
        assertThrows(UpstreamException.class, () -> embed(own, TITAN_2, 256)).kind());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "not JSON",
        "[]",
        "{}",
        "{\"embedding\":[1,2],\"inputTextTokenCount\":1}",
        "{\"embedding\":[1,2,3]}",
        "{\"embedding\":[1,2,3],\"inputTextTokenCount\":\"1\"}",
        "{\"embedding\":[1,2,3],\"inputTextTokenCount\":-1}",
        "{\"embedding\":[1,2,null],\"inputTextTokenCount\":1}",
        "{\"embedding\":[1,2,1e99],\"inputTextTokenCount\":1}",
        "{\"embedding\":[1,2,{}],\"inputTextTokenCount\":1}",
      })
  void anAnswerWithoutSenseIsNotTriedAgain(String body) {
    BedrockRuntimeClient sdk = answering(body);

    UpstreamException failure =
        assertThrows(UpstreamException.class, () -> embed(embedder(sdk), TITAN_1, 3));

    assertEquals(Kind.SENSELESS, failure.kind());
    verify(sdk, times(1)).invokeModel(anyRequest());
  }

  @Test
  void whatIsNotNeededOfAnAnswerIsIgnored() {
    String body = "{\"embedding\":[1,2,3.5],\"inputTextTokenCount\":4,\"embeddingsByType\":{}}";

    assertEquals(
        new EmbeddedQuestion(new Embedding(new float[] {1, 2, 3.5f}), 4),
        embed(embedder(answering(body)), TITAN_1, 3));
  }

  @Test
  void aTimeOutMayBeGotOver() {
    BedrockRuntimeClient sdk = mock(BedrockRuntimeClient.class);
    when(sdk.invokeModel(anyRequest())).thenThrow(ApiCallTimeoutException.create(1));

    assertEquals(
        Kind.RETRYABLE,
        assertThrows(UpstreamException.class, () -> embed(embedder(sdk), TITAN_1, 3)).kind());
    verify(sdk, times(4)).invokeModel(anyRequest());
  }

  private static BedrockRuntimeClient answering(String body) {
    BedrockRuntimeClient sdk = mock(BedrockRuntimeClient.class);
    when(sdk.invokeModel(anyRequest()))
        .thenReturn(InvokeModelResponse.builder().body(SdkBytes.fromUtf8String(body)).build());
    return sdk;
  }

  private static Consumer<InvokeModelRequest.Builder> anyRequest() {
    return any();
  }
}
