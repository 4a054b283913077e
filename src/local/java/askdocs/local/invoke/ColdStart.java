package askdocs.local.invoke;

import askdocs.local.template.Template;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Something to start, and to ask one event of.
 *
 * @param name what the table calls it
 * @param environment its variables; Lambda's own are added
 * @param proof what its answer has in it, if it is the right one
 */
record ColdStart(
    String name,
    Template.Function function,
    Map<String, String> environment,
    String event,
    String proof) {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  ColdStart {
    environment = Map.copyOf(environment);
  }

  /**
   * One start, measured.
   *
   * @param whole from the start of the process, or from its restore, to the answer's last byte
   * @param answering the part of it from when the event was handed over
   * @param cpu what the process had of processors in the whole
   */
  record Took(Duration whole, Duration answering, Duration cpu) {}

  /**
   * Starts it and waits for the answer.
   *
   * @param cpus how many processors it may use
   * @throws IllegalStateException if it gave no answer, or not the right one
   */
  Took measure(int cpus) throws IOException, InterruptedException {
    try (RuntimeApi api =
        new RuntimeApi(event, function.timeout(), "arn:start", Clock.systemUTC())) {
      CompletableFuture<Long> begun = api.begun().thenApply(_ -> System.nanoTime());
      CompletableFuture<Long> ended = api.ended().thenApply(_ -> System.nanoTime());
      long started = System.nanoTime();
      Process process =
          new Invocation(function, environment, event)
              .start(api, List.of("taskset", "-c", cpus == 1 ? "0" : "0-" + (cpus - 1)));
      CompletableFuture<String> said =
          CompletableFuture.supplyAsync(() -> read(process.getInputStream()));
      try {
        Duration before = Duration.ZERO;
        if (function.snapStart()) {
          api.ready().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
          before = cpu(process);
          started = System.nanoTime();
          api.restore();
        }
        long answered = ended.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        Duration cpu = cpu(process).minus(before);
        process.toHandle().destroyForcibly();
        if (!api.ended().get().payload().contains(proof)) {
          throw new IllegalStateException(
              name + " gave another answer: " + api.ended().get().payload() + "\n" + said.get());
        }
        return new Took(
            Duration.ofNanos(answered - started), Duration.ofNanos(answered - begun.get()), cpu);
      } catch (ExecutionException | TimeoutException e) {
        process.toHandle().destroyForcibly();
        throw new IllegalStateException(name + " did not answer: " + said.join(), e);
      } finally {
        process.destroyForcibly().waitFor();
      }
    }
  }

  private static Duration cpu(Process process) {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  private static String read(InputStream in) {
    try (in) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
