package askdocs.local.bedrock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.bedrockruntime.model.InvokeModelResponse;
import software.amazon.awssdk.services.bedrockruntime.model.ValidationException;

class TitanTest {
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

  @Test
  void theFirstModelGivesItsEmbeddingAndItsTokens() {
    InvokeModelResponse response = client.invoke(Client.TITAN_1, "{\"inputText\":\"Hola, mundo\"}");
    JsonNode body = json(response);

    assertEquals(List.of("embedding", "inputTextTokenCount"), names(body));
    assertEquals(
        List.of(1536, 3),
        List.of(body.get("embedding").size(), body.get("inputTextTokenCount").intValue()));
  }

  @ParameterizedTest
  @ValueSource(ints = {256, 512, 1024})
  void theSecondModelGivesTheDimensionsAskedForAtLengthOne(int dimensions) {
    JsonNode body =
        json(
            client.invoke(
                Client.TITAN_2,
                "{\"inputText\":\"Extraer, transformar y cargar\",\"dimensions\":"
                    + dimensions
                    + "}"));

    assertEquals(List.of("embedding", "embeddingsByType", "inputTextTokenCount"), names(body));
    assertEquals(dimensions, body.get("embedding").size());
    assertEquals(body.get("embedding"), body.at("/embeddingsByType/float"));
    assertEquals(1.0, length(body.get("embedding")), 1e-5);
  }

  @Test
  void withoutNormalizingTheDirectionStaysAndTheLengthDoesNot() {
    JsonNode unit = json(client.invoke(Client.TITAN_2, "{\"inputText\":\"Hola, mundo\"}"));
    JsonNode free =
        json(client.invoke(Client.TITAN_2, "{\"inputText\":\"Hola, mundo\",\"normalize\":false}"));

    double length = length(free.get("embedding"));
    assertTrue(length > 2, "length " + length);
    for (int i = 0; i < 1024; i++) {
      assertEquals(
          unit.get("embedding").get(i).doubleValue(),
          free.get("embedding").get(i).doubleValue() / length,
          1e-6);
    }
  }

  @Test
  void bitsAreTheSignsOfTheNumbers() {
    JsonNode body =
        json(
            client.invoke(
                Client.TITAN_2,
                """
                {"inputText":"Hola","dimensions":256,"embeddingTypes":["float","binary"]}\
                """));

    List<Integer> signs =
        StreamSupport.stream(body.get("embedding").spliterator(), false)
            .map(value -> value.doubleValue() > 0 ? 1 : 0)
            .toList();
    assertEquals(
        signs,
        StreamSupport.stream(body.at("/embeddingsByType/binary").spliterator(), false)
            .map(JsonNode::intValue)
            .toList());
    assertTrue(signs.contains(1) && signs.contains(0));
  }

  @Test
  void onlyBitsComeAloneWhenOnlyBitsAreAskedFor() {
    JsonNode body =
        json(
            client.invoke(Client.TITAN_2, "{\"inputText\":\"a\",\"embeddingTypes\":[\"binary\"]}"));

    assertEquals(List.of("embeddingsByType", "inputTextTokenCount"), names(body));
    assertEquals(List.of("binary"), names(body.get("embeddingsByType")));
  }

  @Test
  void headersCountTheTokens() {
    InvokeModelResponse response = client.invoke(Client.TITAN_2, "{\"inputText\":\"Hola, mundo\"}");

    assertEquals(
        List.of("3", "0"),
        List.of(
            header(response, "x-amzn-bedrock-input-token-count"),
            header(response, "x-amzn-bedrock-output-token-count")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"inputText\":\"a\",\"dimensions\":300} | 300 is not a valid enum value",
        "{\"inputText\":\"a\",\"dimensions\":\"256\"} | expected type: Integer, found: String",
        "{\"inputText\":\"a\",\"normalize\":1} | expected type: Boolean, found: Integer",
        "{\"inputText\":\"a\",\"embeddingTypes\":[\"int8\"]} | int8 is not a valid enum value",
        "{\"inputText\":[\"a\"]} | expected type: String, found: JSONArray",
        "{\"inputText\":null} | expected type: String, found: Null",
        "{\"inputText\":\"\"} | expected minLength: 1, actual: 0",
        "{} | required key [inputText] not found",
        "{\"inputText\":\"a\",\"x\":1} | extraneous key [x] is not permitted",
        "{\"text\":\"a\"} | 2 schema violations found",
      })
  void theSecondModelRefusesWhatItsSchemaForbids(String body, String violation) {
    assertRefused(
        "Malformed input request: " + violation + ", please reformat your input and try again.",
        Client.TITAN_2,
        body);
  }

  @Test
  void theFirstModelTakesNothingButText() {
    assertRefused(
        "Malformed input request: 2 schema violations found, please reformat your input and try"
            + " again.",
        Client.TITAN_1,
        "{\"inputText\":\"a\",\"dimensions\":256,\"normalize\":true}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "{\"inputText\":\"a\"} x"})
  void whatIsNotAnObjectIsMalformed(String body) {
    assertEquals(
        "{\"message\":\"Malformed input request, please reformat your input and try again.\"}",
        client.post("/model/" + Client.TITAN_1 + "/invoke", body).body());
  }

  @Test
  void charactersAreCountedBeforeTokens() {
    assertRefused(
        "Malformed input request: expected maxLength: 50000, actual: 50001, please reformat your"
            + " input and try again.",
        Client.TITAN_2,
        "{\"inputText\":\"" + "a ".repeat(25_000) + "a\"}");
    assertRefused(
        "400 Bad Request: Too many input tokens. Max input tokens: 8192, request input token count:"
            + " 8193 ",
        Client.TITAN_2,
        "{\"inputText\":\"" + "a ".repeat(8_193) + "\"}");
    assertEquals(
        8_192,
        json(client.invoke(Client.TITAN_2, "{\"inputText\":\"" + "a ".repeat(8_192) + "\"}"))
            .get("inputTextTokenCount")
            .intValue());
  }

  private static void assertRefused(String message, String modelId, String body) {
    ValidationException thrown =
        assertThrows(ValidationException.class, () -> client.invoke(modelId, body));
    assertEquals(message, thrown.awsErrorDetails().errorMessage());
  }

  private static JsonNode json(InvokeModelResponse response) {
    return Json.parse(response.body().asByteArray()).orElseThrow();
  }

  private static List<String> names(JsonNode object) {
    return object.properties().stream().map(java.util.Map.Entry::getKey).toList();
  }

  private static String header(InvokeModelResponse response, String name) {
    return response.sdkHttpResponse().firstMatchingHeader(name).orElse("");
  }

  private static double length(JsonNode vector) {
    double squares = 0;
    for (JsonNode value : vector) {
      squares += value.doubleValue() * value.doubleValue();
    }
    return Math.sqrt(squares);
  }
}
