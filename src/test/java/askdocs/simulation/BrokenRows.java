package askdocs.simulation;

import askdocs.ingest.Claiming;
import askdocs.ingest.Committing;
import askdocs.ingest.Conclusion;
import askdocs.ingest.DocumentRow;
import askdocs.ingest.Verdict;
import askdocs.knowledge.DocumentStatus;
import java.util.Map;
import java.util.OptionalLong;

/** Faults in claiming, settling and committing. */
final class BrokenRows {
  private BrokenRows() {}

  static void commitWithoutCondition(World world) {
    world.ports.committing = committing(world, (_, _) -> true);
  }

  static void commitOnLowerSettledAlone(World world) {
    world.ports.committing = committing(world, (claimed, row) -> row.settled() < claimed.claim());
  }

  static void ownCommitTakenForForeign(World world) {
    Committing honest = world.ports.committing;
    world.ports.committing =
        (claimed, conclusion) ->
            refusedAs(
                honest.commit(claimed, conclusion),
                row ->
                    with(row, Math.max(row.settled(), claimed.claim() + 1), OptionalLong.empty()));
  }

  static void ownCommitKnownBySettledAlone(World world) {
    Committing honest = world.ports.committing;
    world.ports.committing =
        (claimed, conclusion) ->
            refusedAs(
                honest.commit(claimed, conclusion),
                row -> with(row, row.settled(), OptionalLong.empty()));
  }

  static void settleWithoutWriting(World world) {
    world.ports.settling =
        (_, _) -> {
          world.schedule.point();
          return new Verdict.Accepted();
        };
  }

  static void settleOnLowerSettledAlone(World world) {
    world.ports.settling =
        (read, generation) ->
            world.upstream.write(
                "settle " + generation,
                () -> world.rows.settle(read.key(), generation, row -> row.settled() < generation));
  }

  static void claimNotCountedUp(World world) {
    Claiming honest = world.ports.claiming;
    world.ports.claiming =
        key -> world.rows.find(key).map(Rows.Row::row).orElseGet(() -> honest.claim(key));
  }

  static void tombstoneNotKept(World world) {
    Committing honest = world.ports.committing;
    world.ports.committing =
        (claimed, conclusion) -> {
          Verdict verdict = honest.commit(claimed, conclusion);
          if (conclusion instanceof Conclusion.Missing) {
            world.rows.startAnew(claimed.key());
          }
          return verdict;
        };
  }

  static void deletionsIgnored(World world) {
    Committing honest = world.ports.committing;
    world.ports.committing =
        (claimed, conclusion) ->
            conclusion instanceof Conclusion.Missing
                ? new Verdict.Accepted()
                : honest.commit(claimed, conclusion);
  }

  static void duplicatesEmbedded(World world) {
    Claiming honest = world.ports.claiming;
    world.ports.known = (_, _, _) -> Map.of();
    world.ports.claiming =
        key -> {
          DocumentRow row = honest.claim(key);
          return new DocumentRow(
              key,
              row.claim(),
              row.settled(),
              row.live(),
              DocumentStatus.PENDING,
              row.fingerprint());
        };
  }

  /** A condition on the row, given what the claim was. */
  private interface Condition {
    boolean holds(DocumentRow claimed, DocumentRow row);
  }

  private interface Change {
    DocumentRow of(DocumentRow row);
  }

  private static Committing committing(World world, Condition condition) {
    return (claimed, conclusion) ->
        world.upstream.write(
            "commit " + claimed.claim(),
            () -> world.rows.commit(claimed, conclusion, row -> condition.holds(claimed, row)));
  }

  private static Verdict refusedAs(Verdict verdict, Change change) {
    return switch (verdict) {
      case Verdict.Accepted accepted -> accepted;
      case Verdict.Refused(DocumentRow row) -> new Verdict.Refused(change.of(row));
    };
  }

  private static DocumentRow with(DocumentRow row, long settled, OptionalLong live) {
    return new DocumentRow(row.key(), row.claim(), settled, live, row.status(), row.fingerprint());
  }
}
