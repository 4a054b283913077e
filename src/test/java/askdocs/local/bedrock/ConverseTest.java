package askdocs.local.bedrock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.bedrockruntime.model.Citation;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseResponse;
import software.amazon.awssdk.services.bedrockruntime.model.SearchResultLocation;
import software.amazon.awssdk.services.bedrockruntime.model.StopReason;

class ConverseTest {
  private static final String POLICY =
      """
      {"searchResult":{"source":"p1","title":"company_policy","citations":{"enabled":true},
       "content":[{"text":"Employees get 20 days annual leave."},
                  {"text":"Consult with your manager for details."}]}}\
      """;

  private static BedrockStandIn standIn;
  private static Client client;

  @BeforeAll
  static void start() {
    standIn =
        BedrockStandIn.start(0, BedrockStandIn.Options.USUAL.embeddings(EmbeddingMode.HASHED));
    client = new Client(standIn.endpoint());
  }

  @AfterAll
  static void stop() {
    client.close();
    standIn.close();
  }

  @AfterEach
  void forget() {
    standIn.forgetUsage();
  }

  @Test
  void aCitedAnswerLooksAsRecorded() {
    String response =
        said(
            converse(
                Client.HAIKU,
                """
                {"messages":[{"role":"user","content":[%s,
                   {"text":"How many days of annual leave do employees get?"}]}],
                 "system":[],"inferenceConfig":{}}\
                """
                    .formatted(POLICY)));

    assertEquals(
        "{\"metrics\":{\"latencyMs\":0},\"output\":{\"message\":{\"content\":[{\"text\":\"According"
            + " to the documents: \"},"
            + "{\"citationsContent\":{\"citations\":[{\"location\":{\"searchResultLocation\":"
            + "{\"end\":1,\"searchResultIndex\":0,\"start\":0}},\"source\":\"p1\",\"sourceContent\":[{\"text\":\"Employees"
            + " get 20 days annual"
            + " leave.\"}],\"title\":\"company_policy\"}],\"content\":[{\"text\":\"Employees get 20"
            + " days annual leave.\"}]}}],"
            + "\"role\":\"assistant\"}},\"stopReason\":\"end_turn\",\"usage\":"
            + "{\"cacheReadInputTokenCount\":0,\"cacheReadInputTokens\":0,\"inputTokens\":838,"
            + "\"outputTokens\":39,\"serverToolUsage\":{},\"totalTokens\":877}}",
        response);
  }

  @Test
  void whatTheDocumentsDoNotSayIsSaidPlainlyInTheQuestionsLanguage() {
    String spanish =
        said(
            converse(
                Client.HAIKU,
                """
                {"messages":[{"role":"user","content":[%s,
                   {"text":"¿Quién inventó la imprenta?"}]}]}\
                """
                    .formatted(POLICY)));

    assertEquals(
        "{\"metrics\":{\"latencyMs\":0},\"output\":{\"message\":{\"content\":["
            + "{\"text\":\"Los documentos no lo dicen.\"}],\"role\":\"assistant\"}},"
            + "\"stopReason\":\"end_turn\",\"usage\":{\"cacheReadInputTokenCount\":0,"
            + "\"cacheReadInputTokens\":0,\"inputTokens\":835,\"outputTokens\":7,"
            + "\"serverToolUsage\":{},\"totalTokens\":842}}",
        spanish);
  }

  @Test
  void theSdkReadsACitedAnswer() {
    ConverseResponse response =
        client
            .sdk()
            .converse(r ->
                r.modelId(Client.HAIKU)
                    .messages(
                        Client.asks(
                            Client.passage("a", "Horarios", "El museo abre los lunes."),
                            Client.passage(
                                "b",
                                "Siglas",
                                "Hay muchas siglas en informática.",
                                "ETL significa extraer, transformar y cargar."),
                            ContentBlock.fromText("¿Qué significa ETL?"))));

    Citation citation =
        response.output().message().content().get(1).citationsContent().citations().getFirst();
    assertEquals(
        List.of(
            SearchResultLocation.builder().searchResultIndex(1).start(1).end(2).build(),
            "b",
            "Siglas",
            "ETL significa extraer, transformar y cargar.",
            StopReason.END_TURN),
        List.of(
            citation.location().searchResultLocation(),
            citation.source(),
            citation.title(),
            citation.sourceContent().getFirst().text(),
            response.stopReason()));
    assertEquals(
        response.usage().totalTokens(),
        response.usage().inputTokens() + response.usage().outputTokens());
  }

