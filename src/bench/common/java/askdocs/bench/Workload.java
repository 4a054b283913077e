package askdocs.bench;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Has an {@link Asker} answer questions, and measures it from inside of its JVM.
 *
 * <p>Each line of standard input is a round: {@code CALLERS ASKS}. Each round answers with a line
 * of standard output that begins with {@code ROUND} and goes on as a JSON object. Nothing is warmed
 * up: rounds that only warm up are the asker's to leave out.
 */
public final class Workload {
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final Asker asker;
  private final List<String> questions;
  private final AtomicInteger next = new AtomicInteger();

  private Workload(Asker asker, List<String> questions) {
    this.asker = asker;
    this.questions = questions;
  }

  /**
   * Measures until standard input ends.
   *
   * @param questions a file with one question a line
   */
  public static void run(Asker asker, Path questions) throws IOException, InterruptedException {
    Workload workload = new Workload(asker, Files.readAllLines(questions));
    System.out.println("READY");
    try (var rounds = new java.util.Scanner(System.in)) {
      while (rounds.hasNextInt()) {
        System.out.println("ROUND " + workload.round(rounds.nextInt(), rounds.nextInt()));
      }
    }
  }

  private String round(int callers, int asks) throws InterruptedException {
    double[] millis = new double[asks];
    AtomicInteger turn = new AtomicInteger();
    AtomicInteger failed = new AtomicInteger();
    CountDownLatch ended = new CountDownLatch(callers);
    long cpu = SYSTEM.getProcessCpuTime();
    long allocated = THREADS.getTotalThreadAllocatedBytes();
    long begun = System.nanoTime();
    for (int caller = 0; caller < callers; caller++) {
      Thread.ofPlatform()
          .start(() -> {
            for (int ask = turn.getAndIncrement(); ask < asks; ask = turn.getAndIncrement()) {
              millis[ask] = millisOf(failed);
            }
            ended.countDown();
          });
    }
    ended.await();
    double seconds = (System.nanoTime() - begun) / 1e9;
    double cpuMillis = (SYSTEM.getProcessCpuTime() - cpu) / 1e6 / asks;
    double kib = (THREADS.getTotalThreadAllocatedBytes() - allocated) / 1024.0 / asks;
    Arrays.sort(millis);
    return String.format(
        Locale.ROOT,
        "{\"callers\": %d, \"asks\": %d, \"failed\": %d, \"p50Ms\": %.3f, \"p95Ms\": %.3f,"
            + " \"p99Ms\": %.3f, \"asksPerSecond\": %.2f, \"cpuMsPerAsk\": %.3f,"
            + " \"allocatedKibPerAsk\": %.1f}",
        callers,
        asks,
        failed.get(),
        at(millis, 0.50),
        at(millis, 0.95),
        at(millis, 0.99),
        asks / seconds,
        cpuMillis,
        kib);
  }

  private double millisOf(AtomicInteger failed) {
    String question = questions.get(Math.floorMod(next.getAndIncrement(), questions.size()));
    long begun = System.nanoTime();
    try {
      if (asker.ask(question).isBlank()) {
        failed.incrementAndGet();
      }
    } catch (Exception e) {
      System.err.println(e);
      failed.incrementAndGet();
    }
    return (System.nanoTime() - begun) / 1e6;
  }

  private static double at(double[] sorted, double share) {
    return sorted[(int) Math.min(sorted.length - 1L, Math.round(share * (sorted.length - 1)))];
  }
}
