package askdocs.simulation;

import askdocs.ingest.Ingested;
import askdocs.ingest.Ingesting;
import askdocs.knowledge.UpstreamException;
import askdocs.simulation.Messages.Message;
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

  private void work(Message message) {
    Run run = new Run(message.hint(), world.bucket.now(message.hint().key()));
    world.invariants.began(run);
    try {
      Ingested ingested = ingesting.ingest(message.hint());
      world.tally("runs " + ingested.getClass().getSimpleName().toLowerCase(Locale.ROOT));
      world.schedule.note(() -> "ingested " + ingested);
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
