package askdocs.local.bedrock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.bedrockruntime.model.BedrockRuntimeException;
import software.amazon.awssdk.services.bedrockruntime.model.ModelErrorException;
import software.amazon.awssdk.services.bedrockruntime.model.ValidationException;

class ErrorsTest {
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
  void nothingGoesWrong() {
    standIn.faults(Faults.NONE);
    standIn.forgetUsage();
  }

  @ParameterizedTest
  @CsvSource({
    "AccessDeniedException, 403",
    "ValidationException, 400",
    "ServiceQuotaExceededException, 400",
    "ResourceNotFoundException, 404",
    "ModelTimeoutException, 408",
    "ModelErrorException, 424",
    "ThrottlingException, 429",
    "ModelNotReadyException, 429",
    "InternalServerException, 500",
    "ServiceUnavailableException, 503",
  })
  void theSdkKnowsEveryErrorOfInvokeModel(String name, int status) {
    standIn.faults("{\"failNext\":[{\"times\":1,\"error\":\"" + name + "\",\"message\":\"m\"}]}");

    BedrockRuntimeException thrown =
        assertThrows(
            BedrockRuntimeException.class,
            () -> client.invoke(Client.TITAN_2, "{\"inputText\":\"a\"}"));

    assertEquals(
        List.of(name, status, name, "m"),
        List.of(
            thrown.getClass().getSimpleName(),
            thrown.statusCode(),
            thrown.awsErrorDetails().errorCode(),
            thrown.awsErrorDetails().errorMessage()));
  }

  @ParameterizedTest
  @CsvSource({
    "AccessDeniedException, 403",
    "ResourceNotFoundException, 404",
    "ModelTimeoutException, 408",
    "ThrottlingException, 429",
    "ModelNotReadyException, 429",
    "InternalServerException, 500",
    "ServiceUnavailableException, 503",
  })
  void theSdkKnowsEveryErrorOfConverse(String name, int status) {
    standIn.faults("{\"failNext\":[{\"times\":1,\"error\":\"" + name + "\"}]}");

    BedrockRuntimeException thrown =
        assertThrows(
            BedrockRuntimeException.class,
            () -> client.sdk().converse(r -> r.modelId(Client.HAIKU)));

    assertEquals(
        List.of(name, status), List.of(thrown.getClass().getSimpleName(), thrown.statusCode()));
  }

  @Test
  void anErrorOfTheModelSaysWhatTheModelAnswered() {
    standIn.faults(
        """
        {"failNext":[{"times":1,"error":"ModelErrorException","originalStatusCode":503,
                      "operation":"generate"}]}
        """);

    ModelErrorException thrown =
        assertThrows(
            ModelErrorException.class, () -> client.sdk().converse(r -> r.modelId(Client.HAIKU)));

    assertEquals(
        List.of(503, Client.HAIKU), List.of(thrown.originalStatusCode(), thrown.resourceName()));
  }

