package askdocs.local.faults;

import askdocs.local.Between;
import askdocs.local.LocalStack;
import askdocs.local.Ports;
import askdocs.local.bedrock.BedrockStandIn;
import askdocs.local.bedrock.EmbeddingMode;
import askdocs.local.bedrock.Usage;
import askdocs.local.faults.Callers.Asked;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;

/** Questions, while Bedrock throttles, fails, delays and breaks connections. */
final class AsksRun {
  private static final int DOCUMENTS = 20;

  /** When the gateway gives up. */
  private static final Duration LIMIT = Duration.ofSeconds(29);

  private static final String FAULTS =
      """
      {"seed": %d, "shares": [
        {"share": %s, "error": "ThrottlingException"},
        {"share": 0.025, "error": "InternalServerException"},
        {"share": 0.025, "error": "ServiceUnavailableException"},
        {"share": 0.025, "error": "ModelErrorException"},
        {"share": 0.025, "error": "ModelTimeoutException"},
        {"share": 0.02, "error": "BrokenConnection"},
        {"share": 0.05, "delayMs": 20000}]}
      """;

  /** Asks once. */
  private interface Asking {
    Asked ask(int number) throws InterruptedException;
  }

  private AsksRun() {}

  /** As callers do. */
  static boolean overHttp(Wanted wanted, Path data, PrintStream out)
      throws IOException, InterruptedException {
    // An answer that is kept would spare the model's faults.
    Between between =
        new Between(
            UnaryOperator.identity(),
            UnaryOperator.identity(),
            Map.of("AskFunction", Map.of("ANSWER_CACHE", "off")));
    LocalStack.Options options = LocalStack.Options.in(data).on(Ports.free()).with(between);
    try (LocalStack stack = LocalStack.start(options);
        Callers callers = new Callers(stack)) {
      fill(stack, callers);
      return run(
          wanted,
          stack,
          number -> callers.ask(Callers.question(number % DOCUMENTS)),
          new Report(out));
    }
  }

  /** By the same code in this process, over clients that retry by themselves. */
  static boolean stacked(Wanted wanted, Path data, PrintStream out)
      throws IOException, InterruptedException {
    try (LocalStack stack = LocalStack.start(LocalStack.Options.in(data).on(Ports.free()));
        Callers callers = new Callers(stack);
        StackedRetries stacked = new StackedRetries(stack)) {
      fill(stack, callers);
      run(
          wanted,
          stack,
          number -> stacked.ask(Callers.question(number % DOCUMENTS)),
          new Report(out));
      // It is a comparison: nothing is demanded of it.
      return true;
    }
  }

  private static void fill(LocalStack stack, Callers callers)
      throws IOException, InterruptedException {
    stack.bedrock().orElseThrow().embeddings(EmbeddingMode.HASHED);
    for (int i = 0; i < DOCUMENTS; i++) {
      callers.put("fleet/barco-%02d.md".formatted(i), Callers.text(i));
    }
    callers.awaitIndexed(DOCUMENTS);
    for (int i = 0; i < DOCUMENTS; i++) {
      callers.ask(Callers.question(i));
    }
  }

  private static boolean run(Wanted wanted, LocalStack stack, Asking asking, Report report)
      throws IOException, InterruptedException {
    BedrockStandIn bedrock = stack.bedrock().orElseThrow();
    bedrock.forgetUsage();
    bedrock.faults(FAULTS.formatted(wanted.seed(), wanted.throttled() / 100.0));
    long begun = System.nanoTime();
    List<Asked> asked = askAll(wanted, asking);
    double seconds = (System.nanoTime() - begun) / 1e9;
    Usage usage = bedrock.usage();
    long tries =
        usage.models().values().stream().mapToLong(one -> one.calls() + one.refused()).sum();
    long billed = usage.models().values().stream().mapToLong(Usage.OfModel::calls).sum();
    long late = asked.stream().filter(one -> one.took().compareTo(LIMIT) >= 0).count();
    report.line("questions", asked.size());
    report.outcomes(asked);
    report.line("not as the API promises", asked.stream().flatMap(o -> o.fault().stream()).count());
    report.line("later than the gateway waits", late);
    report.times("an answer", asked);
    report.line("tries of Bedrock", tries);
    report.line("  a question", (double) tries / asked.size());
    report.line("  billed", billed);
    usage
        .models()
        .forEach((model, one) -> report.line("  of " + model, one.calls() + one.refused()));
    report.line("seconds for all", seconds);
    return late == 0 && asked.stream().allMatch(one -> one.fault().isEmpty());
  }

  private static List<Asked> askAll(Wanted wanted, Asking asking)
      throws IOException, InterruptedException {
    List<Asked> asked = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(wanted.concurrency())) {
      List<Future<Asked>> running = new ArrayList<>();
      for (int i = 0; i < wanted.asks(); i++) {
        int number = i;
        running.add(threads.submit(() -> asking.ask(number)));
      }
      for (Future<Asked> one : running) {
        asked.add(one.get());
      }
      return asked;
    } catch (ExecutionException e) {
      throw new IOException("A question was not asked: " + e.getCause(), e.getCause());
    }
  }
}
