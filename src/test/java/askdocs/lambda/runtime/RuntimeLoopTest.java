package askdocs.lambda.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The runtime against Lambda's side of the wire, byte for byte. */
@Timeout(60)
class RuntimeLoopTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.ofEpochMilli(1_795_370_400_000L), ZoneOffset.UTC);
  private static final AtomicReference<LambdaSide> LAMBDA = new AtomicReference<>();
  private static final AtomicReference<String> SEEN = new AtomicReference<>("");

  /** The runtime leaves the trace of the last event to the whole process, as Lambda's own does. */
  @AfterEach
  void forgetTheTrace() {
    System.clearProperty("com.amazonaws.xray.traceHeader");
  }

  private static List<String> run(Class<?> handler, LambdaSide lambda) {
    LAMBDA.set(lambda);
    RuntimeEnvironment environment =
        new RuntimeEnvironment(
            lambda.address(), handler.getName() + "::handleRequest", "Ask", "7", 512, "g", "s");
    try (lambda) {
      assertThrows(IOException.class, () -> new RuntimeLoop(environment, CLOCK).run());
      return List.copyOf(lambda.sent);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String streamHead(String id, LambdaSide lambda) {
    return """
    POST /2018-06-01/runtime/invocation/%s/response HTTP/1.1
    Host: %s
    User-Agent: askdocs-runtime
    Content-Type: application/vnd.awslambda.http-integration-response
    Lambda-Runtime-Function-Response-Mode: streaming
    Transfer-Encoding: chunked
    Trailer: Lambda-Runtime-Function-Error-Type, Lambda-Runtime-Function-Error-Body
    Connection: close

    """
        .formatted(id, lambda.address())
        .replace("\n", "\r\n");
  }

  private static String errorHead(String path, String type, int length, LambdaSide lambda) {
    return """
    POST /2018-06-01/runtime/%s HTTP/1.1
    Host: %s
    User-Agent: askdocs-runtime
    Content-Type: application/vnd.aws.lambda.error+json
    Lambda-Runtime-Function-Error-Type: %s
    Content-Length: %d
    Connection: close

    """
        .formatted(path, lambda.address(), type, length)
        .replace("\n", "\r\n");
  }

  private static void say(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  /** Flushes twice. */
  public static final class Good implements StreamingHandler {
    @Override
    public void handleRequest(InputStream in, OutputStream out, Context context)
        throws IOException {
      say(out, "{\"statusCode\":200}" + "\0".repeat(8));
      say(out, "data: ¿" + new String(in.readAllBytes(), StandardCharsets.UTF_8) + "?\n\n");
    }
  }

  @Test
  void aStreamIsChunksAndAnEnd() throws IOException {
    LambdaSide lambda = new LambdaSide("uno", "dos");

    assertEquals(
        List.of(
            streamHead("id-1", lambda)
                + "1a\r\n{\"statusCode\":200}\0\0\0\0\0\0\0\0\r\n"
                + "e\r\ndata: ¿uno?\n\n\r\n0\r\n\r\n",
            streamHead("id-0", lambda)
                + "1a\r\n{\"statusCode\":200}\0\0\0\0\0\0\0\0\r\n"
                + "e\r\ndata: ¿dos?\n\n\r\n0\r\n\r\n"),
        run(Good.class, lambda));
  }

  /** Says nothing. */
  public static final class Silent implements StreamingHandler {
    @Override
    public void handleRequest(InputStream in, OutputStream out, Context context) {}
  }

  @Test
  void anEmptyStreamIsOnlyAnEnd() throws IOException {
    LambdaSide lambda = new LambdaSide("{}");

    assertEquals(List.of(streamHead("id-0", lambda) + "0\r\n\r\n"), run(Silent.class, lambda));
  }

  /** Fails after its first words. */
  public static final class Breaking implements StreamingHandler {
    @Override
    public void handleRequest(InputStream in, OutputStream out, Context context)
        throws IOException {
      say(out, "half of");
      throw new IllegalStateException("no such luck");
    }
  }

  @Test
  void aStreamThatBreaksSaysSoInItsTrailers() throws IOException {
    LambdaSide lambda = new LambdaSide("{}");
    String error =
        "{\"errorMessage\":\"no such luck\",\"errorType\":\"java.lang.IllegalStateException\","
            + "\"stackTrace\":[]}";

    assertEquals(
        List.of(
            streamHead("id-0", lambda)
                + "7\r\nhalf of\r\n0\r\n"
                + "Lambda-Runtime-Function-Error-Type: java.lang.IllegalStateException\r\n"
                + "Lambda-Runtime-Function-Error-Body: "
                + Base64.getEncoder().encodeToString(error.getBytes(StandardCharsets.UTF_8))
                + "\r\n\r\n"),
        run(Breaking.class, lambda));
  }

  /** Fails with words written and not sent. */
  public static final class Failing implements StreamingHandler {
    @Override
    public void handleRequest(InputStream in, OutputStream out, Context context)
        throws IOException {
      out.write('x');
      throw new IllegalStateException("bad luck");
    }
  }

  @Test
  void whatFailsBeforeItsFirstByteIsAnErrorAndTheNextEventIsTaken() throws IOException {
    LambdaSide lambda = new LambdaSide("{}", "{}");
    String error =
        "{\"errorMessage\":\"bad luck\",\"errorType\":\"java.lang.IllegalStateException\","
            + "\"stackTrace\":[]}";

    assertEquals(
        List.of(
            errorHead("invocation/id-1/error", "java.lang.IllegalStateException", 89, lambda)
                + error,
            errorHead("invocation/id-0/error", "java.lang.IllegalStateException", 89, lambda)
                + error),
        run(Failing.class, lambda));
  }

  /** Cannot be made. */
  public static final class Unmakeable implements StreamingHandler {
    public Unmakeable() {
      throw new IllegalStateException("no TABLE");
    }

    @Override
    public void handleRequest(InputStream in, OutputStream out, Context context) {}
  }

  @Test
  void aFunctionThatCannotStartSaysSoAndTakesNoEvent() throws IOException {
    LambdaSide lambda = new LambdaSide("{}");

    assertEquals(
        List.of(
            errorHead("init/error", "java.lang.IllegalStateException", 89, lambda)
                + "{\"errorMessage\":\"no TABLE\","
                + "\"errorType\":\"java.lang.IllegalStateException\",\"stackTrace\":[]}"),
        run(Unmakeable.class, lambda));
  }

  @Test
  void aHandlerThatIsNotThereIsAFailedStart() throws IOException {
    LambdaSide lambda = new LambdaSide("{}");

    List<String> sent = run(String.class, lambda);

    assertEquals(1, sent.size());
    assertTrue(sent.getFirst().contains("java.lang.String::handleRequest handles no streams"));
  }

  /** Goes on only once its first words have arrived. */
  public static final class Patient implements StreamingHandler {
    @Override
    public void handleRequest(InputStream in, OutputStream out, Context context)
        throws IOException {
      say(out, "first");
      while (!LAMBDA.get().has("5\r\nfirst\r\n")) {
        Thread.onSpinWait();
      }
      say(out, "second");
    }
  }

  @Test
  void wordsArriveBeforeTheNextAreWritten() throws IOException {
    LambdaSide lambda = new LambdaSide("{}");

    assertEquals(
        List.of(streamHead("id-0", lambda) + "5\r\nfirst\r\n6\r\nsecond\r\n0\r\n\r\n"),
        run(Patient.class, lambda));
  }

  /** Writes until it is told that nobody reads. */
  public static final class Endless implements StreamingHandler {
    @Override
    public void handleRequest(InputStream in, OutputStream out, Context context) {
      try {
        while (true) {
          say(out, "on and ");
        }
      } catch (IOException e) {
        SEEN.set("the reader is gone");
      }
    }
  }

  @Test
  void aStreamThatNobodyReadsFailsForItsWriterAndEndsNothingElse() throws IOException {
    SEEN.set("");
    LambdaSide lambda = new LambdaSide(500, "{}", "{}");

    List<String> sent = run(Endless.class, lambda);

    assertEquals(2, sent.size());
    assertTrue(sent.getFirst().startsWith(streamHead("id-1", lambda)), sent.getFirst());
    assertEquals("the reader is gone", SEEN.get());
  }

  /** Answers at once, with what it is told. */
  public static final class Mirror implements RequestStreamHandler {
    @Override
    public void handleRequest(InputStream in, OutputStream out, Context context)
        throws IOException {
      say(
          out,
          String.join(
              " ",
              context.getAwsRequestId(),
              context.getFunctionName(),
              context.getFunctionVersion(),
              context.getInvokedFunctionArn(),
              String.valueOf(Duration.ofMillis(context.getRemainingTimeInMillis())),
              String.valueOf(context.getMemoryLimitInMB()),
              context.getLogGroupName(),
              context.getLogStreamName(),
              System.getProperty("com.amazonaws.xray.traceHeader")));
    }
  }

  @Test
  void aHandlerThatDoesNotStreamAnswersAtOnce() throws IOException {
    LambdaSide lambda = new LambdaSide("{}");
    String answer =
        "id-0 Ask 7 arn:aws:lambda:eu-west-1:1:function:Ask PT28S 512 g s Root=1-6740c2d1";

    assertEquals(
        List.of(
            """
            POST /2018-06-01/runtime/invocation/id-0/response HTTP/1.1
            Host: %s
            User-Agent: askdocs-runtime
            Content-Type: application/json
            Content-Length: %d
            Connection: close

            """
                    .formatted(lambda.address(), answer.length())
                    .replace("\n", "\r\n")
                + answer),
        run(Mirror.class, lambda));
  }
}
