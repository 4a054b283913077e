package askdocs.local.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a process took, and those that it started: the most memory resident at a time, as Linux
 * tells it, looked at five times a second; its Java heap, by its collector's log; and the time of
 * processors.
 */
final class MemoryWatch implements AutoCloseable {
  private static final long PAUSE_MILLIS = 200;
  private static final long TICKS_A_SECOND = 100;
  private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");
  private static final Pattern PAUSE =
      Pattern.compile("GC\\(\\d+\\) Pause .* (\\d+)M->(\\d+)M\\(\\d+M\\)");

  private final long pid;
  private final AtomicLong function = new AtomicLong();
  private final AtomicLong together = new AtomicLong();
  private final Thread watcher;

  private MemoryWatch(long pid) {
    this.pid = pid;
    this.watcher = Thread.ofPlatform().daemon().name("memory").start(this::watch);
  }

  static MemoryWatch of(long pid) {
    return new MemoryWatch(pid);
  }

  /** The option by which a JVM logs its collections, one file a process. */
  static String logging(Path folder) {
    return "-Xlog:gc:file=" + folder.toAbsolutePath().resolve("gc-%p.log") + "::filecount=0";
  }

  private void watch() {
    try {
      while (!Thread.interrupted()) {
        long own = resident(pid);
        long all =
            own
                + ProcessHandle.of(pid).stream()
                    .flatMap(ProcessHandle::descendants)
                    .mapToLong(child -> resident(child.pid()))
                    .sum();
        function.accumulateAndGet(own, Math::max);
        together.accumulateAndGet(all, Math::max);
        Thread.sleep(PAUSE_MILLIS);
      }
    } catch (InterruptedException e) {
      // Closed.
    }
  }

  /** In KiB; 0 if it is gone, or where there is no /proc. */
  private static long resident(long pid) {
    try {
      Matcher line =
          RESIDENT.matcher(Files.readString(Path.of("/proc", Long.toString(pid), "status")));
      return line.find() ? Long.parseLong(line.group(1)) : 0;
    } catch (IOException e) {
      return 0;
    }
  }

  /** What the function's own process took, in MB. */
  long functionMb() {
    return function.get() / 1024;
  }

  /** What it and its readers took at the same time, in MB. */
  long togetherMb() {
    return together.get() / 1024;
  }

  /**
   * A heap's greatest fill.
   *
   * @param beforeMb before a collection: with what is garbage already
   * @param afterMb after one
   */
  record Heap(long beforeMb, long afterMb) {
    private Heap or(long before, long after) {
      return new Heap(Math.max(beforeMb, before), Math.max(afterMb, after));
    }
  }

  /** Its heap, from the log that {@link #logging} asks for. */
  Heap heap(Path folder) throws IOException {
    Heap heap = new Heap(0, 0);
    for (String line : Files.readAllLines(folder.resolve("gc-" + pid + ".log"))) {
      Matcher pause = PAUSE.matcher(line);
      if (pause.find()) {
        heap = heap.or(Long.parseLong(pause.group(1)), Long.parseLong(pause.group(2)));
      }
    }
    return heap;
  }

  /** The time of processors that a process took, and all that it started, also what has ended. */
  static Duration processorTime(ProcessHandle process) {
    return Stream.concat(Stream.of(process), process.descendants())
        .map(MemoryWatch::withEnded)
        .reduce(Duration.ZERO, Duration::plus);
  }

  /**
   * What a process took itself, and those of its children that have ended: Linux adds these up.
   *
   * @see <a href="https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html">proc_pid_stat(5)</a>
   */
  private static Duration withEnded(ProcessHandle process) {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
      // The name, in parentheses, may hold anything; behind it is the third field.
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      long ticks = Arrays.stream(fields, 11, 15).mapToLong(Long::parseLong).sum();
      return Duration.ofMillis(ticks * 1_000 / TICKS_A_SECOND);
    } catch (IOException e) {
      return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }
  }

  @Override
  public void close() {
    watcher.interrupt();
  }
}
