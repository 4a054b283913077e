package askdocs.local.faults;

import askdocs.local.LocalStack;
import askdocs.local.Ports;
import askdocs.local.bedrock.EmbeddingMode;
import askdocs.local.faults.Callers.Asked;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;

/** OpenSearch dies while questions are asked, is away for a while, and comes back. */
final class OutageRun {
  private static final int DOCUMENTS = 20;
  private static final int CALLERS = 8;
  private static final Duration BETWEEN_ASKS = Duration.ofMillis(250);
  private static final Duration AROUND = Duration.ofSeconds(10);

  /** What callers may wait for an error, once the breaker is open. */
  private static final Duration FAST = Duration.ofSeconds(2);

  /** By when the breaker has opened: the first calls have to fail for it. */
  private static final Duration OPENING = Duration.ofSeconds(5);

  private OutageRun() {}

  static boolean run(Wanted wanted, Path data, PrintStream out)
      throws IOException, InterruptedException {
    try (LocalStack stack = LocalStack.start(LocalStack.Options.in(data).on(Ports.free()));
        Callers callers = new Callers(stack);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      stack.bedrock().orElseThrow().embeddings(EmbeddingMode.HASHED);
      for (int i = 0; i < DOCUMENTS; i++) {
        callers.put("fleet/barco-%02d.md".formatted(i), Callers.text(i));
      }
      callers.awaitIndexed(DOCUMENTS);
      AtomicBoolean stop = new AtomicBoolean();
      List<Asked> asked = Collections.synchronizedList(new ArrayList<>());
      for (int i = 0; i < CALLERS; i++) {
        int first = i;
        threads.submit(() -> askUntil(stop, callers, first, asked));
      }
      Thread.sleep(AROUND);
      long down = System.nanoTime();
      stack.openSearch().kill();
      Thread.sleep(Duration.ofSeconds(wanted.outageSeconds()));
      long starting = System.nanoTime();
      stack.startOpenSearch();
      long up = System.nanoTime();
      Thread.sleep(AROUND);
      stop.set(true);
      threads.shutdown();
      threads.awaitTermination(1, java.util.concurrent.TimeUnit.MINUTES);
      return report(List.copyOf(asked), down, starting, up, new Report(out));
    }
  }

  private static Void askUntil(AtomicBoolean stop, Callers callers, int first, List<Asked> asked)
      throws InterruptedException {
    for (int i = first; !stop.get(); i++) {
      asked.add(callers.ask(Callers.question(i % DOCUMENTS)));
      Thread.sleep(BETWEEN_ASKS);
    }
    return null;
  }

  private static boolean report(
      List<Asked> asked, long down, long starting, long up, Report report) {
    List<Asked> before = asked.stream().filter(one -> end(one) < down).toList();
    List<Asked> opening = between(asked, down, down + OPENING.toNanos());
    List<Asked> open = between(asked, down + OPENING.toNanos(), starting);
    List<Asked> after = asked.stream().filter(one -> one.begun() >= up).toList();
    report.line("asked before the outage", before.size());
    report.outcomes(before);
    report.times("these", before);
    report.line("asked in its first %d s".formatted(OPENING.toSeconds()), opening.size());
    report.outcomes(opening);
    report.times("these", opening);
    report.line("asked in the rest of it", open.size());
    report.outcomes(open);
    report.times("these", open);
    double fast =
        (double) open.stream().filter(one -> one.took().compareTo(FAST) < 0).count() / open.size();
    report.line("  share under %d s".formatted(FAST.toSeconds()), fast);
    report.line("asked when OpenSearch answered again", after.size());
    report.outcomes(after);
    double recovery =
        after.stream()
            .filter(one -> !one.isAnswer())
            .mapToDouble(one -> (end(one) - up) / 1e9)
            .max()
            .orElse(0);
    report.line("seconds until the last error after that", recovery);
    boolean clear =
        asked.stream().allMatch(one -> one.fault().isEmpty())
            && open.stream().allMatch(one -> one.outcome().equals("503 upstream-failed"));
    return clear && fast >= 0.95 && before.stream().allMatch(Asked::isAnswer) && recovery < 10;
  }

  private static long end(Asked one) {
    return one.begun() + one.took().toNanos();
  }

  private static List<Asked> between(List<Asked> asked, long from, long to) {
    return asked.stream().filter(one -> one.begun() >= from && one.begun() < to).toList();
  }
}