  @Test
  void citationsOffMeansNone() {
    String response =
        said(
            converse(
                Client.HAIKU,
                """
                {"messages":[{"role":"user","content":[%s,
                   {"text":"How many days of annual leave do employees get?"}]}]}\
                """
                    .formatted(POLICY.replace("true", "false"))));

    assertTrue(
        response.contains(
            "\"content\":[{\"text\":\"According to the documents: \"},"
                + "{\"text\":\"Employees get 20 days annual leave.\"}]"),
        response);
  }

  @Test
  void maxTokensCutTheAnswerShort() {
    ConverseResponse response =
        client
            .sdk()
            .converse(r ->
                r.modelId(Client.HAIKU)
                    .inferenceConfig(c -> c.maxTokens(3))
                    .messages(
                        Client.asks(
                            Client.passage("a", "Siglas", "ETL significa extraer."),
                            ContentBlock.fromText("¿Qué significa ETL?"))));

    assertEquals(
        List.of(StopReason.MAX_TOKENS, 3, List.of("Según los docume")),
        List.of(
            response.stopReason(),
            response.usage().outputTokens(),
            response.output().message().content().stream().map(ContentBlock::text).toList()));
  }

  @Test
  void aStopSequenceEndsTheAnswer() {
    ConverseResponse response =
        client
            .sdk()
            .converse(r ->
                r.modelId(Client.HAIKU)
                    .inferenceConfig(c -> c.stopSequences("documents"))
                    .messages(Client.asks(ContentBlock.fromText("Who are you?"))));

    assertEquals(
        List.of(StopReason.STOP_SEQUENCE, "The "),
        List.of(response.stopReason(), response.output().message().content().getFirst().text()));
  }

  @Test
  void aModelWithoutCitationsMarksNumberedPassages() {
    ConverseResponse response =
        client
            .sdk()
            .converse(r ->
                r.modelId("amazon.nova-lite-v1:0")
                    .messages(
                        Client.asks(
                            ContentBlock.fromText(
                                """
                                [1] El museo abre los lunes. La entrada es libre.
                                [2] ETL significa extraer,
                                transformar y cargar. Se usa mucho.

                                ¿Qué significa ETL?\
                                """))));

    assertEquals(
        "Según los documentos: ETL significa extraer,\ntransformar y cargar [2].",
        response.output().message().content().getFirst().text());
  }

  @Test
  void whatIsBilledIsCounted() {
    converse(Client.HAIKU, "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"Hi\"}]}]}");
    converse(Client.HAIKU, "{\"messages\":[]}");
    client.invoke(Client.TITAN_2, "{\"inputText\":\"uno dos tres\"}");

    assertEquals(new Usage.OfModel(1, 5, 7, 0, 1), standIn.usage().of(Client.HAIKU));
    assertEquals(new Usage.OfModel(1, 0, 0, 3, 0), standIn.usage().of(Client.TITAN_2));
  }

  @Test
  void tokensAreCountedForBareIdsOfSomeModels() {
    String input =
        "{\"input\":{\"converse\":{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"Hi\"}]}]}}}";

    assertEquals(
        "{\"inputTokens\":5}",
        client.post("/model/anthropic.claude-haiku-5-5/count-tokens", input).body());
    assertEquals(
        "{\"message\":\"The provided model doesn't support counting tokens.\"}",
        client.post("/model/" + Client.HAIKU + "/count-tokens", input).body());
  }

  private static HttpResponse<String> converse(String model, String body) {
    return client.post("/model/" + model + "/converse", body);
  }

  /** The body as it came, but for the time that it took. */
  private static String said(HttpResponse<String> response) {
    assertEquals(200, response.statusCode(), response.body());
    ObjectNode json =
        (ObjectNode)
            Json.parse(response.body().getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .orElseThrow();
    String latency = "\"latencyMs\":" + json.at("/metrics/latencyMs").asLong();
    return response.body().replace(latency, "\"latencyMs\":0");
  }
}
