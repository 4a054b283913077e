package askdocs.parse.child;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import askdocs.ingest.DocumentReader.ReadOutcome;
import askdocs.ingest.DocumentReader.ReadOutcome.Failed;
import askdocs.ingest.TextPart;
import askdocs.knowledge.Deadline;
import askdocs.knowledge.UpstreamException;
import askdocs.parse.PartwiseReader;
import askdocs.parse.child.ReadingMain.Request;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IsolatedReaderTest {
  private static final Isolation PATIENT = new Isolation(Duration.ofMinutes(5), 64, 1, 100);
  private static final Deadline TIME = Deadline.in(Duration.ofDays(1), Clock.systemUTC());

  @TempDir static Path folder;
  private static IsolatedReader reader;

  @BeforeAll
  static void start() {
    reader = new IsolatedReader(PATIENT, Misbehaving.class, folder);
  }

  @AfterAll
  static void stop() throws IOException {
    reader.close();
    try (Stream<Path> left = Files.list(folder)) {
      assertEquals(List.of("file"), left.map(one -> one.getFileName().toString()).toList());
    }
  }

  @AfterEach
  void theNextFileIsRead() throws IOException {
    assertEquals("well", read(reader, "reads", "well"));
  }

  private static ReadOutcome outcome(IsolatedReader reader, String key, String contents)
      throws IOException {
    Path file = Files.writeString(folder.resolve("file"), contents);
    return reader.read(key, Optional.empty(), file, TIME);
  }

  private static String read(IsolatedReader reader, String key, String contents)
      throws IOException {
    ReadOutcome.Read read =
        assertInstanceOf(ReadOutcome.Read.class, outcome(reader, key, contents));
    try (var document = read.document()) {
      return document.whole().text();
    }
  }

  @Test
  void whatHangsIsKilled() throws IOException {
    Isolation impatient = new Isolation(Duration.ofSeconds(1), 64, 1, 100);
    try (IsolatedReader hasty = new IsolatedReader(impatient, Misbehaving.class, folder)) {
      assertEquals(
          new Failed(
              "Reading it took longer than the 1 seconds that one document may take; split it."),
          outcome(hasty, "loops", ""));
      assertEquals(1, hasty.lost());
    }
    assertTrue(ProcessHandle.current().children().count() <= 1);
  }

  @ParameterizedTest
  @CsvSource({
    "fills the heap, 'Reading it took more memory than the 64 MB that one document may take; split"
        + " it.'",
    "overflows, It could not be read: the program that reads it broke on it.",
    "exits, It could not be read: the program that reads it broke on it.",
    "refuses, No."
  })
  void whatBreaksFailsItsOwnFile(String key, String reason) throws IOException {
    assertEquals(new Failed(reason), outcome(reader, key, "x"));
  }

  @Test
  void whatIsPrintedIsNoAnswer() throws IOException {
    assertEquals("printed", read(reader, "prints", ""));
  }

  @Test
  void theSurroundingsAreNotHandedOn() throws IOException {
    String names = read(reader, "looks around", "");

    for (String name : names.replaceAll("[\\[\\] ]", "").split(",")) {
      assertTrue(
          List.of("PATH", "LD_LIBRARY_PATH", "TESSDATA_PREFIX", "LC_ALL", "_").contains(name),
          names);
    }
  }

  @Test
  void temporaryFilesOfOneFileAreGoneForTheNext() throws IOException {
    assertEquals("1", read(reader, "litters", ""));
    assertEquals("1", read(reader, "litters", ""));
  }

  @Test
  void noConnectionIsOpened() throws IOException {
    try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertEquals(
          "Nothing is fetched while a file is read",
          read(reader, "opens a connection", "http://127.0.0.1:" + listener.getLocalPort()));
      listener.setSoTimeout(1);
      assertThrows(SocketTimeoutException.class, listener::accept);
    }
  }

  @Test
  void aProcessIsKeptAndRenewedAfterSoManyFiles() throws IOException {
    Isolation brief = new Isolation(Duration.ofMinutes(5), 64, 1, 2);
    try (IsolatedReader renewed = new IsolatedReader(brief, Misbehaving.class, folder)) {
      String first = read(renewed, "names its process", "");
      assertEquals(first, read(renewed, "names its process", ""));
      assertNotEquals(first, read(renewed, "names its process", ""));
      assertEquals(0, renewed.lost());
    }
  }

  @Test
  void nothingIsBegunWhenTheTimeIsUp() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    Deadline passed = Deadline.in(Duration.ZERO, Clock.systemUTC());

    UpstreamException failure =
        assertThrows(
            UpstreamException.class, () -> reader.read("reads", Optional.empty(), file, passed));

    assertEquals(UpstreamException.Kind.RETRYABLE, failure.kind());
  }

  /** Has no constructor without parameters. */
  record Unstartable(int number) implements PartwiseReader {
    @Override
    public Reading read(
        String key, Optional<String> contentType, Path file, Consumer<TextPart> parts) {
      throw new AssertionError();
    }
  }

  @Test
  void aProcessThatCannotBeStartedIsNotTheFilesFault() {
    IsolatedReader broken = new IsolatedReader(PATIENT, Unstartable.class, folder);

    UpstreamException failure =
        assertThrows(UpstreamException.class, () -> outcome(broken, "reads", ""));

    assertEquals(UpstreamException.Kind.RETRYABLE, failure.kind());
    assertTrue(failure.getMessage().contains("NoSuchMethodException"), failure.getMessage());
  }

  @Test
  void aProcessEndsWithItsParentEvenWhileItReads() throws Exception {
    Path own = Files.createDirectory(folder.resolve("own"));
    Process process = ReadingCommand.of(64, Misbehaving.class, own).start();
    assertEquals(ReadingMain.READY, process.getInputStream().read());
    new Request("loops", Optional.empty(), folder, own.resolve("spool"))
        .write(new DataOutputStream(process.getOutputStream()));

    process.getOutputStream().close();

    assertTrue(process.waitFor(1, TimeUnit.MINUTES));
    Files.deleteIfExists(own.resolve("spool"));
    Files.delete(own);
    assertFalse(process.isAlive());
  }

  /** Reads a file, and with the process still there lets a virtual thread say so. */
  static final class ReadingBesideVirtualThreads {
    public static void main(String[] arguments) throws IOException, InterruptedException {
      Path own = Path.of(arguments[0]);
      Path file = Files.writeString(own.resolve("file"), "well");
      try (IsolatedReader reader = new IsolatedReader(PATIENT, Misbehaving.class, own)) {
        var outcome = (ReadOutcome.Read) reader.read("reads", Optional.empty(), file, TIME);
        try (var document = outcome.document()) {
          Thread.ofVirtual().start(() -> System.out.print(document.whole().text())).join();
        }
      }
      Files.delete(file);
    }
  }

  /** One carrier, and none that stands in for it: as it is after half a minute without work. */
  @Test
  void aProcessThatWaitsForWorkTakesNoCarrierFromVirtualThreads() throws Exception {
    Path own = Files.createDirectory(folder.resolve("own"));
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djdk.virtualThreadScheduler.parallelism=1",
                "-Djdk.virtualThreadScheduler.maxPoolSize=1",
                "-cp",
                System.getProperty("java.class.path"),
                ReadingBesideVirtualThreads.class.getName(),
                own.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      assertTrue(process.waitFor(1, TimeUnit.MINUTES));
      assertEquals("well", new String(process.getInputStream().readAllBytes(), UTF_8));
    } finally {
      process.destroyForcibly();
    }
    Files.delete(own);
  }

  @Test
  void whatFitsIntoAFunctionIsStated() {
    assertEquals(new Isolation(Duration.ofMinutes(2), 496, 1, 1_000), Isolation.within(1_024));
    assertEquals(new Isolation(Duration.ofMinutes(2), 1_176, 2, 1_000), Isolation.within(3_008));
    assertEquals(new Isolation(Duration.ofMinutes(2), 64, 1, 1_000), Isolation.within(512));
  }
}
