package askdocs.simulation;

import askdocs.ask.Ask;
import askdocs.ask.Hit;
import askdocs.ask.Question;
import askdocs.ask.Searching;
import askdocs.knowledge.Caller;
import askdocs.knowledge.Deadline;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Asks for a word, now and then. */
final class Reader implements Runnable {
  private static final List<Set<String>> CALLERS =
      List.of(Set.of(), Set.of("finance"), Set.of("hr"), Set.of("finance", "hr"));

  private final World world;
  private final Searching searching;
  private final int reads;

  Reader(World world, int reads) {
    this.world = world;
    this.searching = world.ports.searching();
    this.reads = reads;
  }

  @Override
  public void run() {
    for (int read = 0; read < reads; read++) {
      world.schedule.point();
      Set<String> groups = world.schedule.oneOf(CALLERS);
      String word =
          world.schedule.chance(4)
              ? Content.SHARED_WORD
              : Content.wordOf(world.schedule.oneOf(world.keys));
      read(word, groups);
    }
  }

  private void read(String word, Set<String> groups) {
    Ask ask =
        new Ask(
            new Question(word),
            world.schedule.oneOf(List.of(1, 1, 2, 4)),
            "model",
            100,
            new Caller("caller", groups));
    long start = world.schedule.now();
    world.invariants.reading();
    List<Hit> hits = searching.search(ask, Deadline.in(Duration.ofHours(1), world.clock())).hits();
    world.schedule.note(() -> "read " + word + " for " + groups + ": " + hits);
    world.invariants.read(groups, word, hits, start, world.schedule.now());
  }
}
