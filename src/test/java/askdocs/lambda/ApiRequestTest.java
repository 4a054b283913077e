package askdocs.lambda;

import static askdocs.lambda.Samples.CLOCK;
import static askdocs.lambda.Samples.RECEIVED;
import static askdocs.lambda.Samples.context;
import static askdocs.lambda.Samples.event;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import askdocs.knowledge.Caller;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiRequestTest {
  private static ApiRequest request(ObjectNode event) {
    return ApiRequest.of(event, context(60_000), CLOCK, "cognito:groups");
  }

  private static ApiRequest withBody(String type, String body, boolean encoded) {
    ObjectNode event = event("ask").put("body", body).put("isBase64Encoded", encoded);
    event.putObject("headers").put("content-TYPE", type);
    return request(event);
  }

  private static Problem refusal(ApiRequest request) {
    return assertThrows(ProblemException.class, request::jsonBody).problem();
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  @Test
  void aRequestIsWhatTheGatewaySays() {
    ApiRequest request = request(event("ask"));

    assertEquals(
        List.of(
            "POST /ask",
            "7a1f3c2e-5d4b-4c6a-9b8e-0f1e2d3c4b5a",
            new Caller("key:k9x8w7v6u5", Set.of()),
            "{\"question\": \"¿Qué es ETL?\", \"passages\": 8}"),
        List.of(request.route(), request.requestId(), request.caller(), request.jsonBody()));
  }

  @Test
  void withoutTheGatewaysNameTheFunctionsServes() {
    ObjectNode event = event("ask");
    event.withObject("/requestContext").remove("requestId");

    assertEquals("lambda-request", request(event).requestId());
  }

  /** A margin of 1.5 seconds is kept back. */
  @ParameterizedTest
  @CsvSource({
    "0, 60000, 27500, the gateway's 29 seconds",
    "10000, 60000, 17500, counted from when the request came in",
    "28000, 60000, 0, nothing left to answer in",
    "10000, 12000, 10500, the function's own time where it is shorter",
    "0, 1000, 0, none",
    "86400000, 60000, 27500, a recorded event counts from now",
    "-1000, 60000, 28500, a clock may be slow",
  })
  void aRequestIsAnsweredBeforeAnybodysTimeIsUp(
      long sinceReceivedMs, int functionsMs, long leftMs, String why) {
    Clock clock = Clock.fixed(RECEIVED.plusMillis(sinceReceivedMs), ZoneOffset.UTC);

    ApiRequest request = ApiRequest.of(event("ask"), context(functionsMs), clock, "groups");

    assertEquals(Duration.ofMillis(leftMs), request.deadline().remaining(), why);
  }

  @Test
  void withoutATimeOfTheGatewaysItCountsFromNow() {
    ObjectNode event = event("ask");
    event.withObject("/requestContext").put("requestTimeEpoch", "soon");

    assertEquals(Duration.ofMillis(27_500), request(event).deadline().remaining());
  }

  @ParameterizedTest
  @CsvSource({
    "application/json",
    "Application/JSON",
    "application/json; charset=utf-8",
    "' application/json ;x=y'"
  })
  void jsonIsTaken(String type) {
    assertEquals("{}", withBody(type, "{}", false).jsonBody());
  }

  @ParameterizedTest
  @CsvSource({"text/plain", "''", "application/jsonp", "application/x-www-form-urlencoded"})
  void anythingElseIsRefused(String type) {
    assertEquals(415, refusal(withBody(type, "{}", false)).status());
  }

  @Test
  void withoutHeadersOrBodyNothingBreaks() {
    assertEquals(415, refusal(request(event("ask").putNull("headers"))).status());
    assertEquals("", withBody("application/json", null, false).jsonBody());
  }

  @Test
  void anEncodedBodyIsDecoded() {
    String body = "{\"question\":\"¿😀?\"}";

    assertEquals(
        body,
        withBody("application/json", base64(body.getBytes(StandardCharsets.UTF_8)), true)
            .jsonBody());
  }

  @ParameterizedTest
  @CsvSource({"*, it is not Base64", "e30, ", "eyI=x, it is not Base64", "/w==, it is not UTF-8"})
  void whatCannotBeDecodedIsNotJson(String body, String why) {
    ApiRequest request = withBody("application/json", body, true);
    if (why == null) {
      assertEquals("{}", request.jsonBody());
    } else {
      assertEquals(Problem.invalid("The body is not JSON: " + why + "."), refusal(request));
    }
  }

  @Test
  void aBodyHasAtMost256KiBInBytes() {
    String most = "ñ".repeat(128 * 1024);

    assertEquals(most, withBody("application/json", most, false).jsonBody());
    assertEquals(413, refusal(withBody("application/json", most + "a", false)).status());
    byte[] bytes = (most + "a").getBytes(StandardCharsets.UTF_8);
    assertEquals(413, refusal(withBody("application/json", base64(bytes), true)).status());
  }

  @Test
  void parametersAreThereOrNot() {
    ApiRequest documents = request(event("documents"));

    assertEquals(
        List.of(Optional.of("curso/"), Optional.of("20"), Optional.empty(), Optional.empty()),
        List.of(
            documents.query("prefix"),
            documents.query("limit"),
            documents.query("nextToken"),
            documents.path("key")));
  }
}
