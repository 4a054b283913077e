package askdocs.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import askdocs.ingest.Finding.Drift;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RepairTest {
  private final List<List<Hint>> batches = new ArrayList<>();
  private final Repair repair = new Repair(batches::add);

  @Test
  void whatLacksPassagesIsReadAgainAndTheRestOnlyLookedAt() {
    repair.accept(new Finding("a.md", Drift.MISSING, "It was never ingested."));
    repair.accept(new Finding("b.md", Drift.STALE, "Its sidecar is gone."));
    repair.accept(new Finding("c.md", Drift.STUCK, "A run never ended."));

    assertEquals(3, repair.finish());
    assertEquals(
        List.of(List.of(new Hint("a.md", true), new Hint("b.md", false), new Hint("c.md", false))),
        batches);
  }

  @Test
  void aDocumentHasOneHintForAllThatIsAmiss() {
    repair.accept(new Finding("a.md", Drift.MISSING, "The index holds 2 of its 3 passages."));
    repair.accept(new Finding("a.md", Drift.ORPHAN, "The index holds 1 passages too many."));

    assertEquals(1, repair.finish());
    assertEquals(List.of(List.of(new Hint("a.md", true))), batches);
  }

  @Test
  void whatCannotBeReadIsNotTriedAgain() {
    repair.accept(new Finding("a.pdf", Drift.FAILED, "The PDF is encrypted."));

    assertEquals(0, repair.finish());
    assertEquals(List.of(), batches);
  }

  @Test
  void goesOutInBatches() {
    IntStream.range(0, 250)
        .forEach(at -> repair.accept(new Finding("k" + at, Drift.STALE, "Changed.")));

    assertEquals(250, repair.finish());
    assertEquals(List.of(100, 100, 50), batches.stream().map(List::size).toList());
  }
}
