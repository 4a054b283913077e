package askdocs.lambda;

import askdocs.lambda.runtime.RuntimeEnvironment;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;

/**
 * Has a snapshot of SnapStart hold what the first request would otherwise load and compile: before
 * it is taken, a handler that nobody else has answers a question, over clients that reach nobody,
 * and is thrown away. So no data is touched, nothing is spent, and neither log nor metrics tell of
 * it; and of the handler that serves, no connection is open when the snapshot is taken.
 *
 * <p>It is for speed alone: where it fails, that is logged, and the snapshot is taken all the same.
 */
final class Priming implements Resource {
  private static final Logger LOG = System.getLogger(Priming.class.getName());

  /** What is called this often, the JVM has compiled. */
  private static final int TIMES = 20;

  private static final String EVENT =
      """
      {"resource": "/ask", "path": "/ask", "httpMethod": "POST",
       "headers": {"Content-Type": "application/json"},
       "queryStringParameters": null, "pathParameters": null,
       "requestContext": {"requestId": "priming", "identity": {"apiKeyId": "priming"}},
       "body": "{\\"question\\": \\"When does the library open?\\"}", "isBase64Encoded": false}
      """;

  private static final RuntimeEnvironment ENVIRONMENT =
      new RuntimeEnvironment("", "", "priming", "", 1, "", "");
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** The runtime itself refers to them weakly. */
  private static final Set<Priming> REGISTERED = ConcurrentHashMap.newKeySet();

  private final Supplier<RequestStreamHandler> handler;
  private final Clock clock;

  Priming(Supplier<RequestStreamHandler> handler, Clock clock) {
    this.handler = handler;
    this.clock = clock;
  }

  /**
   * Has it done before a snapshot is taken.
   *
   * @param handler makes a handler whose clients reach nobody
   */
  static void register(Supplier<RequestStreamHandler> handler) {
    Priming priming = new Priming(handler, Clock.systemUTC());
    REGISTERED.add(priming);
    Core.getGlobalContext().register(priming);
  }

  @Override
  public void beforeCheckpoint(Context<? extends Resource> context) {
    // The JDK's client, by which the SDK asks for credentials, reads it when it is first used.
    System.setProperty("http.keepAlive", "false");
    try {
      JsonLogs.unheard(this::prime);
    } catch (RuntimeException | LinkageError e) {
      LOG.log(Level.WARNING, "Priming failed: the first request after a restore will be slow", e);
    }
  }

  /** Nothing is to be renewed: what serves has not been used yet. */
  @Override
  public void afterRestore(Context<? extends Resource> context) {}

  private void prime() {
    RequestStreamHandler primed = handler.get();
    for (int time = 0; time < TIMES; time++) {
      JsonNode response = response(primed);
      if (response.path("statusCode").asInt() != 200
          || !response.path("body").asText().contains("\"answered\"")) {
        throw new IllegalStateException("The question was not answered: " + response);
      }
    }
  }

  private JsonNode response(RequestStreamHandler handler) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      handler.handleRequest(
          new ByteArrayInputStream(EVENT.getBytes(StandardCharsets.UTF_8)),
          out,
          ENVIRONMENT.context("priming", clock.instant().plus(PATIENCE), clock));
      return Json.STRICT.readTree(out.toByteArray());
    } catch (IOException e) {
      throw new IllegalStateException("The question was not answered", e);
    }
  }
}
