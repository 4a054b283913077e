package askdocs.local.faults;

import askdocs.local.Between;
import askdocs.local.LocalStack;
import askdocs.local.Ports;
import askdocs.local.bedrock.BedrockStandIn;
import askdocs.local.bedrock.EmbeddingMode;
import askdocs.local.bedrock.Usage;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Documents of one passage each, against a limit of embeddings a minute. */
final class IngestRun {
  private static final String MODEL = "amazon.titan-embed-text-v2:0";
  private static final double ENOUGH = 0.9;

  /** Longer than a batch waits for its turn, as it is where it is deployed. */
  private static final int VISIBILITY_SECONDS = 1_800;

  private IngestRun() {}

  static boolean run(Wanted wanted, Path data, PrintStream out)
      throws IOException, InterruptedException {
    // The local function is one process, whatever its concurrency.
    Between between =
        new Between(
            UnaryOperator.identity(),
            UnaryOperator.identity(),
            Map.of(
                "IngestFunction",
                Map.of(
                    "MODEL_QUOTAS",
                    MODEL + "=" + wanted.perMinute() + "/",
                    "MAX_CONCURRENCY",
                    "1")));
    LocalStack.Options options =
        LocalStack.Options.in(data).on(Ports.free()).hiding(VISIBILITY_SECONDS).with(between);
    try (LocalStack stack = LocalStack.start(options);
        Callers callers = new Callers(stack)) {
      BedrockStandIn bedrock = stack.bedrock().orElseThrow();
      bedrock.embeddings(EmbeddingMode.HASHED);
      bedrock.faults(
          "{\"rateLimits\": {\"%s\": {\"requestsPerMinute\": %d}}}"
              .formatted(MODEL, wanted.perMinute()));
      bedrock.forgetUsage();
      for (int i = 0; i < wanted.documents(); i++) {
        callers.put("fleet/barco-%04d.md".formatted(i), Callers.text(i));
      }
      Duration took = awaitAll(bedrock, wanted, out);
      int indexed = callers.count("INDEXED");
      while (indexed < wanted.documents() && callers.count("FAILED") == 0) {
        Thread.sleep(500);
        indexed = callers.count("INDEXED");
      }
      Usage.OfModel used = bedrock.usage().of(MODEL);
      double share = used.calls() / (wanted.perMinute() * took.toMillis() / 60_000.0);
      Report report = new Report(out);
      report.line("documents", wanted.documents());
      report.line("  INDEXED", indexed);
      report.line("  FAILED", callers.count("FAILED"));
      report.line("embeddings", used.calls());
      report.line("  throttled", used.refused());
      report.line("seconds from the first to the last", Report.seconds(took));
      report.line("of the permitted rate, used", share);
      return indexed == wanted.documents() && share >= ENOUGH;
    }
  }

  /** From the first embedding that was made to the last. */
  private static Duration awaitAll(BedrockStandIn bedrock, Wanted wanted, PrintStream out)
      throws InterruptedException {
    long first = 0;
    long told = System.nanoTime();
    long calls = 0;
    while (calls < wanted.documents()) {
      calls = bedrock.usage().of(MODEL).calls();
      long now = System.nanoTime();
      if (first == 0 && calls > 0) {
        first = now;
      }
      if (now - told > Duration.ofSeconds(60).toNanos()) {
        told = now;
        out.printf("%d of %d embeddings%n", calls, wanted.documents());
      }
      Thread.sleep(50);
    }
    return Duration.ofNanos(System.nanoTime() - first);
  }
}
