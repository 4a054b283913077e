package askdocs.local.bedrock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.bedrockruntime.model.InvokeModelResponse;
import software.amazon.awssdk.services.bedrockruntime.model.ValidationException;

class CohereTest {
  private static final String V3 = "cohere.embed-multilingual-v3";
  private static final String V4 = "eu.cohere.embed-v4:0";
  private static final String MALFORMED = "Malformed input request: ";
  private static final String REFORMAT = ", please reformat your input and try again.";
  private static final String LONG = "a".repeat(2_049);
  private static final String MANY_WORDS = "a ".repeat(513);

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
  void theThirdGivesAListAndTheTokensInAHeader() {
    InvokeModelResponse response =
        invoke(V3, "{'texts':['Hola, mundo','uno dos'],'input_type':'search_document'}");
    JsonNode answer = json(response);

    assertEquals("embeddings_floats", answer.get("response_type").textValue());
    assertEquals(2, answer.get("embeddings").size());
    assertEquals(1_024, answer.get("embeddings").get(1).size());
    assertEquals("Hola, mundo", answer.get("texts").get(0).textValue());
    assertEquals(
        "5",
        response
            .sdkHttpResponse()
            .firstMatchingHeader("x-amzn-bedrock-input-token-count")
            .orElseThrow());
    assertEquals(false, answer.has("inputTextTokenCount"));
  }

  @ParameterizedTest
  @CsvSource({"float, 1024", "int8, 1024", "uint8, 1024", "binary, 128", "ubinary, 128"})
  void namedTypesComeByType(String type, int size) {
    JsonNode answer =
        json(
            invoke(
                V3,
                "{'texts':['a'],'input_type':'search_query','embedding_types':['" + type + "']}"));

    assertEquals("embeddings_by_type", answer.get("response_type").textValue());
    assertEquals(size, answer.get("embeddings").get(type).get(0).size());
  }

  @ParameterizedTest
  @CsvSource({"'', 1536", "',\"output_dimension\":256', 256"})
  void theFourthGivesDimensionsAskedForByTypeAlways(String member, int dimensions) {
    JsonNode answer = json(invoke(V4, "{'texts':['a'],'input_type':'search_query'" + member + "}"));

    assertEquals("embeddings_by_type", answer.get("response_type").textValue());
    assertEquals(dimensions, answer.get("embeddings").get("float").get(0).size());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'inputText':'a'} | #: extraneous key [inputText] is not permitted#: required key [texts]"
            + " not found#: required key [input_type] not found",
        "{'texts':[LONG],'input_type':'search_query'} | #/texts/0: expected maxLength: 2048,"
            + " actual: 2049",
        "{'texts':[LONG],'input_type':'search_query','truncate':'END'} | #/texts/0: expected"
            + " maxLength: 2048, actual: 2049",
        "{'texts':[MANY],'input_type':'search_query'} | #/texts: expected maximum item count: 96,"
            + " found: 97",
        "{'texts':[],'input_type':'search_query'} | #/texts: expected minimum item count: 1,"
            + " found: 0",
        "{'texts':['a'],'input_type':'query'} | #/input_type: query is not a valid enum value",
        "{'texts':['a'],'input_type':'search_query','truncate':'RIGHT'} | #/truncate: RIGHT is not"
            + " a valid enum value",
        "{'texts':['a'],'input_type':'search_query','embedding_types':'float'} |"
            + " #/embedding_types: expected type: JSONArray, found: String",
        "{'texts':['a'],'input_type':'search_query','output_dimension':256} | #: extraneous key"
            + " [output_dimension] is not permitted",
      })
  void theThirdNamesWhatItsSchemaForbids(String body, String violations) {
    assertEquals(MALFORMED + violations + REFORMAT, refusal(V3, body));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'inputText':'a'}",
        "{'texts':['a']}",
        "{'texts':['a'],'input_type':'search_query','truncate':'END'}",
        "{'texts':['a'],'input_type':'search_query','output_dimension':1000}",
        "{'texts':[MANY],'input_type':'search_query'}",
      })
  void theFourthOnlySaysThatItIsMalformed(String body) {
    assertEquals(
        "Malformed request. Please check your parameter/values and try again.", refusal(V4, body));
  }

  @Test
  void tooManyTokensAreRefusedOrCut() {
    String body = "{'texts':['" + MANY_WORDS + "'],'input_type':'search_query'%s}";

    assertEquals("Input is too long for requested model.", refusal(V3, body.formatted("")));
    standIn.forgetUsage();
    invoke(V3, body.formatted(",'truncate':'END'"));
    assertEquals(new Usage.OfModel(1, 0, 0, 512, 0), standIn.usage().of(V3));
  }

  private static InvokeModelResponse invoke(String model, String body) {
    return client.invoke(
        model,
        body.replace('\'', '"')
            .replace("LONG", "\"" + LONG + "\"")
            .replace("MANY", "\"a\",".repeat(96) + "\"a\""));
  }

  private static String refusal(String model, String body) {
    return assertThrows(ValidationException.class, () -> invoke(model, body))
        .awsErrorDetails()
        .errorMessage();
  }

  private static JsonNode json(InvokeModelResponse response) {
    return Json.parse(response.body().asByteArray()).orElseThrow();
  }
}