  @Test
  void anErrorHasTypeRequestIdAndMessage() {
    HttpResponse<String> response = client.post("/model/no.such-model/invoke", "{}");

    assertEquals(
        List.of(
            400,
            "ValidationException:http://internal.amazon.com/coral/com.amazon.bedrock/",
            36,
            "{\"message\":\"The provided model identifier is invalid.\"}"),
        List.of(
            response.statusCode(),
            response.headers().firstValue("x-amzn-ErrorType").orElse(""),
            response.headers().firstValue("x-amzn-RequestId").orElse("").length(),
            response.body()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "anthropic.claude-haiku-5-5 | Invocation of model ID anthropic.claude-haiku-5-5 with"
            + " on-demand throughput isn’t supported. Retry your request with the ID or ARN of an"
            + " inference profile that contains this model.",
        "mars.anthropic.claude-haiku-5-5 | The provided model identifier is invalid.",
        "us.amazon.titan-embed-text-v2:0 | The provided model identifier is invalid.",
        "amazon.titan-embed-text-v2:0 | This action doesn't support the model that you provided."
            + " Try again with a supported text or chat model.",
      })
  void modelsAreNamedAsTheServiceWantsIt(String modelId, String message) {
    ValidationException thrown =
        assertThrows(
            ValidationException.class, () -> client.sdk().converse(r -> r.modelId(modelId)));

    assertEquals(message, thrown.awsErrorDetails().errorMessage());
  }

  @Test
  void aPathIsDecodedOnce() {
    HttpResponse<String> once =
        client.post("/model/amazon.titan-embed-text-v2%3A0/invoke", "{\"inputText\":\"a\"}");
    HttpResponse<String> twice =
        client.post("/model/amazon.titan-embed-text-v2%253A0/invoke", "{\"inputText\":\"a\"}");

    assertEquals(List.of(200, 400), List.of(once.statusCode(), twice.statusCode()));
  }

  @Test
  void modelsGoByTheirArnsToo() {
    String titan = "arn:aws:bedrock:eu-south-2::foundation-model/" + Client.TITAN_2;
    String haiku =
        "arn:aws:bedrock:eu-south-2:123456789012:inference-profile/eu.anthropic.claude-haiku-5-5";

    client.invoke(titan, "{\"inputText\":\"a\"}");
    client
        .sdk()
        .converse(r ->
            r.modelId(haiku)
                .messages(
                    Client.asks(
                        software.amazon.awssdk.services.bedrockruntime.model.ContentBlock.fromText(
                            "Hi"))));

    assertEquals(
        List.of(1L, 1L),
        List.of(
            standIn.usage().of(Client.TITAN_2).calls(),
            standIn.usage().of("eu.anthropic.claude-haiku-5-5").calls()));
  }

  @Test
  void requestsMustBeSignedForBedrock() {
    HttpRequest.BodyPublisher body = HttpRequest.BodyPublishers.ofString("{\"inputText\":\"a\"}");
    String path = "/model/amazon.titan-embed-text-v1/invoke";

    HttpResponse<String> unsigned = client.send(client.request(path).POST(body));
    HttpResponse<String> forAnother =
        client.send(
            client
                .request(path)
                .header("Authorization", "AWS4-HMAC-SHA256 Credential=x/20261122/r/s3/aws4_request")
                .POST(body));

    assertEquals(List.of(403, 403), List.of(unsigned.statusCode(), forAnother.statusCode()));
  }

  @Test
  void whatIsNotAnOperationIsNotFound() {
    assertEquals(404, client.post("/model/a/b/invoke", "{}").statusCode());
    assertEquals(404, client.post("/model/a/unknown", "{}").statusCode());
    assertEquals(404, client.send(client.request("/model/a/invoke").GET()).statusCode());
  }

  @Test
  void aStreamOfInvokeModelIsRefused() {
    HttpResponse<String> response =
        client.post("/model/" + Client.HAIKU + "/invoke-with-response-stream", "{}");

    assertEquals(400, response.statusCode());
    assertEquals(
        "{\"message\":\"This stand-in does not speak InvokeModelWithResponseStream yet.\"}",
        response.body());
  }

  @Test
  void anUnavailableServiceClosesConnections() {
    standIn.faults("{\"down\":true}");

    assertThrows(
        SdkClientException.class, () -> client.invoke(Client.TITAN_2, "{\"inputText\":\"a\"}"));
  }

  @Test
  void aBodyBeyond25MillionBytesIsRefused() {
    String body = "{\"inputText\":\"" + "a".repeat(26_000_000) + "\"}";

    HttpResponse<String> response = client.post("/model/amazon.titan-embed-text-v1/invoke", body);

    assertEquals(400, response.statusCode());
  }

  @Test
  void aPortInUseIsNamed() {
    int port = standIn.endpoint().getPort();

    UncheckedIOException thrown =
        assertThrows(UncheckedIOException.class, () -> BedrockStandIn.start(port));

    assertEquals(
        "Port " + port + " is in use: end what listens there, or choose another for Bedrock",
        thrown.getMessage());
  }
}
