package askdocs.local;

import askdocs.local.functions.FunctionFailure;
import askdocs.local.functions.FunctionHost;
import askdocs.local.functions.LambdaFunction;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A deployment package of functions, in a process of its own that a test may kill.
 *
 * <p>A process that has died is started again by the next invocation, as Lambda does.
 */
public final class Functions implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Functions.class.getName());
  private static final Duration MARGIN = Duration.ofSeconds(5);
  private static final Duration GRACE = Duration.ofSeconds(2);

  private final Deployment deployment;
  private final HttpClient http = HttpClient.newHttpClient();
  private ChildJvm process;
  private int starts;
  private boolean closed;

  /**
   * What runs, and how.
   *
   * @param name the function's name, in its log and its context
   * @param environment its environment variables, beside those of this process
   * @param timeout how long an invocation may take
   * @param memoryMb its memory in MB
   * @param logs the folder of its logs: {@code NAME.log}, {@code NAME-2.log} after a crash, …
   */
  public record Deployment(
      String name, Map<String, String> environment, Duration timeout, int memoryMb, Path logs) {
    public Deployment {
      environment = Map.copyOf(environment);
      if (name.isBlank() || !timeout.isPositive() || memoryMb < 128) {
        throw new IllegalArgumentException("Not a function: " + name);
      }
    }
  }

  private Functions(Deployment deployment) {
    this.deployment = deployment;
    this.process = launch();
  }

  /**
   * Starts the process and waits until it takes invocations; its handlers are made by the first.
   *
   * @throws StartException if it does not start
   */
  public static Functions start(Deployment deployment) {
    return new Functions(deployment);
  }

  /** One of its handlers, by the name of its class, as a function. */
  public LambdaFunction handler(String className) {
    return new LambdaFunction() {
      @Override
      public String invoke(String event) throws FunctionFailure {
        return Functions.this.invoke(className, event);
      }

      @Override
      public void stream(String event, OutputStream out) throws FunctionFailure, IOException {
        Functions.this.stream(className, event, out);
      }
    };
  }

  /**
   * Invokes a handler and waits.
   *
   * @param handler the name of its class
   * @param event the event's JSON
   * @return the answer's JSON, empty where a stream handler wrote nothing
   * @throws FunctionFailure if it ended with an error, took too long, or its process ended
   */
  public String invoke(String handler, String event) throws FunctionFailure {
    HttpResponse<String> response;
    try {
      response = send(handler, event);
    } catch (ConnectException e) {
      // It died between two invocations: nothing has reached it, so another may have this one.
      try {
        response = send(handler, event);
      } catch (ConnectException again) {
        throw ended(again);
      }
    }
    if (response.statusCode() == 200) {
      return response.body();
    }
    throw failure(response.body());
  }

  private void stream(String handler, String event, OutputStream out)
      throws FunctionFailure, IOException {
    HttpResponse<InputStream> response = send(handler, event, BodyHandlers.ofInputStream());
    // Closed before its end, the connection goes, by which the function sees that nobody reads.
    try (InputStream body = response.body()) {
      if (response.statusCode() != 200) {
        throw failure(new String(body.readAllBytes(), StandardCharsets.UTF_8));
      }
      byte[] piece = new byte[8_192];
      for (int length = read(body, piece); length >= 0; length = read(body, piece)) {
        out.write(piece, 0, length);
        out.flush();
      }
    }
  }

  private int read(InputStream body, byte[] piece) throws FunctionFailure {
    try {
      return body.read(piece);
    } catch (IOException e) {
      throw ended(e);
    }
  }

  private HttpResponse<String> send(String handler, String event)
      throws FunctionFailure, ConnectException {
    return send(handler, event, BodyHandlers.ofString());
  }

  private <T> HttpResponse<T> send(String handler, String event, HttpResponse.BodyHandler<T> body)
      throws FunctionFailure, ConnectException {
    ChildJvm host = living();
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(host.ready())
                    .resolve(
                        "/invoke?handler=" + URLEncoder.encode(handler, StandardCharsets.UTF_8)))
            .timeout(deployment.timeout().plus(MARGIN))
            .POST(BodyPublishers.ofString(event))
            .build();
    try {
      return http.send(request, body);
    } catch (ConnectException e) {
      host.kill();
      throw e;
    } catch (IOException e) {
      host.kill();
      throw ended(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FunctionFailure("Interrupted", "Nobody waits for the answer any more");
    }
  }

  private FunctionFailure ended(IOException cause) {
    return new FunctionFailure(
        "Runtime.ExitError", deployment.name() + " ended before it answered: " + cause);
  }

  private static FunctionFailure failure(String json) {
    try {
      JsonNode error = new ObjectMapper().readTree(json);
      return new FunctionFailure(
          error.path("errorType").asText("Unhandled"), error.path("errorMessage").asText());
    } catch (IOException e) {
      return new FunctionFailure("Unhandled", json);
    }
  }

  private synchronized ChildJvm living() throws FunctionFailure {
    if (closed) {
      throw new FunctionFailure("Runtime.ExitError", deployment.name() + " is stopped");
    }
    if (!process.isAlive()) {
      LOG.log(Level.INFO, "{0} has died: starting it again", deployment.name());
      try {
        process = launch();
      } catch (StartException e) {
        throw new FunctionFailure("Runtime.ExitError", e.getMessage());
      }
    }
    return process;
  }

  private ChildJvm launch() {
    starts++;
    String log = deployment.name() + (starts == 1 ? "" : "-" + starts) + ".log";
    Map<String, String> environment = new HashMap<>(deployment.environment());
    environment.put("AWS_LAMBDA_FUNCTION_NAME", deployment.name());
    environment.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(deployment.memoryMb()));
    environment.put("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST");
    return ChildJvm.start(
        new ChildJvm.Launch(
            deployment.name(),
            classPath(),
            List.of(
                "-Xmx" + deployment.memoryMb() + "m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-Dsun.net.httpserver.nodelay=true"),
            FunctionHost.class.getName(),
            List.of(deployment.timeout().toString()),
            deployment.logs(),
            environment,
            deployment.logs().resolve(log),
            ChildJvm.Launch.PATIENCE));
  }

  /** What ships, its libraries, and what hosts it. */
  private static String classPath() {
    Path hosting = origin(FunctionHost.class);
    Path target = hosting.resolveSibling("functions.classpath");
    try {
      return String.join(
          File.pathSeparator,
          hosting.resolveSibling("classes").toString(),
          hosting.toString(),
          origin(PojoSerializer.class).toString(),
          Files.readString(target).strip());
    } catch (IOException e) {
      throw new StartException("The functions are not built. Run: mvn -q test-compile", e);
    }
  }

  private static Path origin(Class<?> type) {
    return Path.of(URI.create(type.getProtectionDomain().getCodeSource().getLocation().toString()));
  }

  /** Kills the process as a crash would, and waits until it is gone. */
  public synchronized void kill() {
    process.kill();
  }

  /** The id of its process, that of a dead one until the next invocation. */
  public synchronized long pid() {
    return process.pid();
  }

  @Override
  public synchronized void close() {
    closed = true;
    process.close(GRACE);
    http.shutdownNow();
  }
}
