package askdocs.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import askdocs.ingest.Bucket.View;
import askdocs.ingest.Finding.Drift;
import askdocs.ingest.PassageListing.Held;
import askdocs.ingest.RowListing.Known;
import askdocs.knowledge.DocumentStatus;
import askdocs.knowledge.DocumentUri;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class LookingAgainTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final Finding STALE = new Finding("a.md", Drift.STALE, "By the listing.");
  private static final View VERSION_1 =
      new View(
          Optional.of(
              new StoredObject(
                  new DocumentUri("documents", "a.md"),
                  "v1",
                  Optional.empty(),
                  10,
                  Optional.empty(),
                  Optional.empty())),
          Optional.empty());

  @Test
  void whatIsInOrderNowIsNotTold() {
    assertEquals(
        List.of(),
        looking(VERSION_1, List.of(new Held("a.md", 7, 1)), row(7), row(7))
            .confirm(List.of(STALE)));
  }

  @Test
  void tellsWhatIsAmissNow() {
    assertEquals(
        List.of(new Finding("a.md", Drift.MISSING, "The index holds 0 of its 1 passages.")),
        looking(VERSION_1, List.of(), row(7), row(7)).confirm(List.of(STALE)));
  }

  @Test
  void aRunInBetweenIsLeftAlone() {
    assertEquals(List.of(), looking(VERSION_1, List.of(), row(7), row(8)).confirm(List.of(STALE)));
  }

  @Test
  void whatWasNeverClaimedIsMissingWithoutAnotherLook() {
    Finding missing = new Finding("a.md", Drift.MISSING, "It was never ingested.");
    LookingAgain looking =
        new LookingAgain(
            _ -> {
              throw new AssertionError("The bucket is not asked");
            },
            _ -> Optional.empty(),
            _ -> {
              throw new AssertionError("The index is not asked");
            },
            "pipeline",
            Duration.ofHours(1),
            Clock.fixed(NOON, ZoneOffset.UTC));

    assertEquals(List.of(missing), looking.confirm(List.of(missing)));
  }

  private static LookingAgain looking(View view, List<Held> held, Known... rows) {
    Queue<Known> reads = new ArrayDeque<>(List.of(rows));
    return new LookingAgain(
        _ -> view,
        _ -> Optional.of(reads.remove()),
        _ -> held,
        "pipeline",
        Duration.ofHours(1),
        Clock.fixed(NOON, ZoneOffset.UTC));
  }

  private static Known row(long settled) {
    return new Known(
        new DocumentRow(
            "a.md",
            settled,
            settled,
            OptionalLong.of(settled),
            DocumentStatus.INDEXED,
            Optional.of(new Fingerprint("v1", Optional.empty(), Optional.empty(), "pipeline"))),
        1,
        Optional.empty(),
        NOON);
  }
}
