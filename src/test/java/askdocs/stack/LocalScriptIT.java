package askdocs.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code scripts/local} as it is typed. */
class LocalScriptIT {
  private static final Pattern READY =
      Pattern.compile("^AskDocs is ready: (http://127\\.0\\.0\\.1:\\d+/)", Pattern.MULTILINE);
  private static final Pattern S3 = Pattern.compile("--endpoint-url (http://127\\.0\\.0\\.1:\\d+)");

  @TempDir private Path folder;
  private final HttpClient http = HttpClient.newHttpClient();
  private final List<ProcessHandle> seen = new ArrayList<>();

  /** This build has just compiled what the script would compile again beside it. */
  @BeforeAll
  static void isBuilt() throws IOException {
    Files.writeString(Path.of("target/local.built"), "");
  }

  @AfterEach
  void nothingIsLeft() {
    seen.forEach(ProcessHandle::destroyForcibly);
    http.shutdownNow();
  }

  @Test
  void answersTheFirstQuestionStopsCleanlyAndStartsAgainWithAllItHad() throws Exception {
    Started first = start("--free-ports");
    String ready = first.untilReady();
    assertTrue(ready.contains("Sample documents that can be asked about: 5"), ready);
    assertTrue(ask(first, "¿Qué es ETL?").toString().contains("xtraer"), ready);
    put(first, "guardado.md", "El batán de Ozaeta se mueve con agua de acequia.\n");
    first.untilAnswered("¿Con qué se mueve el batán de Ozaeta?", "acequia");
    // What the queue still holds at the end must not be lost.
    put(first, "tardío.md", "La fragua de Compludo sopla con una trompa de agua.\n");
    List<ProcessHandle> processes = first.processes();
    assertTrue(processes.size() >= 5, processes.toString());
    first.process().destroy();
    ended(processes);
    assertFalse(first.output().contains("Exception"), first.output());

    Started second = start("--free-ports");
    second.untilReady();
    second.untilAnswered("¿Con qué se mueve el batán de Ozaeta?", "acequia");
    second.untilAnswered("¿Con qué sopla la fragua de Compludo?", "trompa");
    assertEquals(7, documents(second).size());
    List<ProcessHandle> orphans = second.processes();
    second.process().destroyForcibly();
    ended(orphans);
  }

  @Test
  void aSignalDuringTheStartEndsItWithoutAWord() throws Exception {
    Started started = start("--free-ports");
    // What the script itself runs before is not what is meant.
    Stack.await("it starts", started::output, text -> text.contains("Starting AskDocs"));
    Stack.await("it has children", () -> started.processes().size(), count -> count >= 2);
    List<ProcessHandle> processes = started.processes();
    started.process().destroy();
    ended(processes);
    assertTrue(started.output().startsWith("Starting AskDocs"), started.output());
    assertEquals(1, started.output().lines().count(), started.output());
  }

  @Test
  void aPortInUseIsNamedWithWhatToDo() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Started started = start("--free-ports", "--port", Integer.toString(taken.getLocalPort()));
      assertTrue(started.process().waitFor(180, TimeUnit.SECONDS));
      assertNotEquals(0, started.process().exitValue());
      assertTrue(
          started.output().contains("port " + taken.getLocalPort() + " for the API"),
          started.output());
      assertTrue(started.output().contains("--port N"), started.output());
      assertFalse(started.output().contains("\tat "), started.output());
    }
  }

  @Test
  void anOptionThatIsNoneIsNamed() throws Exception {
    Started started = start("--frsh");
    assertTrue(started.process().waitFor(180, TimeUnit.SECONDS));
    assertEquals(1, started.process().exitValue());
    assertTrue(started.output().contains("There is no option --frsh."), started.output());
  }

  private Started start(String... options) throws IOException {
    List<String> command =
        new ArrayList<>(List.of("scripts/local", "--data", folder.resolve("data").toString()));
    command.addAll(List.of(options));
    Path log = Files.createTempFile(folder, "local", ".log");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    seen.add(process.toHandle());
    return new Started(process, log);
  }

  private final class Started {
    private final Process process;
    private final Path log;

    Started(Process process, Path log) {
      this.process = process;
      this.log = log;
    }

    Process process() {
      return process;
    }

    String output() {
      try {
        return Files.readString(log);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** It and all that it started; they are ended with the test, whatever happens. */
    List<ProcessHandle> processes() {
      List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
      all.add(process.toHandle());
      seen.addAll(all);
      return all;
    }

    String untilReady() {
      return Stack.await(
          "it is ready",
          () -> {
            assertTrue(process.isAlive(), this::output);
            return output();
          },
          text -> text.contains("Stop it with Ctrl-C."));
    }

    void untilAnswered(String question, String fact) {
      Stack.await(question, () -> ask(this, question).toString(), answer -> answer.contains(fact));
    }

    URI address(Pattern pattern) {
      Matcher matcher = pattern.matcher(output());
      assertTrue(matcher.find(), this::output);
      return URI.create(matcher.group(1));
    }
  }

  private static void ended(List<ProcessHandle> processes) {
    Stack.await(
        "no process is left",
        () -> processes.stream().filter(ProcessHandle::isAlive).toList(),
        List::isEmpty);
  }

  private JsonNode ask(Started on, String question) {
    return send(
        HttpRequest.newBuilder(on.address(READY).resolve("ask"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{\"question\": \"" + question + "\"}")));
  }

  private JsonNode documents(Started on) {
    return send(HttpRequest.newBuilder(on.address(READY).resolve("documents"))).path("documents");
  }

  private void put(Started on, String key, String text) {
    send(
        HttpRequest.newBuilder(on.address(S3).resolve("/documents/" + Stack.encoded(key)))
            .PUT(BodyPublishers.ofString(text)));
  }

  private JsonNode send(HttpRequest.Builder request) {
    try {
      String body = http.send(request.build(), BodyHandlers.ofString()).body();
      return new ObjectMapper().readTree(body.startsWith("{") ? body : "{}");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
