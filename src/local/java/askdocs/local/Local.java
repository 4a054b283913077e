package askdocs.local;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;

/** The main program of the local stack: {@code scripts/local} starts it. */
public final class Local {
  private static final Duration HEALTHY = Duration.ofSeconds(90);
  private static final Duration INDEXED = Duration.ofSeconds(120);

  /** OpenSearch's first end, which writes its class archive, takes longest. */
  private static final Duration CLOSED = Duration.ofSeconds(75);

  /** Whether a signal has come. */
  private static volatile boolean stopping;

  /** Held so that their levels are not lost with them. */
  private static final Logger ROOT = Logger.getLogger("");

  /** It warns of every machine without a graphics card. */
  private static final Logger TOKENIZER = Logger.getLogger("ai.djl");

  private Local() {}

  /** Runs until it is stopped by a signal. */
  public static void main(String[] arguments) {
    System.setProperty("java.util.logging.SimpleFormatter.format", "%1$tT %4$s %5$s%6$s%n");
    ROOT.setLevel(Level.WARNING);
    TOKENIZER.setLevel(Level.SEVERE);
    try {
      CommandLine line = CommandLine.of(List.of(arguments));
      if (line.help()) {
        System.out.print(CommandLine.USAGE);
        return;
      }
      run(line);
    } catch (StartException e) {
      fail(e.getMessage());
    } catch (IOException e) {
      fail("AskDocs did not start: " + e.getMessage());
    } catch (InterruptedException e) {
      // A signal ends it, and all that ran is closed.
      Thread.currentThread().interrupt();
    }
  }

  /** What fails because a signal ends it is nobody's fault. */
  private static void fail(String message) {
    if (!stopping) {
      System.err.println(message);
      System.exit(1);
    }
  }

  private static void run(CommandLine line) throws IOException, InterruptedException {
    long begun = System.nanoTime();
    Path data = line.data().toAbsolutePath().normalize();
    if (line.fresh()) {
      clear(data);
    }
    if (line.bedrock() == LocalStack.Bedrock.AWS) {
      requireCredentials();
    }
    CountDownLatch ended = endedBySignal();
    System.out.println("Starting AskDocs; data and logs are in " + data);
    try (LocalStack stack =
            LocalStack.start(LocalStack.Options.in(data).on(line.ports()).with(line.bedrock()));
        HttpClient http = HttpClient.newHttpClient()) {
      awaitHealth(stack, http);
      loadSamples(stack, http, data);
      announce(stack, Duration.ofNanos(System.nanoTime() - begun));
      new CountDownLatch(1).await();
    } finally {
      ended.countDown();
    }
  }

  /**
   * Makes a signal interrupt this thread, whatever it is at, and wait until it has closed what
   * runs.
   *
   * @return what this thread has to count down then
   */
  private static CountDownLatch endedBySignal() {
    Thread main = Thread.currentThread();
    CountDownLatch ended = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(() -> {
              stopping = true;
              main.interrupt();
              try {
                ended.await(CLOSED.toMillis(), TimeUnit.MILLISECONDS);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            }));
    return ended;
  }

  /** Removes what an earlier start left, and nothing else that the folder may hold. */
  private static void clear(Path data) throws IOException {
    for (String name : List.of("s3", "dynamodb", "opensearch", "logs", "samples-loaded")) {
      Path part = data.resolve(name);
      if (Files.exists(part)) {
        try (Stream<Path> files = Files.walk(part)) {
          for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
            Files.delete(file);
          }
        }
      }
    }
  }

  private static void requireCredentials() {
    try (DefaultCredentialsProvider provider = DefaultCredentialsProvider.builder().build()) {
      provider.resolveCredentials();
    } catch (SdkClientException e) {
      throw new StartException(
          "--bedrock aws needs AWS credentials, and none were found: run `aws configure`, or set"
              + " AWS_PROFILE.",
          e);
    }
  }

  private static void awaitHealth(LocalStack stack, HttpClient http)
      throws IOException, InterruptedException {
    HttpRequest health =
        HttpRequest.newBuilder(stack.api().resolve("health")).timeout(HEALTHY).build();
    HttpResponse<String> response = http.send(health, BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new StartException(
          "The API is not healthy: "
              + response.body()
              + "\nThe functions' logs say why: "
              + stack.logs());
    }
  }

  private static void loadSamples(LocalStack stack, HttpClient http, Path data)
      throws IOException, InterruptedException {
    Path loaded = data.resolve("samples-loaded");
    if (Files.exists(loaded)) {
      return;
    }
    Samples samples = new Samples(http);
    samples.put(stack.resources().s3());
    Files.createFile(loaded);
    Samples.State state = samples.await(stack.api(), INDEXED);
    System.out.println("Sample documents that can be asked about: " + state.indexed());
    if (!state.settled() || !state.others().isEmpty()) {
      state.others().forEach((uri, status) -> System.out.println("  " + uri + ": " + status));
      System.out.println("  The functions' logs say more: " + stack.logs());
    }
  }

  private static void announce(LocalStack stack, Duration spent) {
    String api = stack.api().toString();
    System.out.println(
        """
        AskDocs is ready: %s (after %.1f s)

          curl %sask -H 'Content-Type: application/json' -d '{"question": "¿Qué es ETL?"}'
          AWS_ACCESS_KEY_ID=any AWS_SECRET_ACCESS_KEY=any aws s3 cp FILE s3://documents/ --endpoint-url %s --region us-east-1
          curl %sdocuments

        Stop it with Ctrl-C.\
        """
            .formatted(api, spent.toMillis() / 1000.0, api, stack.resources().s3(), api));
  }
}
