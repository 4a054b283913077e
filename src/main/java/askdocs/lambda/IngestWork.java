package askdocs.lambda;

import askdocs.ingest.Hint;
import askdocs.ingest.Ingested;
import askdocs.ingest.Ingesting;
import askdocs.ingest.Work;
import askdocs.ingest.WorkQueue;
import askdocs.knowledge.Deadline;
import askdocs.knowledge.DocumentStatus;
import askdocs.knowledge.Metric;
import askdocs.knowledge.Metrics;
import askdocs.knowledge.UpstreamException;
import askdocs.knowledge.UpstreamException.Kind;
import askdocs.spend.BudgetExhaustedException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Does one piece of work on all indices that it is for.
 *
 * <p>What an upstream only puts off is put off by us too: the work goes to the queue anew, with a
 * delay, and the message that brought it is done with. So a message's receives count nothing but
 * runs that died, or failed for good.
 */
final class IngestWork {
  private static final Logger LOG = System.getLogger(IngestWork.class.getName());

  /** A run that died is tried again; the one after this many deaths concludes that it cannot be. */
  private static final int DEATHS = 3;

  private static final Duration FIRST_DELAY = Duration.ofSeconds(5);
  private static final Duration LONGEST_DELAY = Duration.ofMinutes(15);
  private static final Duration SPREAD = Duration.ofMinutes(2);

  private final KeptIndices indices;
  private final WorkQueue queue;
  private final RandomGenerator random;
  private final Metrics metrics;
  private final Clock clock;

  IngestWork(
      KeptIndices indices, WorkQueue queue, RandomGenerator random, Metrics metrics, Clock clock) {
    this.indices = indices;
    this.queue = queue;
    this.random = random;
    this.metrics = metrics;
    this.clock = clock;
  }

  /**
   * Does the work, or puts it off.
   *
   * @param receives how often its message was received, this time included
   * @throws UpstreamException if it failed for good
   */
  void doOrPutOff(Work work, int receives, Deadline deadline) {
    try {
      run(work, receives, deadline);
    } catch (BudgetExhaustedException e) {
      putOff(work, untilReset(e));
    } catch (UpstreamException e) {
      if (e.kind() != Kind.RETRYABLE) {
        throw e;
      }
      LOG.log(Level.WARNING, "Work is put off", e);
      putOff(work, delay(work.putOff()));
    }
  }

  private void putOff(Work work, Duration delay) {
    LOG.log(
        Level.INFO,
        "put off",
        Map.of("key", work.key(), "seconds", delay.toSeconds(), "putOff", work.putOff() + 1));
    metrics.add(Metric.INGEST_PUT_OFF, 1);
    queue.put(work.putOffAgain(), delay);
  }

  /**
   * The queue keeps nothing for longer than a quarter of an hour: then it is tried again, and put
   * off again, until the budget begins anew. The last time, all are spread over some minutes.
   */
  private Duration untilReset(BudgetExhaustedException e) {
    LOG.log(Level.WARNING, "Work is put off until its budget begins anew, at " + e.resetsAt());
    Duration left = Duration.between(clock.instant(), e.resetsAt());
    Duration least = left.isNegative() ? Duration.ZERO : left;
    Duration spread = Duration.ofMillis(random.nextLong(SPREAD.toMillis() + 1));
    Duration delay = least.plus(spread);
    return delay.compareTo(LONGEST_DELAY) < 0 ? delay : LONGEST_DELAY;
  }

  /**
   * Does the work.
   *
   * @throws UpstreamException if a service failed
   */
  void run(Work work, int receives, Deadline deadline) {
    switch (work) {
      case Work.OfHint(Hint hint, _) ->
          indices
              .current()
              .forEach((index, ingesting) ->
                  concluded(work, index, ingest(ingesting, hint, receives, deadline)));
      case Work.OfHandOver handOver ->
          Optional.ofNullable(indices.current().get(handOver.index()))
              .ifPresent(ingesting ->
                  concluded(
                      work, handOver.index(), ingesting.resume(handOver.handOver(), deadline)));
    }
  }

  private static Ingested ingest(Ingesting ingesting, Hint hint, int receives, Deadline deadline) {
    return receives <= DEATHS
        ? ingesting.ingest(hint, deadline)
        : ingesting.giveUp(
            hint,
            "It could not be processed: %d runs died on it.".formatted(receives - 1),
            deadline);
  }

  private void concluded(Work work, String index, Ingested ingested) {
    LOG.log(Level.INFO, "ingested", fields(work, index, ingested));
    if (ingested instanceof Ingested.Concluded concluded) {
      metrics.add(Metric.INGESTED, 1);
      if (concluded.status() == DocumentStatus.FAILED) {
        metrics.add(Metric.INGEST_FAILED, 1);
      }
    }
    if (ingested instanceof Ingested.Unfinished(var handOver)) {
      queue.put(new Work.OfHandOver(index, handOver, 0), Duration.ZERO);
    }
  }

  /** A random part of a ceiling that doubles each time, and at least the first delay's half. */
  private Duration delay(int putOff) {
    long ceiling =
        Math.min(FIRST_DELAY.toMillis() << Math.min(putOff, 20), LONGEST_DELAY.toMillis());
    long floor = FIRST_DELAY.toMillis() / 2;
    return Duration.ofMillis(floor + random.nextLong(ceiling - floor + 1));
  }

  private static Map<String, Object> fields(Work work, String index, Ingested ingested) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("key", work.key());
    fields.put("index", index);
    switch (ingested) {
      case Ingested.Concluded concluded -> {
        fields.put("status", concluded.status().name());
        fields.put("passages", concluded.passages());
        concluded.reason().ifPresent(reason -> fields.put("reason", reason));
      }
      case Ingested.Unchanged _ -> fields.put("status", "unchanged");
      case Ingested.Superseded _ -> fields.put("status", "superseded");
      case Ingested.Unfinished unfinished -> {
        fields.put("status", "handed over");
        fields.put("next", unfinished.handOver().progress().next());
      }
    }
    return fields;
  }
}
