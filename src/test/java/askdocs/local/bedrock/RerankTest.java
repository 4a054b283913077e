package askdocs.local.bedrock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.bedrockruntime.model.ValidationException;

class RerankTest {
  private static final String AMAZON = "amazon.rerank-v1:0";
  private static final String COHERE = "cohere.rerank-v3-5:0";
  private static final String MALFORMED = "Malformed input request: ";
  private static final String REFORMAT = ", please reformat your input and try again.";

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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        AMAZON + " | {'query':'¿Cuándo se hacen las copias?','documents':[D],'top_n':2}",
        AMAZON + " | {'query':'¿Cuándo se hacen las copias?','documents':[O],'top_n':2}",
        COHERE
            + " | {'api_version':2,'query':'¿Cuándo se hacen las copias?','documents':[D],"
            + "'top_n':2}",
      })
  void theBestDocumentsComeFirst(String model, String body) {
    String documents =
        "'El comedor abre a la una.','Las copias se hacen de noche.','Las copias son caras.'";
    JsonNode results =
        results(
            model,
            body.replace("D", documents)
                .replace("O", documents.replaceAll("('[^']+')", "{T:$1}"))
                .replace("T", "'text'"));

    assertEquals(List.of(1, 2), indices(results));
    assertEquals(true, score(results, 0) > score(results, 1) && score(results, 0) <= 1);
  }

  @Test
  void equalsKeepTheirOrderAndAllComeWithoutTopN() {
    JsonNode results = results(AMAZON, "{'query':'a','documents':['x','y','x']}");

    assertEquals(List.of(0, 1, 2), indices(results));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        AMAZON + " | {} | #: required key [query] not found#: required key [documents] not found",
        AMAZON + " | {'query':'','documents':['a']} | #/query: expected minLength: 1, actual: 0",
        AMAZON
            + " | {'query':'a','documents':[]} | #/documents: expected minimum item count: 1,"
            + " found: 0",
        AMAZON
            + " | {'query':'a','documents':['b'],'api_version':2} | #: extraneous key"
            + " [api_version] is not permitted",
        AMAZON
            + " | {'query':'a','documents':[1]} | #/documents/0: expected type: String, found:"
            + " Integer",
        AMAZON
            + " | {'query':'a','documents':['b'],'top_n':0} | #/top_n: 0 is not greater or equal to"
            + " 1",
        COHERE
            + " | {'query':'a','documents':['b']} | #/api_version: 1 is not greater or equal to 2",
        COHERE
            + " | {'api_version':2,'query':'a','documents':[{'text':'b'}]} | #/documents/0:"
            + " expected type: String, found: JSONObject",
      })
  void whatTheSchemaForbidsIsRefused(String model, String body, String violations) {
    assertEquals(MALFORMED + violations + REFORMAT, refusal(model, body));
  }

  @ParameterizedTest
  @ValueSource(strings = {AMAZON, COHERE})
  void aThousandDocumentsAreTheMost(String model) {
    String version = model.equals(COHERE) ? "'api_version':2," : "";
    String body =
        "{" + version + "'query':'a','documents':[" + "'b',".repeat(1_000) + "'b'],'top_n':1}";

    assertEquals(
        MALFORMED + "#/documents: expected maximum item count: 1000, found: 1001" + REFORMAT,
        refusal(model, body));
  }

  @Test
  void aLongDocumentIsRefusedByOneAndCutByTheOther() {
    String body = "'query':'a','documents':['" + "palabra ".repeat(3_000) + "']}";

    assertEquals("Input is too long for requested model.", refusal(AMAZON, "{" + body));
    assertEquals(1, results(COHERE, "{'api_version':2," + body).size());
  }

  @Test
  void everyHundredDocumentsAreAQueryAndLongOnesAreSeveral() {
    standIn.forgetUsage();
    List<String> documents = new ArrayList<>(Collections.nCopies(100, "'b'"));
    results(AMAZON, "{'query':'a','documents':" + documents + "}");
    documents.set(0, "'" + "a ".repeat(600) + "'");
    results(AMAZON, "{'query':'a','documents':" + documents + "}");

    assertEquals(new Usage.OfModel(2, 0, 0, 0, 0, 3), standIn.usage().of(AMAZON));
  }

  private static JsonNode results(String model, String body) {
    byte[] answer = client.invoke(model, json(body)).body().asByteArray();
    return Json.parse(answer).orElseThrow().get("results");
  }

  private static String refusal(String model, String body) {
    return assertThrows(ValidationException.class, () -> client.invoke(model, json(body)))
        .awsErrorDetails()
        .errorMessage();
  }

  private static String json(String body) {
    return body.replace('\'', '"');
  }

  private static List<Integer> indices(JsonNode results) {
    return results.findValues("index").stream().map(JsonNode::intValue).toList();
  }

  private static double score(JsonNode results, int place) {
    return results.get(place).get("relevance_score").doubleValue();
  }
}
