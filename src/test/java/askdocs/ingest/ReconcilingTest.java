package askdocs.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import askdocs.ingest.BucketListing.Listed;
import askdocs.ingest.Finding.Drift;
import askdocs.ingest.PassageListing.Held;
import askdocs.ingest.Reconciling.Compared;
import askdocs.ingest.RowListing.Known;
import askdocs.knowledge.DocumentStatus;
import askdocs.knowledge.UpstreamException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What bucket, table and index disagree on, and what they do not. */
class ReconcilingTest {
  private static final String PIPELINE = "reader 1, model 1";
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final Duration PATIENCE = Duration.ofHours(1);

  private final List<Listed> objects = new ArrayList<>();
  private final List<Known> rows = new ArrayList<>();
  private final List<Held> held = new ArrayList<>();

  @Test
  void findsNothingWhereAllAgree() {
    object("a.md", "v1");
    row("a.md").indexed(7, 3, "v1");
    passages("a.md", 7, 3);
    object("ignored.zip", "v1");
    row("ignored.zip").ignored("v1");
    row("long gone.md").tombstone();
    object("z.md", "v1");
    object("z.md.metadata.json", "s1");
    row("z.md").indexed(9, 1, "v1", "s1");
    passages("z.md", 9, 1);

    assertEquals(List.of(), findings());
  }

  @Test
  void countsTheDocumentsAndNotWhatStandsBesideThem() {
    object("a.md", "v1");
    object("a.md.metadata.json", "s1");
    object("folder/", "v1");

    assertEquals(new Compared(1, true), reconciling().compare(_ -> {}));
  }

  @Test
  void anObjectWithoutARowIsMissing() {
    object("a.md", "v1");

    assertEquals(List.of(new Finding("a.md", Drift.MISSING, "It was never ingested.")), findings());
  }

  @Test
  void anObjectThatCameBackIsMissing() {
    object("a.md", "v1");
    row("a.md").tombstone();

    assertEquals(
        List.of(new Finding("a.md", Drift.MISSING, "It has come back and was not ingested again.")),
        findings());
  }

  @Test
  void aDocumentThatLacksPassagesIsMissing() {
    object("a.md", "v1");
    row("a.md").indexed(7, 3, "v1");
    passages("a.md", 7, 2);

    assertEquals(
        List.of(new Finding("a.md", Drift.MISSING, "The index holds 2 of its 3 passages.")),
        findings());
  }

  @Test
  void anotherVersionIsStale() {
    object("a.md", "v2");
    row("a.md").indexed(7, 3, "v1");
    passages("a.md", 7, 3);

    assertEquals(
        List.of(new Finding("a.md", Drift.STALE, "The object has changed since it was ingested.")),
        findings());
  }

  @Test
  void aRowWithoutAnObjectIsStale() {
    row("a.md").indexed(7, 3, "v1");
    passages("a.md", 7, 3);

    assertEquals(
        List.of(new Finding("a.md", Drift.STALE, "The bucket does not hold it any more.")),
        findings());
  }

  @Test
  void anotherPipelineIsStale() {
    object("a.md", "v1");
    rows.add(
        new Known(
            new DocumentRow(
                "a.md",
                7,
                7,
                OptionalLong.of(7),
                DocumentStatus.INDEXED,
                Optional.of(new Fingerprint("v1", Optional.empty(), Optional.empty(), "reader 0"))),
            0,
            Optional.empty(),
            NOON));

    assertEquals(
        List.of(
            new Finding("a.md", Drift.STALE, "It was read or embedded in another way: reader 0.")),
        findings());
  }

  @Test
  void aSidecarThatNobodyHeardOfIsStaleThoughOthersAreListedInBetween() {
    object("a", "v1");
    row("a").indexed(7, 0, "v1");
    object("a-b", "v1");
    row("a-b").indexed(7, 0, "v1");
    object("a.m", "v1");
    row("a.m").indexed(7, 0, "v1");
    object("a.m.metadata.json", "s1");
    object("a.metadata.json", "s1");

    assertEquals(
        List.of(
            new Finding("a.m", Drift.STALE, "It has got a sidecar since it was ingested."),
            new Finding("a", Drift.STALE, "It has got a sidecar since it was ingested.")),
        findings());
  }

