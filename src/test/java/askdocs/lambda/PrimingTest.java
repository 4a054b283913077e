package askdocs.lambda;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.crac.Core;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PrimingTest {
  private static final String ANSWERED =
      "{\"statusCode\": 200, \"body\": \"{\\\"outcome\\\": \\\"answered\\\"}\"}";

  private final Logger root = Logger.getLogger("");
  private final List<String> heard = new ArrayList<>();
  private final Handler listener =
      new Handler() {
        @Override
        public void publish(LogRecord log) {
          heard.add(log.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @BeforeEach
  void listen() {
    root.addHandler(listener);
  }

  @AfterEach
  void listenNoMore() {
    root.removeHandler(listener);
  }

  private static void prime(Supplier<RequestStreamHandler> handler) {
    new Priming(handler, Clock.systemUTC()).beforeCheckpoint(Core.getGlobalContext());
  }

  private static RequestStreamHandler answering(String response) {
    return (_, out, _) -> out.write(response.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aQuestionIsAskedUntilItsCodeIsCompiled() {
    AtomicInteger made = new AtomicInteger();
    AtomicInteger asked = new AtomicInteger();

    prime(() -> {
      made.incrementAndGet();
      return (in, out, context) -> {
        asked.incrementAndGet();
        answering(ANSWERED).handleRequest(in, out, context);
      };
    });

    assertEquals(1, made.get());
    assertEquals(20, asked.get());
    assertEquals(List.of(), heard);
  }

  @Test
  void nothingOfItIsLoggedAndAllThatComesAfterIs() {
    Handler[] before = root.getHandlers();

    prime(() -> {
      System.getLogger("askdocs").log(System.Logger.Level.INFO, "made");
      return (in, out, context) -> {
        System.getLogger("askdocs").log(System.Logger.Level.INFO, "asked");
        answering(ANSWERED).handleRequest(in, out, context);
      };
    });

    assertEquals(List.of(), heard);
    assertArrayEquals(before, root.getHandlers());
  }

  /** The snapshot is taken all the same: its first request is slow, and that is all. */
  @Test
  void aFailureIsLoggedAndEndsThere() {
    prime(() -> answering("{\"statusCode\": 503, \"body\": \"\"}"));
    prime(() -> answering("no JSON"));
    prime(() -> {
      throw new NoClassDefFoundError("example/Missing");
    });

    assertEquals(3, heard.size(), heard::toString);
    assertTrue(heard.stream().allMatch(line -> line.startsWith("Priming failed")), heard::toString);
  }
}
