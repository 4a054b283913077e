package askdocs.local.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import askdocs.local.functions.FunctionFailure;
import askdocs.local.functions.LambdaFunction;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A route whose function streams, in Lambda's form: status and headers, eight NUL bytes, a body.
 */
@Timeout(60)
class StreamedRouteTest {
  private static final String HEAD =
      "{\"statusCode\":200,\"headers\":{\"Content-Type\":\"text/event-stream\","
          + "\"Transfer-Encoding\":\"none\"}}"
          + "\0".repeat(8);

  private final HttpClient http = HttpClient.newHttpClient();
  private Optional<LocalGateway> gateway = Optional.empty();

  @AfterEach
  void stop() {
    gateway.ifPresent(LocalGateway::close);
    http.shutdownNow();
  }

  @FunctionalInterface
  private interface Streaming {
    void stream(OutputStream out) throws FunctionFailure, IOException;
  }

  private HttpResponse<InputStream> ask(Streaming streaming) throws Exception {
    LambdaFunction function =
        new LambdaFunction() {
          @Override
          public String invoke(String event) {
            throw new AssertionError("It streams");
          }

          @Override
          public void stream(String event, OutputStream out) throws FunctionFailure, IOException {
            assertTrue(event.contains("\"resource\":\"/ask/stream\""), event);
            streaming.stream(out);
          }
        };
    LocalGateway started =
        LocalGateway.start(
            0,
            List.of(new Route("POST", "/ask/stream", function, true)),
            LocalGateway.INTEGRATION_TIMEOUT);
    gateway = Optional.of(started);
    return http.send(
        HttpRequest.newBuilder(started.endpoint().resolve("/ask/stream"))
            .POST(BodyPublishers.ofString("{}"))
            .build(),
        BodyHandlers.ofInputStream());
  }

  private static void say(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(UTF_8));
    out.flush();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void passesOnEachPieceWhenItComes() throws Exception {
    CountDownLatch read = new CountDownLatch(1);
    HttpResponse<InputStream> response =
        ask(out -> {
          say(out, HEAD.substring(0, 20));
          say(out, HEAD.substring(20) + "¿uno?");
          await(read);
          say(out, " dos");
        });

    assertEquals(200, response.statusCode());
    assertEquals(List.of("text/event-stream"), response.headers().allValues("Content-Type"));
    assertEquals("¿uno?", new String(response.body().readNBytes(6), UTF_8));
    read.countDown();
    assertEquals(" dos", new String(response.body().readAllBytes(), UTF_8));
  }

  @Test
  void aStreamThatFailsOnceItHasBegunHasNoEnd() throws Exception {
    HttpResponse<InputStream> response =
        ask(out -> {
          say(out, HEAD + "half of");
          throw new FunctionFailure("java.lang.IllegalStateException", "secret");
        });

    assertEquals(200, response.statusCode());
    assertEquals("half of", new String(response.body().readNBytes(7), UTF_8));
    assertThrows(IOException.class, () -> response.body().read());
  }

  @Test
  void aFunctionThatFailsBeforeItHasBegunIsABadGateway() throws Exception {
    HttpResponse<InputStream> response =
        ask(out -> {
          say(out, HEAD.substring(0, 20));
          throw new FunctionFailure("java.lang.IllegalStateException", "secret");
        });

    assertEquals(502, response.statusCode());
    String problem = new String(response.body().readAllBytes(), UTF_8);
    assertTrue(problem.contains("\"code\":\"internal\"") && !problem.contains("secret"), problem);
  }

  @Test
  void aStreamThatHasNoHeadIsABadGateway() throws Exception {
    assertEquals(502, ask(_ -> {}).statusCode());
  }

  @Test
  void whoeverHangsUpIsNoticedByTheFunction() throws Exception {
    CountDownLatch noticed = new CountDownLatch(1);
    HttpResponse<InputStream> response =
        ask(out -> {
          say(out, HEAD);
          try {
            while (true) {
              say(out, "on and ");
            }
          } catch (IOException e) {
            noticed.countDown();
            throw e;
          }
        });

    response.body().close();

    noticed.await();
  }
}