  @Test
  void aSidecarThatHasChangedOrGoneIsStale() {
    object("a.md", "v1");
    object("a.md.metadata.json", "s2");
    row("a.md").indexed(7, 0, "v1", "s1");
    object("b.md", "v1");
    row("b.md").indexed(7, 0, "v1", "s1");

    assertEquals(
        List.of(
            new Finding("a.md", Drift.STALE, "Its sidecar has changed since it was ingested."),
            new Finding("b.md", Drift.STALE, "Its sidecar is gone.")),
        findings());
  }

  @Test
  void aSidecarWithoutADocumentIsNothing() {
    object("a.md.metadata.json", "s1");

    assertEquals(List.of(), findings());
  }

  @Test
  void passagesThatNobodyCanSeeAreOrphans() {
    object("a.md", "v1");
    row("a.md").indexed(7, 3, "v1");
    passages("a.md", 5, 2);
    passages("a.md", 6, 1);
    passages("a.md", 7, 3);
    passages("never known.md", 4, 2);

    assertEquals(
        List.of(
            new Finding("a.md", Drift.ORPHAN, "The index holds 3 passages that nobody can see."),
            new Finding(
                "never known.md", Drift.ORPHAN, "The index holds 2 passages that nobody can see.")),
        findings());
  }

  @Test
  void aRunUnderWayIsLeftAlone() {
    object("a.md", "v2");
    row("a.md").claimed(9, 7, NOON.minus(PATIENCE));
    passages("a.md", 6, 1);
    passages("a.md", 9, 2);

    assertEquals(List.of(), findings());
  }

  @Test
  void aRunThatNeverEndedIsStuck() {
    object("a.md", "v2");
    row("a.md").claimed(9, 7, NOON.minus(PATIENCE).minusMillis(1));
    passages("a.md", 9, 2);

    assertEquals(
        List.of(
            new Finding(
                "a.md", Drift.STUCK, "A run begun at 2026-11-22T10:59:59.999Z never ended.")),
        findings());
  }

  @Test
  void aDocumentThatFailedIsToldWithItsReason() {
    object("a.pdf", "v1");
    row("a.pdf").failed("v1", "The PDF is encrypted.");

    assertEquals(List.of(new Finding("a.pdf", Drift.FAILED, "The PDF is encrypted.")), findings());
  }

  /** By UTF-16, U+1F600 would come before U+FFFD, and each side would miss the other's. */
  @Test
  void keysAreInTheOrderOfTheirBytesInUtf8() {
    for (String key : List.of("~", "\u00f1", "\ue000", "\uffee", "\ufffd", "\ud83d\ude00")) {
      object(key, "v1");
      row(key).indexed(7, 1, "v1");
      passages(key, 7, 1);
    }

    assertEquals(List.of(), findings());
  }

  @Test
  void aListingOutOfOrderIsRefusedAndNotTakenForDrift() {
    object("b.md", "v1");
    object("a.md", "v1");

    UpstreamException refused = assertThrows(UpstreamException.class, this::findings);

    assertEquals(
        "The bucket does not list keys in the order of their UTF-8 bytes", refused.getMessage());
  }

  @Test
  void onlyWhatASecondLookConfirmsIsTold() {
    object("a.md", "v1");
    object("b.md", "v1");
    passages("b.md", 1, 1);
    List<Finding> told = new ArrayList<>();

    reconciling(suspected -> suspected.size() == 1 ? List.of() : suspected.subList(1, 2))
        .compare(told::add);

    assertEquals(
        List.of(
            new Finding("b.md", Drift.ORPHAN, "The index holds 1 passages that nobody can see.")),
        told);
  }

  @Test
  void aFailureOfTheSecondLookEndsItAsItIs() {
    object("a.md", "v1");
    UpstreamException failure = new UpstreamException("Down", UpstreamException.Kind.RETRYABLE);

    UpstreamException thrown =
        assertThrows(
            UpstreamException.class,
            () ->
                reconciling(
                        _ -> {
                          throw failure;
                        })
                    .compare(_ -> {}));

    assertEquals("Down", thrown.getMessage());
  }

