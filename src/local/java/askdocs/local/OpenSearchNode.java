package askdocs.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A real OpenSearch node with the k-NN plugin, in a JVM of its own.
 *
 * <p>It has no native libraries, so k-NN indices must say {@code "engine": "lucene"}: with any
 * other the first write kills the node.
 */
public final class OpenSearchNode implements AutoCloseable {
  private static final String NAME = "OpenSearch";

  // Half a gigabyte is what it needs; the cheap compiler and collector start it fastest.
  private static final List<String> FLAGS =
      List.of(
          "-Xms512m",
          "-Xmx512m",
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-Dslf4j.internal.verbosity=ERROR",
          // On standard output, warnings about the class archive would be taken for the program's.
          "-Xlog:disable",
          "-Xlog:all=error:stderr");

  // The first run ends by writing its class archive, which takes seconds.
  private static final Duration GRACE_TO_ARCHIVE = Duration.ofSeconds(60);
  private static final Duration GRACE = Duration.ofSeconds(10);

  private final ChildJvm jvm;
  private final URI endpoint;
  private final Path archive;

  private OpenSearchNode(ChildJvm jvm, Path archive) {
    this.jvm = jvm;
    this.endpoint = URI.create(jvm.ready());
    this.archive = archive;
  }

  /**
   * Starts it, and waits until it answers and its shards are there.
   *
   * @param home where its build put its libraries: {@code target/opensearch}
   * @param data the folder that keeps its data and its log, {@code opensearch.log}
   * @param port of 127.0.0.1; 0 picks a free one
   * @throws StartException saying what to do, if it is not built, the port is in use, or it does
   *     not start
   */
  public static OpenSearchNode start(Path home, Path data, int port) {
    return start(home, data, port, List.of());
  }

  /**
   * The same with more memory, say, or the compiler that a server has.
   *
   * @param flags the JVM's own, which stand behind the usual ones
   */
  public static OpenSearchNode start(Path home, Path data, int port, List<String> flags) {
    ChildLibraries libraries = ChildLibraries.in(home, NAME, "src/local/opensearch/pom.xml");
    LoopbackPort.requireFree(NAME, port);
    Path folder = data.toAbsolutePath();
    Path archive = classArchive(home.toAbsolutePath(), libraries);
    List<String> all = new ArrayList<>(FLAGS);
    // An archive is good for the flags that it was made with.
    all.addAll(flags.isEmpty() ? usingArchive(archive) : flags);
    ChildJvm jvm =
        ChildJvm.start(
            new ChildJvm.Launch(
                NAME,
                libraries.classPath(),
                all,
                "askdocs.opensearch.OpenSearchServer",
                List.of(folder.toString(), Integer.toString(port)),
                folder,
                Map.of(),
                folder.resolve("opensearch.log"),
                ChildJvm.Launch.PATIENCE));
    OpenSearchNode node = new OpenSearchNode(jvm, archive);
    try {
      node.awaitShards(Instant.now().plus(ChildJvm.Launch.PATIENCE));
      return node;
    } catch (RuntimeException failure) {
      jvm.close();
      throw failure;
    }
  }

  /** Where it answers: {@code http://127.0.0.1:PORT}. */
  public URI endpoint() {
    return endpoint;
  }

  /** The CPU that its process has used. */
  public Duration cpu() {
    return ProcessHandle.of(jvm.pid())
        .flatMap(process -> process.info().totalCpuDuration())
        .orElse(Duration.ZERO);
  }

  /** Whether its process runs. */
  public boolean isAlive() {
    return jvm.isAlive();
  }

  /** Ends it as a crash would; its data stay. */
  public void kill() {
    jvm.kill();
  }

  /** Ends it cleanly and waits until it is gone; its data stay. */
  @Override
  public void close() {
    jvm.close(Files.exists(archive) ? GRACE : GRACE_TO_ARCHIVE);
  }

  /**
   * The file with its classes as the JVM has them in memory, which saves a third of the time to
   * start. The JVM itself makes it at its first clean end, and leaves it unused if it is incomplete
   * or another JVM's; but it does not make it anew for other jars, so they are in its name.
   */
  private static Path classArchive(Path home, ChildLibraries libraries) {
    Path archive = home.resolve("classes-" + libraries.fingerprint() + ".jsa");
    try (DirectoryStream<Path> archives = Files.newDirectoryStream(home, "classes-*.jsa")) {
      for (Path other : archives) {
        if (!other.equals(archive)) {
          Files.deleteIfExists(other);
        }
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return archive;
  }

  private static List<String> usingArchive(Path archive) {
    return List.of("-XX:+AutoCreateSharedArchive", "-XX:SharedArchiveFile=" + archive);
  }

  /** It answers before it has recovered its shards; a search would fail until then. */
  private void awaitShards(Instant deadline) {
    HttpRequest health =
        HttpRequest.newBuilder(
                endpoint.resolve("/_cluster/health?wait_for_status=yellow&timeout=2s"))
            .timeout(Duration.ofSeconds(10))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      while (!isHealthy(client, health)) {
        if (!jvm.isAlive() || Instant.now().isAfter(deadline)) {
          throw new StartException(
              NAME + " answers at " + endpoint + ", but its shards did not recover; see its log");
        }
        Thread.sleep(100);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new StartException("The wait for " + NAME + " was interrupted", interrupted);
    }
  }

  private static boolean isHealthy(HttpClient client, HttpRequest health)
      throws InterruptedException {
    try {
      return client.send(health, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }
}
