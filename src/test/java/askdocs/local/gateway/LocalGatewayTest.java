package askdocs.local.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import askdocs.local.functions.FunctionFailure;
import askdocs.local.functions.LambdaFunction;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.BindException;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LocalGatewayTest {
  private final HttpClient http = HttpClient.newHttpClient();
  private Optional<LocalGateway> gateway = Optional.empty();

  @AfterEach
  void stop() {
    gateway.ifPresent(LocalGateway::close);
    http.shutdownNow();
  }

  @Test
  void handsTheRequestOverAndTheAnswerBack() throws Exception {
    start(event ->
        "{\"statusCode\":201,\"headers\":{\"x-one\":\"1\"},"
            + "\"multiValueHeaders\":{\"x-many\":[\"a\",\"b\"]},\"body\":"
            + json(event.get("body").asText() + " " + event.at("/requestContext/authorizer"))
            + "}");
    HttpResponse<String> response =
        send(
            request("/ask")
                .header("x-local-groups", "finance,ops")
                .POST(BodyPublishers.ofString("¿Qué?")));
    assertEquals(201, response.statusCode());
    assertEquals(
        "¿Qué? {\"claims\":{\"sub\":\"local\",\"cognito:groups\":\"finance,ops\"}}",
        response.body());
    assertEquals(List.of("1"), response.headers().allValues("x-one"));
    assertEquals(List.of("a", "b"), response.headers().allValues("x-many"));
    assertEquals(List.of("application/json"), response.headers().allValues("content-type"));
  }

  @Test
  void knowsACallerByTheKeyAlone() throws Exception {
    start(event ->
        "{\"statusCode\":200,\"body\":"
            + json(
                event.at("/requestContext/identity/apiKeyId").asText()
                    + event.at("/requestContext/authorizer"))
            + "}");
    assertEquals("local", send(request("/ask").POST(BodyPublishers.noBody())).body());
  }

  @Test
  void passesThePathAsItWasSent() throws Exception {
    start(event ->
        "{\"statusCode\":200,\"body\":"
            + json(event.at("/pathParameters/key").asText() + " " + event.get("resource"))
            + "}");
    assertEquals(
        "a%2Fb/ni%C3%B1o+%252B.md \"/documents/{key+}\"",
        send(request("/documents/a%2Fb/ni%C3%B1o+%252B.md")).body());
  }

  @Test
  void decodesABinaryBody() throws Exception {
    start(_ -> "{\"statusCode\":200,\"isBase64Encoded\":true,\"body\":\"w7E=\"}");
    assertEquals("ñ", send(request("/documents/x")).body());
  }

  @Test
  void saysThatThereIsNothing() throws Exception {
    start(_ -> "{\"statusCode\":200}");
    HttpResponse<String> response = send(request("/nothing"));
    assertProblem(404, "not-found", response);
  }

  @Test
  void saysWhichMethodsThereAre() throws Exception {
    start(_ -> "{\"statusCode\":200}");
    HttpResponse<String> response = send(request("/ask").DELETE());
    assertProblem(405, "method-not-allowed", response);
    assertEquals(List.of("GET, POST"), response.headers().allValues("allow"));
  }

  @Test
  void refusesALargeBodyByItsLengthAlone() throws Exception {
    start(_ -> "{\"statusCode\":200}");
    try (Socket socket = connect()) {
      socket
          .getOutputStream()
          .write(
              "POST /ask HTTP/1.1\r\nHost: x\r\nContent-Length: 10485761\r\n\r\n".getBytes(UTF_8));
      assertEquals(
          "HTTP/1.1 413 Content Too Large",
          statusLine(socket).replace("Request Entity", "Content"));
    }
  }

  @Test
  void refusesALargeBodyThatComesInChunks() throws Exception {
    start(_ -> "{\"statusCode\":200}");
    try (Socket socket = connect()) {
      var out = socket.getOutputStream();
      out.write(
          "POST /ask HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n".getBytes(UTF_8));
      out.write("B00000\r\n".getBytes(UTF_8));
      out.write(new byte[0xB00000]);
      out.write("\r\n".getBytes(UTF_8));
      out.flush();
      assertEquals("HTTP/1.1 413", statusLine(socket).substring(0, 12));
    }
  }

  @Test
  void hidesWhyAFunctionFailed() throws Exception {
    start(_ -> {
      throw new FunctionFailure("java.lang.IllegalStateException", "secret");
    });
    HttpResponse<String> response = send(request("/documents/x"));
    assertProblem(502, "internal", response);
    assertFalse(response.body().contains("secret"), response.body());
  }

  @Test
  void refusesAnAnswerThatIsNone() throws Exception {
    start(_ -> "{\"answer\":42}");
    assertProblem(502, "internal", send(request("/documents/x")));
  }

  @Test
  void waitsForAFunctionOnlySoLong() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    start(
        Duration.ofMillis(50),
        _ -> {
          try {
            never.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return "{\"statusCode\":200}";
        });
    assertProblem(504, "timeout", send(request("/documents/x")));
  }

  @Test
  void outlivesAClientThatHangsUp() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch gone = new CountDownLatch(1);
    start(event -> {
      if (event.get("path").asText().endsWith("slow")) {
        asked.countDown();
        try {
          gone.await();
        } catch (InterruptedException e) {
          throw new FunctionFailure("Interrupted", "");
        }
      }
      return "{\"statusCode\":200,\"body\":\"here\"}";
    });
    try (Socket socket = connect()) {
      socket
          .getOutputStream()
          .write("GET /documents/slow HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(UTF_8));
      asked.await();
      socket.setSoLinger(true, 0);
    }
    gone.countDown();
    assertEquals("here", send(request("/documents/x")).body());
  }

  @Test
  void saysThatItsPortIsTaken() throws Exception {
    start(_ -> "{\"statusCode\":200}");
    int taken = gateway.orElseThrow().endpoint().getPort();
    assertThrows(
        BindException.class,
        () -> LocalGateway.start(taken, List.of(), LocalGateway.INTEGRATION_TIMEOUT));
  }

  @FunctionalInterface
  private interface OnEvent {
    String answer(JsonNode event) throws FunctionFailure;
  }

  private void start(OnEvent function) throws IOException {
    start(LocalGateway.INTEGRATION_TIMEOUT, function);
  }

  private void start(Duration timeout, OnEvent onEvent) throws IOException {
    LambdaFunction function =
        event -> {
          try {
            return onEvent.answer(new ObjectMapper().readTree(event));
          } catch (IOException e) {
            throw new AssertionError(e);
          }
        };
    gateway =
        Optional.of(
            LocalGateway.start(
                0,
                List.of(
                    new Route("POST", "/ask", function),
                    new Route("GET", "/ask", function),
                    new Route("GET", "/documents/{key+}", function)),
                timeout));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(gateway.orElseThrow().endpoint().resolve(path));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private Socket connect() throws IOException {
    return new Socket("127.0.0.1", gateway.orElseThrow().endpoint().getPort());
  }

  private static String statusLine(Socket socket) throws IOException {
    StringBuilder line = new StringBuilder();
    InputStream in = socket.getInputStream();
    for (int c = in.read(); c >= 0 && c != '\r'; c = in.read()) {
      line.append((char) c);
    }
    return line.toString();
  }

  private static String json(String text) {
    return new com.fasterxml.jackson.databind.node.TextNode(text).toString();
  }

  private static void assertProblem(int status, String code, HttpResponse<String> response)
      throws IOException {
    JsonNode problem = new ObjectMapper().readTree(response.body());
    assertEquals(
        List.of("type", "title", "status", "detail", "code", "requestId"),
        problem.properties().stream().map(java.util.Map.Entry::getKey).toList());
    assertEquals(
        List.of(status, status), List.of(response.statusCode(), problem.get("status").asInt()));
    assertEquals(code, problem.get("code").asText());
    assertEquals(List.of("application/problem+json"), response.headers().allValues("content-type"));
    assertEquals(
        List.of(problem.get("requestId").asText()),
        response.headers().allValues("x-amzn-requestid"));
  }
}