  @Test
  void stopsWhenThereIsNoMoreTime() {
    object("a.md", "v1");
    object("b.md", "v1");
    object("c.md", "v1");
    AtomicInteger left = new AtomicInteger(2);
    List<Finding> told = new ArrayList<>();

    Compared compared = reconciling().compare(told::add, () -> left.getAndDecrement() > 0);

    assertEquals(new Compared(2, false), compared);
    assertEquals(List.of("a.md", "b.md"), told.stream().map(Finding::key).toList());
  }

  /** No more is read ahead than one member of each listing, and the second looks under way. */
  @Test
  void readsNoFurtherThanItHasTold() {
    AtomicLong read = new AtomicLong();
    AtomicLong told = new AtomicLong();
    AtomicLong furthest = new AtomicLong();
    Reconciling reconciling =
        new Reconciling(
            () ->
                LongStream.range(0, 200_000)
                    .peek(_ -> read.incrementAndGet())
                    .mapToObj(at -> new Listed("%06d.md".formatted(at), "v1"))
                    .iterator(),
            () -> List.<Known>of().iterator(),
            () -> List.<Held>of().iterator(),
            found -> found,
            PIPELINE,
            PATIENCE,
            Clock.fixed(NOON, ZoneOffset.UTC));

    Compared compared =
        reconciling.compare(
            _ -> furthest.accumulateAndGet(read.get() - told.incrementAndGet(), Math::max));

    assertEquals(new Compared(200_000, true), compared);
    assertEquals(200_000, told.get());
    assertTrue(furthest.get() <= 32, () -> furthest + " objects were read ahead");
  }

  private List<Finding> findings() {
    List<Finding> found = new ArrayList<>();
    reconciling().compare(found::add);
    return found;
  }

  private Reconciling reconciling() {
    return reconciling(found -> found);
  }

  private Reconciling reconciling(SecondLook again) {
    return new Reconciling(
        objects::iterator,
        rows::iterator,
        held::iterator,
        again,
        PIPELINE,
        PATIENCE,
        Clock.fixed(NOON, ZoneOffset.UTC));
  }

  private void object(String key, String etag) {
    objects.add(new Listed(key, etag));
  }

  private void passages(String key, long generation, int count) {
    held.add(new Held(key, generation, count));
  }

  private Row row(String key) {
    return new Row(key);
  }

  private final class Row {
    private final String key;

    Row(String key) {
      this.key = key;
    }

    void indexed(long live, int passages, String etag) {
      add(live, OptionalLong.of(live), DocumentStatus.INDEXED, seen(etag), passages, "");
    }

    void indexed(long live, int passages, String etag, String sidecar) {
      Fingerprint seen = new Fingerprint(etag, Optional.empty(), Optional.of(sidecar), PIPELINE);
      add(live, OptionalLong.of(live), DocumentStatus.INDEXED, Optional.of(seen), passages, "");
    }

    void failed(String etag, String reason) {
      add(7, OptionalLong.empty(), DocumentStatus.FAILED, seen(etag), 0, reason);
    }

    void ignored(String etag) {
      add(7, OptionalLong.empty(), DocumentStatus.IGNORED, seen(etag), 0, "No such format.");
    }

    void tombstone() {
      add(7, OptionalLong.empty(), DocumentStatus.NOT_FOUND, Optional.empty(), 0, "");
    }

    void claimed(long claim, long settled, Instant at) {
      rows.add(
          new Known(
              new DocumentRow(
                  key,
                  claim,
                  settled,
                  OptionalLong.of(settled),
                  DocumentStatus.INDEXED,
                  seen("v1")),
              1,
              Optional.empty(),
              at));
    }

    private void add(
        long settled,
        OptionalLong live,
        DocumentStatus status,
        Optional<Fingerprint> seen,
        int passages,
        String reason) {
      rows.add(
          new Known(
              new DocumentRow(key, settled, settled, live, status, seen),
              passages,
              Optional.of(reason).filter(text -> !text.isEmpty()),
              NOON));
    }

    private Optional<Fingerprint> seen(String etag) {
      return Optional.of(new Fingerprint(etag, Optional.empty(), Optional.empty(), PIPELINE));
    }
  }
}
