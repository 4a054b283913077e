package askdocs.local.chaos;

import askdocs.local.LocalStack;
import askdocs.local.Ports;
import askdocs.local.bedrock.EmbeddingMode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Gatherers;
import java.util.stream.IntStream;

/** Loads many small objects with nothing failing, and measures it and a reconcile after it. */
final class BulkLoad {
  private static final int PUTS_AT_ONCE = 4;
  private static final int VISIBILITY_SECONDS = 180;
  private static final Duration PATIENCE = Duration.ofHours(1);

  private BulkLoad() {}

  /** Whether all are indexed and reconcile finds nothing. */
  static boolean run(Wanted wanted, Path data, PrintStream out)
      throws IOException, InterruptedException {
    LocalStack.Options options =
        LocalStack.Options.in(data).on(Ports.free()).hiding(VISIBILITY_SECONDS);
    try (LocalStack stack = LocalStack.start(options);
        Bucket bucket = new Bucket(stack.resources().s3())) {
      stack.bedrock().orElseThrow().embeddings(EmbeddingMode.HASHED);
      Backlog backlog = new Backlog(stack.sqs());
      History history = new History();
      long begun = System.nanoTime();
      put(wanted, bucket, history);
      double put = secondsSince(begun);
      long[] told = {System.nanoTime()};
      backlog.awaitEmpty(
          PATIENCE,
          () -> {
            if (secondsSince(told[0]) > 10) {
              told[0] = System.nanoTime();
              out.printf("%4.0f s: %d messages left%n", secondsSince(begun), backlog.queued());
            }
          });
      double all = secondsSince(begun);
      Held held = Held.in(stack.resources());
      List<String> differences = Comparison.of(bucket.client(), history, held);
      Summary summary = new Summary();
      summary.add("objects", wanted.load());
      summary.add("seconds to put them", put);
      summary.add("seconds until all was done", all);
      summary.add("documents a second", wanted.load() / all);
      summary.add("passages", held.count());
      summary.add("passages a second", held.count() / all);
      boolean clean = reconcile(stack, data, summary);
      summary.print(out);
      differences.forEach(difference -> out.println("DIFFERS: " + difference));
      return differences.isEmpty() && clean;
    }
  }

  private static void put(Wanted wanted, Bucket bucket, History history) {
    Random random = new Random(wanted.seed());
    IntStream.range(0, wanted.load())
        .mapToObj(
            number -> new Change.Put("bulk/%06d.txt".formatted(number), Content.shortText(random)))
        .gather(
            Gatherers.mapConcurrent(
                PUTS_AT_ONCE,
                change -> {
                  history.note(change);
                  bucket.make(change);
                  return change;
                }))
        .forEach(_ -> {});
  }

  private static boolean reconcile(LocalStack stack, Path data, Summary summary)
      throws IOException, InterruptedException {
    Path log = data.resolve("reconcile.log");
    long begun = System.nanoTime();
    Process process = ReconcileProcess.start(stack, log);
    Optional<Long> peak = Optional.empty();
    while (process.isAlive()) {
      Optional<Long> before = peak;
      peak = peakMegabytes(process.pid()).or(() -> before);
      Thread.sleep(20);
    }
    summary.add("reconcile: seconds", secondsSince(begun));
    summary.add("reconcile: MB at most, the whole JVM", peak.map(String::valueOf).orElse("?"));
    summary.add("reconcile: exit status", process.exitValue());
    return process.exitValue() == 0;
  }

  /** As Linux tells it; nothing elsewhere. */
  private static Optional<Long> peakMegabytes(long pid) {
    try {
      return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
          .filter(line -> line.startsWith("VmHWM:"))
          .map(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
          .findFirst();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static double secondsSince(long begun) {
    return (System.nanoTime() - begun) / 1e9;
  }
}
