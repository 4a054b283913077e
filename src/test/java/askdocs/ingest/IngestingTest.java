package askdocs.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import askdocs.ingest.DocumentReader.ReadOutcome;
import askdocs.ingest.PassageRemoval.Generations;
import askdocs.ingest.SidecarReader.Reading;
import askdocs.knowledge.Access;
import askdocs.knowledge.Deadline;
import askdocs.knowledge.DocumentStatus;
import askdocs.knowledge.DocumentUri;
import askdocs.knowledge.Embedding;
import askdocs.knowledge.UpstreamException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What one run does, branch by branch; what many do to each other is simulated elsewhere. */
class IngestingTest {
  private static final StoredObject OBJECT =
      new StoredObject(
          new DocumentUri("documents", "etl.txt"),
          "e1",
          Optional.empty(),
          12,
          Optional.empty(),
          Optional.empty());
  private static final Bucket.View HELD = new Bucket.View(Optional.of(OBJECT), Optional.empty());
  private static final Bucket.View GONE = new Bucket.View(Optional.empty(), Optional.empty());
  private static final Fingerprint SEEN =
      new Fingerprint("e1", Optional.empty(), Optional.empty(), "pipeline");
  private static final Source SOURCE = new Source(OBJECT, SEEN, Access.PUBLIC, Map.of());
  private static final DocumentRow NEW =
      new DocumentRow(
          "etl.txt", 8, 7, OptionalLong.empty(), DocumentStatus.PENDING, Optional.empty());
  private static final Verdict ACCEPTED = new Verdict.Accepted();

  private final List<Generations> removed = new ArrayList<>();
  private final List<Conclusion> committed = new ArrayList<>();
  private final Deque<DocumentRow> claims = new ArrayDeque<>();
  private final Deque<Verdict> commits = new ArrayDeque<>();
  private final Deque<Verdict> settlings = new ArrayDeque<>();
  private final Deque<Boolean> downloads = new ArrayDeque<>();
  private Bucket bucket = _ -> HELD;
  private SidecarReader sidecars = (_, _) -> Optional.empty();
  private ReadOutcome outcome = new ReadOutcome.Read(text("One two three."));
  private int embedded;
  private int closed;

  private Ingested ingest(boolean force) {
    return new Ingesting(
            _ -> claims.pop(),
            _ -> Optional.empty(),
            key -> bucket.look(key),
            (key, etag) -> sidecars.read(key, etag),
            _ ->
                downloads.isEmpty() || downloads.pop() ? Optional.of(new File()) : Optional.empty(),
            (_, _, _, _) -> outcome,
            new Passages(
                new Chunker(),
                (_, _, _) -> Map.of(),
                texts -> {
                  embedded += texts.size();
                  return texts.stream().map(_ -> new Embedding(new float[] {1})).toList();
                },
                (_, _) -> {},
                Runnable::run),
            (_, _) -> settlings.pop(),
            (_, conclusion) -> {
              committed.add(conclusion);
              return commits.pop();
            },
            removed::add,
            "pipeline",
            Access.PUBLIC)
        .ingest(new Hint("etl.txt", force), Deadline.in(Duration.ofDays(1), Clock.systemUTC()));
  }

  private final class File implements Download.Fetched {
    @Override
    public Path file() {
      return Path.of("etl.txt");
    }

    @Override
    public void close() {
      closed++;
    }
  }

  private static StructuredText text(String text) {
    return new StructuredText(
        text,
        Optional.empty(),
        Optional.empty(),
        List.of(new Block(0, text.length(), Block.Kind.PROSE, OptionalInt.empty(), List.of(), "")));
  }

  private static DocumentRow indexed(long claim, long settled, long live) {
    return new DocumentRow(
        "etl.txt",
        claim,
        settled,
        OptionalLong.of(live),
        DocumentStatus.INDEXED,
        Optional.of(SEEN));
  }

  private static Verdict refused(DocumentRow now) {
    return new Verdict.Refused(now);
  }

  private static Generations generations(long from, long to, OptionalLong except) {
    return new Generations("etl.txt", from, to, except);
  }

  private static Ingested concluded(DocumentStatus status, int passages) {
    return new Ingested.Concluded(status, Optional.empty(), passages);
  }

