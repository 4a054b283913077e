package askdocs.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import askdocs.local.functions.FunctionFailure;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FunctionsTest {
  @TempDir private Path logs;
  private Functions functions;

  @BeforeEach
  void start() {
    functions =
        Functions.start(
            new Functions.Deployment(
                "test", Map.of("GREETING", "¡Hola"), Duration.ofSeconds(5), 256, logs));
  }

  @AfterEach
  void stop() {
    functions.close();
  }

  /** Answers with what it was given and where it runs. */
  public static final class Greeting
      implements RequestHandler<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> {
    private final String greeting = System.getenv("GREETING");

    @Override
    public APIGatewayProxyResponseEvent handleRequest(
        APIGatewayProxyRequestEvent event, Context context) {
      return new APIGatewayProxyResponseEvent()
          .withStatusCode(200)
          .withBody(
              greeting
                  + " "
                  + event.getBody()
                  + "! "
                  + context.getFunctionName()
                  + " "
                  + context.getMemoryLimitInMB()
                  + " "
                  + (context.getRemainingTimeInMillis() > 0));
    }
  }

  /** Sends back the bytes that came. */
  public static final class Echo implements RequestStreamHandler {
    @Override
    public void handleRequest(InputStream event, OutputStream answer, Context context)
        throws IOException {
      event.transferTo(answer);
    }
  }

  /** Fails as the event says. */
  public static final class Faulty implements RequestStreamHandler {
    @Override
    public void handleRequest(InputStream event, OutputStream answer, Context context)
        throws IOException {
      switch (new String(event.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)) {
        case "\"throw\"" -> throw new IllegalStateException("no more");
        case "\"exit\"" -> Runtime.getRuntime().halt(1);
        default -> {
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        }
      }
    }
  }

  /** Cannot be made. */
  public static final class Unset implements RequestStreamHandler {
    public Unset() {
      throw new IllegalStateException("STATE_TABLE is not set");
    }

    @Override
    public void handleRequest(InputStream event, OutputStream answer, Context context) {}
  }

  @Test
  void runsAHandlerOfEvents() throws Exception {
    String answer = functions.invoke(Greeting.class.getName(), "{\"body\":\"Ana\"}");
    assertEquals(
        "¡Hola Ana! test 256 true", new ObjectMapper().readTree(answer).get("body").asText());
  }

  @Test
  void runsAHandlerOfStreams() throws Exception {
    assertEquals("{\"a\":\"ñ\"}", functions.invoke(Echo.class.getName(), "{\"a\":\"ñ\"}"));
  }

  @Test
  void reportsAndLogsWhatAHandlerThrows() throws Exception {
    FunctionFailure failure = failure(Faulty.class, "\"throw\"");
    assertEquals(
        "java.lang.IllegalStateException no more", failure.type() + " " + failure.getMessage());
    assertTrue(
        Files.readString(logs.resolve("test.log"))
            .contains("at askdocs.local.FunctionsTest$Faulty"));
  }

  @Test
  void reportsWhyAHandlerCannotBeMade() {
    FunctionFailure failure = failure(Unset.class, "{}");
    assertEquals(
        "java.lang.IllegalStateException STATE_TABLE is not set",
        failure.type() + " " + failure.getMessage());
  }

  @Test
  void endsWhatTakesTooLong() {
    FunctionFailure failure = failure(Faulty.class, "\"hang\"");
    assertEquals("Sandbox.Timedout", failure.type());
    assertTrue(failure.getMessage().endsWith("Task timed out after 5.0 seconds"));
  }

  @Test
  void startsAgainAfterItsProcessHasDied() throws Exception {
    assertEquals("Runtime.ExitError", failure(Faulty.class, "\"exit\"").type());
    long first = functions.pid();
    assertEquals("1", functions.invoke(Echo.class.getName(), "1"));
    long second = functions.pid();
    functions.kill();
    assertTrue(ProcessHandle.of(second).isEmpty());
    assertEquals("2", functions.invoke(Echo.class.getName(), "2"));
    assertNotEquals(first, second);
    assertNotEquals(second, functions.pid());
  }

  private FunctionFailure failure(Class<?> handler, String event) {
    return assertThrows(FunctionFailure.class, () -> functions.invoke(handler.getName(), event));
  }
}
