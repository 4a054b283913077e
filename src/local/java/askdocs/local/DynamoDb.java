package askdocs.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** DynamoDB Local, in a JVM of its own: one database, whatever credentials and region are used. */
public final class DynamoDb implements AutoCloseable {
  private static final String NAME = "DynamoDB Local";
  private static final List<String> FLAGS =
      List.of(
          "-Xmx256m",
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "--enable-native-access=ALL-UNNAMED");

  private final ChildJvm jvm;
  private final URI endpoint;
  private final Path scratch;

  private DynamoDb(ChildJvm jvm, Path scratch) {
    this.jvm = jvm;
    this.endpoint = URI.create(jvm.ready());
    this.scratch = scratch;
  }

  /**
   * Starts it, and waits until it answers.
   *
   * @param home where its build put its libraries: {@code target/dynamodb}
   * @param data the folder that keeps its data and its log, {@code dynamodb.log}; without one the
   *     data are in memory and gone at its end
   * @param port of 127.0.0.1; 0 picks a free one
   * @throws StartException saying what to do, if it is not built, the port is in use, or it does
   *     not start
   */
  public static DynamoDb start(Path home, Optional<Path> data, int port) {
    ChildLibraries libraries = ChildLibraries.in(home, NAME, "src/local/dynamodb/pom.xml");
    LoopbackPort.requireFree(NAME, port);
    Path scratch = scratch();
    Path folder = data.orElse(scratch).toAbsolutePath();
    List<String> flags = new ArrayList<>(FLAGS);
    // It unpacks SQLite's native library at each start, and a crash leaves it behind.
    flags.add("-Dorg.sqlite.tmpdir=" + scratch);
    List<String> arguments = new ArrayList<>(List.of(Integer.toString(port)));
    data.ifPresent(_ -> arguments.add(folder.toString()));
    try {
      return new DynamoDb(
          ChildJvm.start(
              new ChildJvm.Launch(
                  NAME,
                  libraries.classPath(),
                  flags,
                  "askdocs.dynamodb.DynamoDbServer",
                  arguments,
                  folder,
                  Map.of(),
                  folder.resolve("dynamodb.log"),
                  ChildJvm.Launch.PATIENCE)),
          scratch);
    } catch (RuntimeException failure) {
      remove(scratch);
      throw failure;
    }
  }

  /** Where it answers: {@code http://127.0.0.1:PORT}. */
  public URI endpoint() {
    return endpoint;
  }

  /** Whether its process runs. */
  public boolean isAlive() {
    return jvm.isAlive();
  }

  /** Ends it as a crash would; its data stay, if it has a folder. */
  public void kill() {
    jvm.kill();
    remove(scratch);
  }

  /** Ends it cleanly and waits until it is gone; its data stay, if it has a folder. */
  @Override
  public void close() {
    jvm.close();
    remove(scratch);
  }

  private static Path scratch() {
    try {
      return Files.createTempDirectory("askdocs-dynamodb");
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static void remove(Path folder) {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(file);
        }
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
  }
}