  @Test
  void aNewObjectIsIndexedAndWhatLiesBelowIsSwept() {
    claims.add(NEW);
    commits.add(ACCEPTED);

    assertEquals(concluded(DocumentStatus.INDEXED, 1), ingest(false));
    assertEquals(List.of(new Conclusion.Indexed(SOURCE, "etl.txt", 1)), committed);
    assertEquals(List.of(Generations.below("etl.txt", 8)), removed);
    assertEquals(1, closed);
  }

  @Test
  void aMissingObjectCommitsATombstone() {
    bucket = _ -> GONE;
    claims.add(indexed(8, 7, 7));
    commits.add(ACCEPTED);

    assertEquals(concluded(DocumentStatus.NOT_FOUND, 0), ingest(false));
    assertEquals(List.of(new Conclusion.Missing()), committed);
    assertEquals(List.of(generations(0, 7, OptionalLong.empty())), removed);
  }

  @Test
  void whatTheRowSaysAlreadyIsSettledAndSwept() {
    claims.add(indexed(8, 7, 5));
    settlings.add(ACCEPTED);

    assertEquals(new Ingested.Unchanged(), ingest(false));
    assertEquals(List.of(generations(0, 7, OptionalLong.of(5))), removed);
    assertEquals(List.of(), committed);
    assertEquals(0, embedded);
  }

  @Test
  void aRepairReadsWhatSeemsUnchanged() {
    claims.add(indexed(8, 7, 5));
    commits.add(ACCEPTED);

    assertEquals(concluded(DocumentStatus.INDEXED, 1), ingest(true));
    assertEquals(1, embedded);
  }

  @Test
  void aSettlingThatWasOvertakenOnlySweeps() {
    claims.add(indexed(8, 7, 5));
    settlings.add(refused(indexed(9, 9, 9)));

    assertEquals(new Ingested.Unchanged(), ingest(false));
    assertEquals(List.of(generations(0, 8, OptionalLong.of(9))), removed);
  }

  @Test
  void aRowThatAnEarlierClaimSettledMeanwhileIsComparedAgain() {
    claims.add(indexed(8, 5, 5));
    settlings.add(refused(indexed(8, 7, 7)));
    settlings.add(ACCEPTED);

    assertEquals(new Ingested.Unchanged(), ingest(false));
    assertEquals(List.of(generations(0, 7, OptionalLong.of(7))), removed);
  }

  @Test
  void aRowThatSaysSomethingElseMeanwhileIsClaimedAnew() {
    DocumentRow tombstone =
        new DocumentRow(
            "etl.txt", 8, 7, OptionalLong.empty(), DocumentStatus.NOT_FOUND, Optional.empty());
    claims.add(indexed(8, 5, 5));
    claims.add(
        new DocumentRow(
            "etl.txt", 9, 7, OptionalLong.empty(), DocumentStatus.NOT_FOUND, Optional.empty()));
    settlings.add(refused(tombstone));
    commits.add(ACCEPTED);

    assertEquals(concluded(DocumentStatus.INDEXED, 1), ingest(false));
    assertEquals(List.of(Generations.below("etl.txt", 9)), removed);
  }

  @Test
  void aRunThatALaterOneOvertookTakesItsPassagesAway() {
    claims.add(NEW);
    commits.add(refused(indexed(9, 9, 9)));

    assertEquals(new Ingested.Superseded(), ingest(false));
    assertEquals(List.of(generations(8, 8, OptionalLong.empty())), removed);
  }

  @Test
  void aCommitWhoseAnswerWasLostHasGoneThrough() {
    claims.add(NEW);
    commits.add(refused(indexed(8, 8, 8)));

    assertEquals(concluded(DocumentStatus.INDEXED, 1), ingest(false));
    assertEquals(List.of(generations(0, 7, OptionalLong.of(8))), removed);
  }

  @Test
  void soItHasWhereALaterRunHasSettledOnIt() {
    claims.add(NEW);
    commits.add(refused(indexed(9, 9, 8)));

    assertEquals(concluded(DocumentStatus.INDEXED, 1), ingest(false));
    assertEquals(List.of(generations(0, 8, OptionalLong.of(8))), removed);
  }

  @Test
  void aViewThatMayBeOlderThanTheRowIsNotCommitted() {
    claims.add(
        new DocumentRow(
            "etl.txt", 8, 5, OptionalLong.empty(), DocumentStatus.PENDING, Optional.empty()));
    claims.add(indexed(9, 7, 7));
    commits.add(refused(indexed(8, 7, 7)));
    settlings.add(ACCEPTED);

    assertEquals(new Ingested.Unchanged(), ingest(false));
    assertEquals(
        List.of(generations(8, 8, OptionalLong.empty()), generations(0, 8, OptionalLong.of(7))),
        removed);
  }

