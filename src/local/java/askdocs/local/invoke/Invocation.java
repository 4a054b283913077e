package askdocs.local.invoke;

import askdocs.local.invoke.Outcome.Failed;
import askdocs.local.template.LocalResources;
import askdocs.local.template.Template;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One event through one function, in a process like Lambda's: its own JVM, the package as working
 * folder, Lambda's class loader and runtime client, and nothing in the environment but what Lambda
 * and the template put there.
 *
 * @param environment the function's variables; Lambda's own are added
 */
record Invocation(Template.Function function, Map<String, String> environment, String event) {
  /** How long what a killed function has said may take to be read, if a child of it lives on. */
  private static final Duration DRAINING = Duration.ofSeconds(5);

  /** What Lambda gives a function to start, unless its own timeout is longer. */
  private static final Duration LEAST_TIME_TO_START = Duration.ofSeconds(10);

  Invocation {
    environment = Map.copyOf(environment);
  }

  /**
   * Runs it and waits for the end.
   *
   * @param log where the function's output goes, and the lines that Lambda adds to it
   * @throws IOException if no process could be started
   */
  Outcome run(PrintStream log) throws IOException, InterruptedException {
    Clock clock = Clock.systemUTC();
    String arn =
        "arn:aws:lambda:%s:%s:function:%s"
            .formatted(LocalResources.REGION, LocalResources.ACCOUNT, function.name());
    try (RuntimeApi api = new RuntimeApi(event, function.timeout(), arn, clock)) {
      api.restore();
      Instant started = clock.instant();
      Process process = start(api);
      Thread output = Thread.ofPlatform().daemon().start(() -> copyOutput(process, log));
      try {
        process
            .onExit()
            .thenAccept(ended -> api.ended().complete(exited(api.requestId(), ended.exitValue())));
        Outcome outcome = await(api);
        // Process.destroyForcibly closes the pipe, and what is still in it would be lost.
        process.toHandle().destroyForcibly();
        process.waitFor();
        output.join(DRAINING);
        log.println(report(api, started, clock.instant()));
        return outcome;
      } finally {
        process.destroyForcibly().waitFor();
      }
    }
  }

  /** Starts the process; its output is to be read. */
  Process start(RuntimeApi api) throws IOException {
    return start(api, List.of());
  }

  /**
   * The same.
   *
   * @param launcher a command that becomes the command given behind it, such as {@code taskset}
   */
  Process start(RuntimeApi api, List<String> launcher) throws IOException {
    List<String> command = new ArrayList<>(launcher);
    command.addAll(function.bringsItsJvm() ? List.of(bootstrap()) : command());
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.directory(function.codeUri().toFile());
    builder.redirectErrorStream(true);
    Map<String, String> variables = builder.environment();
    variables.keySet().retainAll(List.of("PATH", "HOME", "TMPDIR"));
    // Lambda says en_US, which not every machine has.
    variables.put("LANG", "C.UTF-8");
    variables.put("TZ", ":UTC");
    variables.put("LAMBDA_TASK_ROOT", function.codeUri().toString());
    variables.put("_HANDLER", function.handler());
    variables.put("AWS_LAMBDA_FUNCTION_NAME", function.name());
    variables.put("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST");
    variables.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(function.memoryMb()));
    variables.put("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/" + function.name());
    variables.put("AWS_LAMBDA_LOG_STREAM_NAME", "local");
    variables.put(
        "AWS_LAMBDA_INITIALIZATION_TYPE", function.snapStart() ? "snap-start" : "on-demand");
    if (!function.bringsItsJvm()) {
      variables.put("AWS_EXECUTION_ENV", "AWS_Lambda_java25");
    }
    variables.putAll(environment);
    variables.put("AWS_LAMBDA_RUNTIME_API", api.address());
    Process process = builder.start();
    process.getOutputStream().close();
    return process;
  }

  private String bootstrap() {
    return function.codeUri().resolve("bootstrap").toString();
  }

  /** The managed runtime's flags, so far as they are known: heap 85 % of the memory, C1, serial. */
  private List<String> command() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + function.memoryMb() * 85L * 1024 / 100 + "k");
    command.add("-XX:+UseSerialGC");
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-Xshare:auto");
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("--add-opens=java.base/java.io=ALL-UNNAMED");
    command.add("-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac");
    command.add("-cp");
    command.add(
        Stream.of(AWSLambda.class, LambdaLogger.class, PojoSerializer.class)
            .map(Invocation::jarOf)
            .distinct()
            .collect(Collectors.joining(File.pathSeparator)));
    command.add(AWSLambda.class.getName());
    command.add(function.handler());
    return command;
  }

  private Outcome await(RuntimeApi api) throws InterruptedException {
    Duration toStart =
        function.timeout().compareTo(LEAST_TIME_TO_START) > 0
            ? function.timeout()
            : LEAST_TIME_TO_START;
    try {
      CompletableFuture.anyOf(api.begun(), api.ended())
          .get(toStart.toMillis(), TimeUnit.MILLISECONDS);
      return api.ended().get(function.timeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      Duration spent = api.begun().isDone() ? function.timeout() : toStart;
      return failed(
          "Sandbox.Timedout",
          "RequestId: %s Error: Task timed out after %s seconds"
              .formatted(api.requestId(), seconds(spent)));
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Failed exited(String requestId, int status) {
    return failed(
        "Runtime.ExitError",
        "RequestId: %s Error: Runtime exited with error: exit status %d"
            .formatted(requestId, status));
  }

  private static Failed failed(String errorType, String errorMessage) {
    return new Failed(
        errorType,
        errorMessage,
        JsonNodeFactory.instance
            .objectNode()
            .put("errorType", errorType)
            .put("errorMessage", errorMessage)
            .toString());
  }

  private String report(RuntimeApi api, Instant started, Instant ended) {
    Instant begun = api.begun().getNow(ended);
    return "REPORT RequestId: %s  Duration: %d ms  Memory Size: %d MB  Init Duration: %d ms"
        .formatted(
            api.requestId(),
            Duration.between(begun, ended).toMillis(),
            function.memoryMb(),
            Duration.between(started, begun).toMillis());
  }

  private static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.2f", duration.toMillis() / 1000.0);
  }

  private static void copyOutput(Process process, PrintStream log) {
    try {
      process.getInputStream().transferTo(log);
    } catch (IOException e) {
      // The pipe of a process that is being ended may break; what it said before has been copied.
      if (process.isAlive()) {
        log.println("The function's output ended early: " + e.getMessage());
      }
    }
  }

  private static String jarOf(Class<?> type) {
    try {
      Path jar = Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
      if (!Files.exists(jar)) {
        throw new UncheckedIOException(new IOException("Missing: " + jar));
      }
      return jar.toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
