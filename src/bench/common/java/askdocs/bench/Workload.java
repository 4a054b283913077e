package askdocs.bench;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Scanner;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/**
 * Has an {@link Asker} answer questions, and measures it from inside of its JVM.
 *
 * <p>Each line of standard input is an order:
 *
 * <table>
 *   <caption>Orders, and the lines of standard output that answer them</caption>
 *   <tr><td>{@code ask CALLERS ASKS}</td><td>{@code ROUND} and a JSON object: each ask's time to
 *       its answer, CPU and allocation</td></tr>
 *   <tr><td>{@code stream CALLERS ASKS}</td><td>the same; the times are those to the first piece of
 *       the answer</td></tr>
 *   <tr><td>{@code find}</td><td>for each question {@code FOUND} and the keys found, with tabs
 *       between</td></tr>
 * </table>
 *
 * <p>Nothing is warmed up: rounds that only warm up are the asker's to leave out.
 */
public final class Workload {
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** Places in proc(5)'s stat, counted behind the name. */
  private static final int USER_TICKS = 11;

  private static final int SYSTEM_TICKS = 12;
  private static final double MILLIS_OF_A_TICK = 10;

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
  public static void run(Asker asker, Path questions) throws Exception {
    Workload workload = new Workload(asker, Files.readAllLines(questions));
    System.out.println("READY");
    try (Scanner orders = new Scanner(System.in, StandardCharsets.UTF_8)) {
      while (orders.hasNext()) {
        switch (orders.next()) {
          case "ask" ->
              System.out.println(
                  "ROUND "
                      + workload.round(orders.nextInt(), orders.nextInt(), workload::answered));
          case "stream" ->
              System.out.println(
                  "ROUND " + workload.round(orders.nextInt(), orders.nextInt(), workload::begun));
          case "find" -> workload.find();
          default -> throw new IOException("There is no such order");
        }
      }
    }
    // Threads of clients' pools would keep the JVM for as long as they wait for work.
    System.exit(0);
  }

  /** Asks one question; gives the time that is measured, in nanoseconds. */
  @FunctionalInterface
  private interface Step {
    long nanos(String question) throws Exception;
  }

  private long answered(String question) throws Exception {
    long begun = System.nanoTime();
    check(asker.ask(question));
    return System.nanoTime() - begun;
  }

  private long begun(String question) throws Exception {
    long begun = System.nanoTime();
    AtomicLong first = new AtomicLong();
    check(asker.stream(question, () -> first.compareAndSet(0, System.nanoTime() - begun)));
    if (first.get() == 0) {
      throw new IOException("No piece came before the end");
    }
    return first.get();
  }

  private static void check(String answer) throws IOException {
    if (answer.isBlank()) {
      throw new IOException("An empty answer");
    }
  }

  private String round(int callers, int asks, Step step) throws InterruptedException {
    double[] millis = new double[asks];
    AtomicInteger turn = new AtomicInteger();
    AtomicInteger failed = new AtomicInteger();
    CountDownLatch ended = new CountDownLatch(callers);
    long cpu = SYSTEM.getProcessCpuTime();
    long allocated = THREADS.getTotalThreadAllocatedBytes();
    double compiled = compilerMillis();
    long begun = System.nanoTime();
    for (int caller = 0; caller < callers; caller++) {
      Thread.ofPlatform()
          .start(() -> {
            for (int ask = turn.getAndIncrement(); ask < asks; ask = turn.getAndIncrement()) {
              millis[ask] = millisOf(step, failed);
            }
            ended.countDown();
          });
    }
    ended.await();
    double seconds = (System.nanoTime() - begun) / 1e9;
    double cpuMillis = (SYSTEM.getProcessCpuTime() - cpu) / 1e6 / asks;
    double kib = (THREADS.getTotalThreadAllocatedBytes() - allocated) / 1024.0 / asks;
    double compiling = (compilerMillis() - compiled) / asks;
    return String.format(
        Locale.ROOT,
        "{\"failed\": %d, \"asksPerSecond\": %.2f, \"cpuMsPerAsk\": %.3f,"
            + " \"cpuWithoutCompilingMsPerAsk\": %.3f, \"allocatedKibPerAsk\": %.1f, \"millis\":"
            + " [%s]}",
        failed.get(),
        asks / seconds,
        cpuMillis,
        cpuMillis - compiling,
        kib,
        Arrays.stream(millis)
            .mapToObj(one -> String.format(Locale.ROOT, "%.3f", one))
            .collect(Collectors.joining(", ")));
  }

  /**
   * The CPU that the JVM's compilers have used, which is a part of the process's: 0 where the
   * operating system is not Linux. The JVM must keep its compiler threads ({@code
   * -XX:-UseDynamicNumberOfCompilerThreads}).
   */
  private static double compilerMillis() {
    long ticks = 0;
    try (DirectoryStream<Path> threads = Files.newDirectoryStream(Path.of("/proc/self/task"))) {
      for (Path thread : threads) {
        ticks += compilerTicks(thread);
      }
    } catch (IOException e) {
      return 0;
    }
    return ticks * MILLIS_OF_A_TICK;
  }

  private static long compilerTicks(Path thread) {
    try {
      String stat = Files.readString(thread.resolve("stat"));
      String name = stat.substring(stat.indexOf('(') + 1, stat.lastIndexOf(')'));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      return name.matches("C[12] CompilerThre.*")
          ? Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[SYSTEM_TICKS])
          : 0;
    } catch (IOException e) {
      // It has just ended, so it is none of the compilers'.
      return 0;
    }
  }

  /** What failed counts with the time that it took to fail. */
  private double millisOf(Step step, AtomicInteger failed) {
    String question = questions.get(Math.floorMod(next.getAndIncrement(), questions.size()));
    long begun = System.nanoTime();
    try {
      return step.nanos(question) / 1e6;
    } catch (Exception e) {
      System.err.println(e);
      failed.incrementAndGet();
      return (System.nanoTime() - begun) / 1e6;
    }
  }

  private void find() throws Exception {
    for (String question : questions) {
      System.out.println("FOUND " + String.join("\t", asker.find(question)));
    }
  }
}
