package askdocs.local.bedrock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ControlApiTest {
  private static final String TITAN = "/model/amazon.titan-embed-text-v1/invoke";

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
  void faultsAreSetAndReset() {
    put(
        "faults",
        """
        {"embedLatencyMs":1,"seed":7,"shares":[{"share":1,"error":"ThrottlingException"}]}\
        """);
    assertEquals(429, client.post(TITAN, "{\"inputText\":\"a\"}").statusCode());

    delete("faults");
    assertEquals(200, client.post(TITAN, "{\"inputText\":\"a\"}").statusCode());
  }

  @Test
  void usageIsShownAndForgotten() {
    delete("usage");
    client.post(TITAN, "{\"inputText\":\"uno dos\"}");
    client.post(TITAN, "{}");

    assertEquals(
        "{\"models\":{\"amazon.titan-embed-text-v1\":{\"calls\":1,\"embeddingTokens\":2,"
            + "\"inputTokens\":0,\"outputTokens\":0,\"queries\":0,\"refused\":1}}}",
        get("usage").body());
    delete("usage");
    assertEquals("{\"models\":{}}", get("usage").body());
  }

  @Test
  void modesAreSwitched() {
    assertEquals(200, put("embeddings", "{\"mode\":\"minilm\"}").statusCode());
    String meaning = client.post(TITAN, "{\"inputText\":\"hola\"}").body();
    put("embeddings", "{\"mode\":\"hashed\"}");

    assertTrue(meaning.contains("0.0,0.0,0.0"), "MiniLM leaves dimensions empty");
    assertEquals(200, put("answers", "{\"mode\":\"wrong-index\"}").statusCode());
    assertEquals(200, put("answers", "{\"mode\":\"quote\"}").statusCode());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "answers | {\"mode\":\"x\"} | No mode 'x'",
        "faults | {\"latency\":1} | Unrecognized field \\\"latency\\\"",
        "faults | {\"failNext\":[{\"times\":1,\"error\":\"X\"}]} | No error of Bedrock's is called"
            + " X",
        "faults | {\"shares\":[{\"share\":2,\"error\":\"ThrottlingException\"}]} | A share lies"
            + " between 0 and 1",
        "faults | { | The body is not JSON",
        "x | {} | There is no PUT x here",
      })
  void whatIsNotUnderstoodIsExplained(String control, String body, String why) {
    HttpResponse<String> response = put(control, body);

    assertEquals(400, response.statusCode());
    assertTrue(response.body().contains(why), response.body());
  }

  private static HttpResponse<String> put(String control, String body) {
    return client.send(client.request("/_stand-in/" + control).PUT(BodyPublishers.ofString(body)));
  }

  private static HttpResponse<String> get(String control) {
    return client.send(client.request("/_stand-in/" + control).GET());
  }

  private static void delete(String control) {
    client.send(client.request("/_stand-in/" + control).DELETE());
  }
}
