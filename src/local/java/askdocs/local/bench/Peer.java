package askdocs.local.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One way to an answer, in a JVM of its own, which measures itself. */
final class Peer implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ROUND = "ROUND ";
  private static final int GRACE_SECONDS = 5;

  /** The same for all: what a function of 1,769 MB has, and one collector. */
  private static final List<String> FLAGS =
      List.of(
          "-Xmx1g",
          "-XX:+UseSerialGC",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow");

  private final String name;
  private final Process process;
  private final BufferedReader told;
  private final BufferedWriter orders;

  private Peer(String name, Process process) {
    this.name = name;
    this.process = process;
    this.told = process.inputReader(StandardCharsets.UTF_8);
    this.orders = process.outputWriter(StandardCharsets.UTF_8);
  }

  /**
   * Starts it, and waits until it takes rounds.
   *
   * @param log takes what it says of failures
   */
  static Peer start(
      String name,
      String classPath,
      String mainClass,
      List<String> arguments,
      Map<String, String> environment,
      Path log)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(FLAGS);
    command.addAll(List.of("-cp", classPath, mainClass));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(log.toFile());
    builder.environment().putAll(environment);
    Peer peer = new Peer(name, builder.start());
    peer.line("READY", log);
    return peer;
  }

  String name() {
    return name;
  }

  /** Has it answer questions, and gives what it measured of that. */
  JsonNode round(int callers, int asks, Path log) throws IOException {
    orders.write(callers + " " + asks + "\n");
    orders.flush();
    return JSON.readTree(line(ROUND, log).substring(ROUND.length()));
  }

  private String line(String start, Path log) throws IOException {
    for (String line = told.readLine(); line != null; line = told.readLine()) {
      if (line.startsWith(start)) {
        return line;
      }
    }
    throw new IOException(name + " has ended; see " + log);
  }

  @Override
  public void close() {
    try {
      orders.close();
      if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    process.onExit().join();
  }
}
