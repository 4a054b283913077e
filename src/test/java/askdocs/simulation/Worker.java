package askdocs.simulation;

import askdocs.ingest.HandOver;
import askdocs.ingest.Ingested;
import askdocs.ingest.Ingesting;
import askdocs.knowledge.Deadline;
import askdocs.knowledge.UpstreamException;
import askdocs.simulation.Messages.Message;
import java.time.Duration;
import java.util.Locale;

/** Takes messages and ingests, for as long as there are any; a crash ends a run, not the worker. */
final class Worker implements Runnable {
  private final World world;
  private final Ingesting ingesting;

  Worker(World world) {
    this.world = world;
    this.ingesting = world.ports.ingesting();
  }

  @Override
  public void run() {
    while (true) {
      world.schedule.waitUntil(world.messages::any);
      Message message = world.messages.receive();
      world.ports.received.accept(message);
      work(message);
    }
  }

  /** Now and then there is time for no more than one passage. */
  private Ingested ingest(Message message) {
    Duration time = world.schedule.random().nextInt(4) == 0 ? Duration.ZERO : Duration.ofDays(1);
    Deadline deadline = Deadline.in(time, world.clock());
    return message
        .handOver()
        .map(handOver -> ingesting.resume(handOver, deadline))
        .orElseGet(() -> ingesting.ingest(message.hint(), deadline));
  }

  private void work(Message message) {
    Run run = new Run(message.hint(), world.bucket.now(message.hint().key()));
    world.invariants.began(run);
    try {
      Ingested ingested = ingest(message);
      world.tally("runs " + ingested.getClass().getSimpleName().toLowerCase(Locale.ROOT));
      world.schedule.note(() -> "ingested " + ingested);
      if (ingested instanceof Ingested.Unfinished(HandOver handOver)) {
        world.upstream.call(
            "send hand-over",
            () -> {
              world.messages.send(handOver);
              return true;
            });
      }
      world.invariants.ended(run);
      world.upstream.call(
          "delete message",
          () -> {
            world.messages.delete(message);
            return true;
          });
      world.messages.release(message);
    } catch (UpstreamException | Upstream.Crash e) {
      world.tally("runs that failed");
      world.schedule.note(() -> "gave up: " + e.getMessage());
      world.invariants.ended(run);
      if (!world.messages.release(message)) {
        world.tally("runs that nobody came after");
        world.invariants.abandoned(run);
      }
    }
  }
}
