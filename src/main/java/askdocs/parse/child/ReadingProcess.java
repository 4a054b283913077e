package askdocs.parse.child;

import askdocs.knowledge.UpstreamException;
import askdocs.knowledge.UpstreamException.Kind;
import askdocs.parse.PartwiseReader;
import askdocs.parse.child.ReadingMain.Request;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** A process that reads files one after another. */
final class ReadingProcess implements AutoCloseable {
  private static final Logger LOG = System.getLogger(ReadingProcess.class.getName());

  /** On a busy machine too. */
  private static final Duration PATIENCE_TO_START = Duration.ofSeconds(60);

  /** The status of a Java machine whose heap was full. */
  private static final int OUT_OF_MEMORY = 3;

  /** The status of a process that the kernel killed, as it does when memory runs out. */
  private static final int KILLED = 128 + 9;

  /** How a request ended. */
  enum End {
    /** The spool is complete. */
    DONE,
    /** The spool could not be written. */
    TROUBLE,
    /** Killed: the time was up. */
    TOO_SLOW,
    /** Died: the memory was full. */
    TOO_LARGE,
    /** Died in another way. */
    BROKEN
  }

  private final Process process;
  private final Path folder;
  private final DataOutputStream requests;
  private final InputStream answers;
  private final LastWords lastWords;
  private int files;

  private ReadingProcess(Process process, Path folder) {
    this.process = process;
    this.folder = folder;
    this.requests = new DataOutputStream(new BufferedOutputStream(process.getOutputStream()));
    this.answers = process.getInputStream();
    this.lastWords = new LastWords(process.getErrorStream());
    listen(lastWords);
  }

  /**
   * Starts one and waits until it can begin.
   *
   * @param parent the folder in which it gets one of its own
   * @throws UpstreamException if it does not start: that says nothing of any file
   */
  static ReadingProcess start(int heapMb, Class<? extends PartwiseReader> reader, Path parent) {
    ReadingProcess started;
    try {
      Path folder = Files.createTempDirectory(parent, "reading-");
      started = new ReadingProcess(ReadingCommand.of(heapMb, reader, folder).start(), folder);
    } catch (IOException e) {
      throw new UpstreamException("No reading process can be started", Kind.RETRYABLE, e);
    }
    int answer = started.answerWithin(PATIENCE_TO_START);
    if (answer != ReadingMain.READY) {
      started.close();
      throw new UpstreamException(
          "A reading process did not start: " + started.lastWords, Kind.RETRYABLE);
    }
    return started;
  }

  /** How many files it has been given. */
  int files() {
    return files;
  }

  /** Whether it can be given another. */
  boolean isAlive() {
    return process.isAlive();
  }

  /** Its id in the operating system. */
  long pid() {
    return process.pid();
  }

  /** Has a file read; unless it is done, this process has ended. */
  End read(Request request, Duration time) {
    files++;
    try {
      request.write(requests);
    } catch (IOException e) {
      return ended();
    }
    int answer = answerWithin(time);
    return switch (answer) {
      case ReadingMain.DONE -> {
        clear();
        yield End.DONE;
      }
      case ReadingMain.TROUBLE -> {
        close();
        yield End.TROUBLE;
      }
      case LATE -> {
        close();
        yield End.TOO_SLOW;
      }
      default -> ended();
    };
  }

  private static final int LATE = -2;

  /** What it says; less than zero if it ends first, or the time does. */
  private int answerWithin(Duration time) {
    FutureTask<Integer> answer = new FutureTask<>(answers::read);
    listen(answer);
    try {
      return answer.get(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return LATE;
    } catch (ExecutionException e) {
      return -1;
    } catch (InterruptedException e) {
      close();
      Thread.currentThread().interrupt();
      throw new UpstreamException("Reading was interrupted", Kind.RETRYABLE, e);
    }
  }

  /**
   * A virtual thread that reads from a pipe keeps its carrier, of which there are as many as
   * processors: the JVM stands in for it only for so long, and then nothing virtual runs any more.
   */
  private static void listen(Runnable listener) {
    Thread.ofPlatform().daemon().name("reading process").start(listener);
  }

  private End ended() {
    // It has closed its output: it is ending, or is up to something.
    int status = -1;
    try {
      if (process.waitFor(1, TimeUnit.SECONDS)) {
        status = process.exitValue();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    LOG.log(Level.DEBUG, "A reading process ended with status " + status + ": " + lastWords);
    close();
    return status == OUT_OF_MEMORY || status == KILLED ? End.TOO_LARGE : End.BROKEN;
  }

  /** Kills it and all that it started, and deletes its files. */
  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    process.onExit().join();
    clear();
    try {
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      LOG.log(Level.WARNING, "A reading process's folder cannot be deleted", e);
    }
  }

  /** What parsers leave of one file is not there for the next. */
  private void clear() {
    try (Stream<Path> left = Files.walk(folder)) {
      for (Path file : left.sorted(Comparator.reverseOrder()).toList()) {
        if (!file.equals(folder)) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException | UncheckedIOException e) {
      LOG.log(Level.WARNING, "A reading process's files cannot be deleted", e);
    }
  }

  /** The end of what it printed. */
  private static final class LastWords implements Runnable {
    private static final int LENGTH = 2_000;

    private final InputStream printed;
    private String end = "";

    private LastWords(InputStream printed) {
      this.printed = printed;
    }

    @Override
    public void run() {
      byte[] some = new byte[4_096];
      try {
        for (int length = printed.read(some); length >= 0; length = printed.read(some)) {
          add(new String(some, 0, length, StandardCharsets.UTF_8));
        }
      } catch (IOException e) {
        add("");
      }
    }

    private synchronized void add(String more) {
      String all = end + more;
      end = all.substring(Math.max(0, all.length() - LENGTH));
    }

    @Override
    public synchronized String toString() {
      return end;
    }
  }
}
