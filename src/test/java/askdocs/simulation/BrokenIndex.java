package askdocs.simulation;

import askdocs.ingest.Committing;
import askdocs.ingest.PassageRemoval;
import askdocs.ingest.PassageRemoval.Generations;
import askdocs.ingest.PassageWriter;
import askdocs.ingest.Settling;
import askdocs.ingest.Verdict;
import askdocs.knowledge.UpstreamException;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** Faults in writing, reusing and removing passages. */
final class BrokenIndex {
  private BrokenIndex() {}

  static void noSweepAfterSettling(World world) {
    Settling honest = world.ports.settling;
    PassageRemoval removal = world.ports.removal;
    ThreadLocal<Boolean> settled = ThreadLocal.withInitial(() -> false);
    world.ports.settling =
        (read, generation) -> {
          Verdict verdict = honest.settle(read, generation);
          settled.set(verdict instanceof Verdict.Accepted);
          return verdict;
        };
    world.ports.removal =
        generations -> {
          if (!settled.get()) {
            removal.remove(generations);
          }
          settled.set(false);
        };
  }

  static void noSweepAfterCommit(World world) {
    Committing honest = world.ports.committing;
    PassageRemoval removal = world.ports.removal;
    ThreadLocal<Boolean> committed = ThreadLocal.withInitial(() -> false);
    world.ports.committing =
        (claimed, conclusion) -> {
          Verdict verdict = honest.commit(claimed, conclusion);
          committed.set(verdict instanceof Verdict.Accepted);
          return verdict;
        };
    world.ports.removal =
        generations -> {
          if (!committed.get()) {
            removal.remove(generations);
          }
          committed.set(false);
        };
  }

  static void sweepWithoutUpperBound(World world) {
    PassageRemoval honest = world.ports.removal;
    world.ports.removal =
        all ->
            honest.remove(
                all.from() == 0
                    ? new Generations(all.key(), 0, Long.MAX_VALUE, all.except(), all.searchable())
                    : all);
  }

  static void sweepOfWhatIsLive(World world) {
    PassageRemoval honest = world.ports.removal;
    world.ports.removal =
        all ->
            honest.remove(
                new Generations(
                    all.key(), all.from(), all.to(), OptionalLong.empty(), all.searchable()));
  }

  static void ownPassagesKeptWhenSuperseded(World world) {
    PassageRemoval honest = world.ports.removal;
    world.ports.removal =
        all -> {
          if (all.from() == 0) {
            honest.remove(all);
          }
        };
  }

  static void halfDoneRemovalTakenForDone(World world) {
    PassageRemoval honest = world.ports.removal;
    world.ports.removal = all -> ignoringFailure(() -> honest.remove(all));
  }

  static void removalWithoutRefresh(World world) {
    world.ports.removal = all -> world.upstream.bulk("remove", () -> remove(world, all), () -> {});
  }

  static void failedBulkItemIgnored(World world) {
    PassageWriter honest = world.ports.writer;
    world.ports.writer = (passages, last) -> ignoringFailure(() -> honest.write(passages, last));
  }

  static void commitBeforePassagesAreSearchable(World world) {
    world.ports.writer =
        (passages, _) -> world.upstream.bulk("write", () -> world.index.put(passages), () -> {});
  }

  static void firstPassagesAwaitedAndNotTheLast(World world) {
    PassageWriter honest = world.ports.writer;
    world.ports.writer = (passages, last) -> honest.write(passages, !last);
  }

  static void vectorsOfOtherPassages(World world) {
    world.ports.known =
        (key, generation, texts) ->
            world.index.found(key, generation).stream()
                .findFirst()
                .map(one ->
                    texts.stream().collect(Collectors.toMap(text -> text, _ -> one.embedding())))
                .orElse(Map.of());
  }

  private static void remove(World world, Generations generations) {
    world.remove(world.index.matching(generations));
  }

  private static void ignoringFailure(Runnable call) {
    try {
      call.run();
    } catch (UpstreamException _) {
      // What a careless client does.
    }
  }
}
