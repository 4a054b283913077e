package askdocs.local;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A JVM with a class path of its own, the same Java as the one that runs.
 *
 * <p>Its program prints one line {@code READY} or {@code READY …} when it can be used, and ends at
 * the end of its standard input. The other end of that pipe is held here and by nobody else, so the
 * operating system closes it when this JVM dies, however it dies: a child never outlives its
 * parent.
 */
final class ChildJvm implements AutoCloseable {
  private static final String READY = "READY";
  private static final Duration GRACE = Duration.ofSeconds(10);
  private static final int QUOTED_LINES = 20;

  /**
   * What to start.
   *
   * @param name what it is, as messages shall call it
   * @param classPath as {@code java -cp} takes it
   * @param flags the JVM's own, before the main class
   * @param folder its working folder, made if missing
   * @param environment added to this JVM's own
   * @param log the file that takes all it prints, made anew at each start
   * @param patience how long it may take to print its READY line
   */
  record Launch(
      String name,
      String classPath,
      List<String> flags,
      String mainClass,
      List<String> arguments,
      Path folder,
      Map<String, String> environment,
      Path log,
      Duration patience) {
    /** The patience for a server on a loaded machine, where seconds become half minutes. */
    static final Duration PATIENCE = Duration.ofSeconds(90);

    Launch {
      flags = List.copyOf(flags);
      arguments = List.copyOf(arguments);
      environment = Map.copyOf(environment);
    }

    private List<String> command() {
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(flags);
      command.add("-cp");
      command.add(classPath);
      command.add(mainClass);
      command.addAll(arguments);
      return command;
    }
  }

  private final Process process;
  private final String ready;

  private ChildJvm(Process process, String ready) {
    this.process = process;
    this.ready = ready;
  }

  /**
   * Starts it and waits until it is ready.
   *
   * @throws StartException quoting the end of its log, if it ends before that or takes too long; no
   *     process is left then
   */
  static ChildJvm start(Launch launch) {
    Process process = spawn(launch);
    CompletableFuture<String> ready = new CompletableFuture<>();
    Thread.ofPlatform()
        .daemon()
        .name("log of " + launch.name())
        .start(() -> drain(process, launch.log(), ready));
    try {
      return new ChildJvm(process, ready.get(launch.patience().toMillis(), TimeUnit.MILLISECONDS));
    } catch (ExecutionException ended) {
      end(process, GRACE);
      throw failure(launch, "ended with exit code " + process.exitValue() + " before it was ready");
    } catch (TimeoutException late) {
      kill(process);
      throw failure(launch, "was not ready after " + launch.patience().toSeconds() + " s");
    } catch (InterruptedException interrupted) {
      kill(process);
      Thread.currentThread().interrupt();
      throw failure(launch, "was given up: the wait for it was interrupted");
    }
  }

  /** What it printed behind READY; empty if nothing. */
  String ready() {
    return ready;
  }

  /** Its id in the operating system. */
  long pid() {
    return process.pid();
  }

  /** Whether its process runs. */
  boolean isAlive() {
    return process.isAlive();
  }

  /** Ends it without a warning, as a crash would, and waits until it is gone. */
  void kill() {
    kill(process);
  }

  /** Asks it to end, kills it after ten seconds, and waits until it is gone. */
  @Override
  public void close() {
    close(GRACE);
  }

  /** Asks it to end, kills it if it has not done so after this time, and waits until it is gone. */
  void close(Duration grace) {
    end(process, grace);
  }

  private static Process spawn(Launch launch) {
    try {
      Files.createDirectories(launch.folder());
      Files.createDirectories(launch.log().toAbsolutePath().getParent());
      ProcessBuilder builder =
          new ProcessBuilder(launch.command())
              .directory(launch.folder().toFile())
              .redirectErrorStream(true);
      builder.environment().putAll(launch.environment());
      return builder.start();
    } catch (IOException failure) {
      throw new StartException(launch.name() + " cannot be started: " + failure, failure);
    }
  }

  /** Copies what it prints to its log, until it ends. */
  private static void drain(Process process, Path log, CompletableFuture<String> ready) {
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        BufferedWriter file = Files.newBufferedWriter(log)) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        file.write(line);
        file.newLine();
        file.flush();
        if (line.equals(READY) || line.startsWith(READY + " ")) {
          ready.complete(line.substring(READY.length()).strip());
        }
      }
    } catch (IOException failure) {
      ready.completeExceptionally(failure);
    }
    ready.completeExceptionally(new IOException("It prints no more"));
  }

  private static void kill(Process process) {
    process.destroyForcibly();
    process.onExit().join();
  }

  private static void end(Process process, Duration grace) {
    try {
      process.getOutputStream().close();
    } catch (IOException alreadyClosed) {
      // It ended by itself.
    }
    process.destroy();
    try {
      if (!process.waitFor(grace.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    process.onExit().join();
  }

  private static StartException failure(Launch launch, String what) {
    return new StartException(
        launch.name() + " " + what + ". The end of " + launch.log() + ":\n" + endOf(launch.log()));
  }

  private static String endOf(Path log) {
    try {
      List<String> lines = Files.readAllLines(log);
      return String.join(
          "\n", lines.subList(Math.max(0, lines.size() - QUOTED_LINES), lines.size()));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
