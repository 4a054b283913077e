package askdocs.simulation;

import askdocs.ingest.BucketListing.Listed;
import askdocs.ingest.Finding;
import askdocs.ingest.PassageListing.Held;
import askdocs.ingest.Reconciling;
import askdocs.ingest.RowListing.Known;
import askdocs.ingest.SidecarReader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Schedules, one a seed: each a small world from its first object to its quiescence. */
final class Simulation {
  static final Consumer<World> NOTHING_PLANTED = _ -> {};

  /**
   * How a schedule ended.
   *
   * @param failure what did not hold
   * @param tallies what happened how often
   * @param trace its steps, if they were asked for
   */
  record Outcome(
      long seed, Optional<Throwable> failure, Map<String, Integer> tallies, List<String> trace) {}

  /**
   * How many schedules ended.
   *
   * @param failed the first that failed
   * @param tallies what happened how often in all of them
   */
  record Outcomes(Optional<Outcome> failed, Map<String, Integer> tallies) {}

  private Simulation() {}

  /**
   * Runs the schedules of the seeds from 0 on, some at a time, until one fails: the first that
   * does, however many run at a time.
   */
  static Outcomes untilOneFails(long schedules, Consumer<World> planted)
      throws InterruptedException {
    AtomicLong next = new AtomicLong();
    Map<Long, Outcome> failed = new TreeMap<>();
    Map<String, Integer> tallies = new TreeMap<>();
    List<Thread> threads = new ArrayList<>();
    for (int thread = 0; thread < Runtime.getRuntime().availableProcessors(); thread++) {
      threads.add(
          Thread.ofVirtual()
              .start(() -> {
                long seed = next.getAndIncrement();
                while (seed < schedules && noneFailed(failed)) {
                  Outcome outcome = run(seed, planted, false);
                  synchronized (failed) {
                    outcome.failure().ifPresent(_ -> failed.put(outcome.seed(), outcome));
                    outcome
                        .tallies()
                        .forEach((what, times) -> tallies.merge(what, times, Integer::sum));
                  }
                  seed = next.getAndIncrement();
                }
              }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    return new Outcomes(failed.values().stream().findFirst(), tallies);
  }

  private static boolean noneFailed(Map<Long, Outcome> failed) {
    synchronized (failed) {
      return failed.isEmpty();
    }
  }

  /** Runs one schedule. */
  static Outcome run(long seed, Consumer<World> planted, boolean tracing) {
    Schedule schedule = new Schedule(seed, tracing);
    World world = new World(schedule);
    try {
      planted.accept(world);
      live(world);
      return new Outcome(seed, Optional.empty(), world.tallies(), schedule.trace());
    } catch (Throwable e) {
      return new Outcome(seed, Optional.of(e), world.tallies(), schedule.trace());
    } finally {
      schedule.end();
    }
  }

  private static void live(World world) throws Throwable {
    Schedule schedule = world.schedule;
    int changes = schedule.random().nextInt(3, 9);
    schedule.start(
        "owner",
        () -> {
          for (int change = 0; change < changes; change++) {
            world.change(schedule.oneOf(world.keys));
          }
        });
    int workers = schedule.random().nextInt(2, 5);
    for (int worker = 1; worker <= workers; worker++) {
      schedule.start("worker " + worker, new Worker(world));
    }
    int readers = schedule.random().nextInt(1, 4);
    for (int reader = 1; reader <= readers; reader++) {
      schedule.start("reader " + reader, new Reader(world, schedule.random().nextInt(1, 5)));
    }
    schedule.run();
    if (world.losesEvents()) {
      schedule.note(() -> "events were lost");
    } else {
      world.invariants.converged(false);
    }
    world.upstream.heal();
    world.messages.heal();
    findings(world).forEach(finding -> world.messages.send(finding.repair()));
    schedule.run();
    world.invariants.converged(true);
    List<Finding> left = findings(world);
    Violation.unless(left.isEmpty(), "Still to be repaired: " + left);
  }

  /** What the real reconciling finds to repair. */
  private static List<Finding> findings(World world) {
    List<Finding> found = new ArrayList<>();
    new Reconciling(
            () -> objects(world).iterator(),
            () -> rows(world).iterator(),
            () -> generations(world).iterator(),
            suspected -> suspected,
            Ports.PIPELINE,
            Duration.ofMillis(-1),
            world.clock())
        .compare(found::add);
    world.schedule.note(() -> "reconciling found " + found);
    return found.stream().filter(finding -> finding.drift().repairable()).toList();
  }

  private static List<Listed> objects(World world) {
    List<Listed> objects = new ArrayList<>();
    for (String key : world.keys) {
      world.bucket.head(key).ifPresent(object -> objects.add(new Listed(key, object.etag())));
      world
          .bucket
          .now(key)
          .sidecar()
          .ifPresent(etag -> objects.add(new Listed(key + SidecarReader.SUFFIX, etag)));
    }
    return objects;
  }

  private static List<Known> rows(World world) {
    return world.rows.all().values().stream()
        .map(row ->
            new Known(
                row.row(), row.passages(), Optional.empty(), Instant.ofEpochMilli(row.claimedAt())))
        .toList();
  }

  private static List<Held> generations(World world) {
    Map<String, Map<Long, Integer>> held = new TreeMap<>();
    world
        .index
        .all()
        .forEach(one ->
            held.computeIfAbsent(one.passage().id().key(), _ -> new TreeMap<>())
                .merge(one.passage().id().generation(), 1, Integer::sum));
    List<Held> generations = new ArrayList<>();
    held.forEach((key, numbers) ->
        numbers.forEach(
            (generation, passages) -> generations.add(new Held(key, generation, passages))));
    return generations;
  }
}