  @Test
  void aDuplicateThatSettlesDoesNotCutOffARepair() {
    claims.add(indexed(8, 7, 5));
    claims.add(indexed(10, 9, 5));
    commits.add(refused(indexed(9, 9, 5)));
    commits.add(ACCEPTED);

    assertEquals(concluded(DocumentStatus.INDEXED, 1), ingest(true));
    assertEquals(
        List.of(generations(8, 8, OptionalLong.empty()), Generations.below("etl.txt", 10)),
        removed);
  }

  @Test
  void anObjectThatChangesWhileItIsFetchedIsLookedAtAgain() {
    claims.add(NEW);
    claims.add(
        new DocumentRow(
            "etl.txt", 9, 7, OptionalLong.empty(), DocumentStatus.PENDING, Optional.empty()));
    downloads.addAll(List.of(false, true));
    commits.add(ACCEPTED);

    assertEquals(concluded(DocumentStatus.INDEXED, 1), ingest(false));
    assertEquals(List.of(Generations.below("etl.txt", 9)), removed);
  }

  @Test
  void anObjectThatChangesEachTimeIsLeftToAnotherTry() {
    for (int claim = 8; claim < 13; claim++) {
      claims.add(NEW);
      downloads.add(false);
    }

    assertThrows(UpstreamException.class, () -> ingest(false));
    assertEquals(List.of(), committed);
    assertEquals(0, claims.size());
  }

  @Test
  void aSidecarSaysWhoMayRead() {
    bucket = _ -> new Bucket.View(Optional.of(OBJECT), Optional.of("s1"));
    Access finance = Access.ofGroups(List.of("finance"));
    sidecars =
        (_, _) -> Optional.of(new Reading.Usable(new Sidecar(Map.of(), Optional.of(finance))));
    claims.add(NEW);
    commits.add(ACCEPTED);

    ingest(false);

    Fingerprint both = new Fingerprint("e1", Optional.empty(), Optional.of("s1"), "pipeline");
    assertEquals(
        List.of(new Conclusion.Indexed(new Source(OBJECT, both, finance, Map.of()), "etl.txt", 1)),
        committed);
  }

  @Test
  void aSidecarThatCannotBeUsedClosesItsDocument() {
    bucket = _ -> new Bucket.View(Optional.of(OBJECT), Optional.of("s1"));
    sidecars = (_, _) -> Optional.of(new Reading.Unusable("Not JSON."));
    claims.add(NEW);
    commits.add(ACCEPTED);

    assertEquals(
        new Ingested.Concluded(DocumentStatus.FAILED, Optional.of("Not JSON."), 0), ingest(false));
    assertEquals(List.of(generations(0, 7, OptionalLong.empty())), removed);
    assertEquals(0, embedded);
  }

  @Test
  void aFileThatCannotBeReadFailsWithNothingLive() {
    outcome = new ReadOutcome.Failed("Damaged.");
    claims.add(NEW);
    commits.add(ACCEPTED);

    assertEquals(
        new Ingested.Concluded(DocumentStatus.FAILED, Optional.of("Damaged."), 0), ingest(false));
    assertEquals(List.of(new Conclusion.Failed(SOURCE, "Damaged.")), committed);
    assertEquals(List.of(generations(0, 7, OptionalLong.empty())), removed);
    assertEquals(1, closed);
  }

  @Test
  void aFormatThatIsNotReadIsIgnored() {
    outcome = new ReadOutcome.Ignored("An image.");
    claims.add(NEW);
    commits.add(ACCEPTED);

    assertEquals(
        new Ingested.Concluded(DocumentStatus.IGNORED, Optional.of("An image."), 0), ingest(false));
  }

  @Test
  void aBucketThatDoesNotTellIsNoDeletion() {
    bucket =
        _ -> {
          throw new UpstreamException("403", UpstreamException.Kind.PERMANENT);
        };
    claims.add(indexed(8, 7, 7));

    assertThrows(UpstreamException.class, () -> ingest(false));
    assertEquals(List.of(), committed);
    assertEquals(List.of(), removed);
  }
}
