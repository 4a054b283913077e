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
  private static final int GRACE_SECONDS = 5;

  /** Of so many asks one may fail; more, and nothing was measured. */
  private static final int MOST_FAILED = 10;

  /** The same for all: what a function of 1,769 MB has, and one collector. */
  private static final List<String> FLAGS =
      List.of(
          "-Xmx1g",
          "-XX:+UseSerialGC",
          // So that what they use can be told.
          "-XX:-UseDynamicNumberOfCompilerThreads",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow");

  private final String name;
  private final Path log;
  private final Process process;
  private final BufferedReader told;
  private final BufferedWriter orders;

  private Peer(String name, Path log, Process process) {
    this.name = name;
    this.log = log;
    this.process = process;
    this.told = process.inputReader(StandardCharsets.UTF_8);
    this.orders = process.outputWriter(StandardCharsets.UTF_8);
  }

  /**
   * Starts it, and waits until it takes orders.
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
    Peer peer = new Peer(name, log, builder.start());
    peer.line("READY");
    return peer;
  }

  String name() {
    return name;
  }

  /** Has it answer questions, and gives what it measured of that. */
  JsonNode ask(int callers, int asks) throws IOException {
    return round("ask", callers, asks);
  }

  /** The same, each answer told while it comes about: the times are those to its first piece. */
  JsonNode stream(int callers, int asks) throws IOException {
    return round("stream", callers, asks);
  }

  private JsonNode round(String order, int callers, int asks) throws IOException {
    order(order + " " + callers + " " + asks);
    JsonNode round = JSON.readTree(line("ROUND "));
    if (round.path("failed").asInt() > asks / MOST_FAILED) {
      throw new IOException(name + " did not answer; see " + log);
    }
    return round;
  }

  /** The keys of the documents that each question finds, as often as they have passages. */
  List<List<String>> find(int questions) throws IOException {
    order("find");
    List<List<String>> found = new ArrayList<>();
    for (int question = 0; question < questions; question++) {
      found.add(List.of(line("FOUND ").split("\t")));
    }
    return found;
  }

  private void order(String order) throws IOException {
    orders.write(order + "\n");
    orders.flush();
  }

  /** The rest of the next line that begins so; functions log to standard output, too. */
  private String line(String start) throws IOException {
    for (String line = told.readLine(); line != null; line = told.readLine()) {
      if (line.startsWith(start)) {
        return line.substring(start.length());
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
