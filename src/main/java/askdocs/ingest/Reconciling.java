package askdocs.ingest;

import askdocs.ingest.Finding.Drift;
import askdocs.ingest.PassageListing.Held;
import askdocs.ingest.RowListing.Known;
import askdocs.knowledge.DocumentStatus;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Gatherers;
import java.util.stream.StreamSupport;

/**
 * Holds bucket, table and index against each other, key by key: all three are read in the same
 * order, so that memory does not grow with their size.
 *
 * <p>What is seen while documents change may be out of date by the time that it is told. Repairing
 * what needs no repair does no harm: a hint only says where to look.
 */
public final class Reconciling {
  /** Second looks under way at a time. */
  private static final int LOOKS = 16;

  private final BucketListing bucket;
  private final RowListing rows;
  private final PassageListing index;
  private final SecondLook again;
  private final String pipeline;
  private final Duration patience;
  private final Clock clock;

  /**
   * @param again looks again at what the listings show, before it is told
   * @param pipeline as {@link Ingesting} has it
   * @param patience how long a run may take before it counts as stuck
   */
  public Reconciling(
      BucketListing bucket,
      RowListing rows,
      PassageListing index,
      SecondLook again,
      String pipeline,
      Duration patience,
      Clock clock) {
    this.bucket = bucket;
    this.rows = rows;
    this.index = index;
    this.again = again;
    this.pipeline = pipeline;
    this.patience = patience;
    this.clock = clock;
  }

  /**
   * How far a comparison came.
   *
   * @param documents how many documents the bucket holds, of those that were compared
   * @param complete whether all were compared
   */
  public record Compared(long documents, boolean complete) {}

  /** Tells every disagreement; see {@link #compare(Consumer, BooleanSupplier)}. */
  public Compared compare(Consumer<Finding> findings) {
    return compare(findings, () -> true);
  }

  /**
   * Tells every disagreement, in the order of the keys but for a document whose sidecar others are
   * listed before.
   *
   * @param findings is told by the calling thread, what concerns one document in a row
   * @param goOn is asked before each document whether there is time for it
   * @throws askdocs.knowledge.UpstreamException if one of the three cannot be read
   */
  public Compared compare(Consumer<Finding> findings, BooleanSupplier goOn) {
    AtomicLong documents = new AtomicLong();
    AtomicBoolean complete = new AtomicBoolean(true);
    Iterator<AtKey> keys = new KeyByKey(bucket.objects(), rows.rows(), index.generations());
    StreamSupport.stream(
            Spliterators.spliteratorUnknownSize(
                keys, Spliterator.ORDERED | Spliterator.NONNULL | Spliterator.IMMUTABLE),
            false)
        .takeWhile(_ -> {
          boolean time = goOn.getAsBoolean();
          complete.set(time);
          return time;
        })
        .peek(at -> documents.addAndGet(at.etag().isPresent() ? 1 : 0))
        .map(this::judge)
        .filter(suspected -> !suspected.isEmpty())
        .gather(Gatherers.mapConcurrent(LOOKS, again::confirm))
        .flatMap(List::stream)
        .forEachOrdered(findings);
    return new Compared(documents.get(), complete.get());
  }

  private List<Finding> judge(AtKey at) {
    List<Finding> findings = new ArrayList<>();
    if (at.row().filter(this::isUnderWay).isEmpty()) {
      standing(at).ifPresent(findings::add);
      orphans(at).ifPresent(findings::add);
    }
    return findings;
  }

  private static boolean isOpen(Known known) {
    return known.row().claim() > known.row().settled();
  }

  private boolean isUnderWay(Known known) {
    return isOpen(known) && !known.claimedAt().plus(patience).isBefore(clock.instant());
  }

  private Optional<Finding> standing(AtKey at) {
    if (at.row().isPresent()) {
      return standing(at, at.row().get());
    }
    return at.etag().map(_ -> new Finding(at.key(), Drift.MISSING, "It was never ingested."));
  }

  private Optional<Finding> standing(AtKey at, Known known) {
    DocumentRow row = known.row();
    if (isOpen(known)) {
      return finding(at, Drift.STUCK, "A run begun at " + known.claimedAt() + " never ended.");
    }
    if (at.etag().isEmpty()) {
      return row.status() == DocumentStatus.NOT_FOUND
          ? Optional.empty()
          : finding(at, Drift.STALE, "The bucket does not hold it any more.");
    }
    if (row.fingerprint().isEmpty()) {
      return finding(at, Drift.MISSING, "It has come back and was not ingested again.");
    }
    Optional<String> change = change(row.fingerprint().get(), at);
    if (change.isPresent()) {
      return finding(at, Drift.STALE, change.get());
    }
    long visible = visible(at, row);
    if (row.live().isPresent() && visible != known.passages()) {
      return finding(
          at,
          Drift.MISSING,
          "The index holds " + visible + " of its " + known.passages() + " passages.");
    }
    return row.status() == DocumentStatus.FAILED
        ? finding(at, Drift.FAILED, known.reason().orElse("No reason is known."))
        : Optional.empty();
  }

  private Optional<String> change(Fingerprint seen, AtKey at) {
    if (!Optional.of(seen.etag()).equals(at.etag())) {
      return Optional.of("The object has changed since it was ingested.");
    }
    if (!seen.sidecar().equals(at.sidecar())) {
      return Optional.of(
          seen.sidecar().isEmpty()
              ? "It has got a sidecar since it was ingested."
              : at.sidecar().isEmpty()
                  ? "Its sidecar is gone."
                  : "Its sidecar has changed since it was ingested.");
    }
    return seen.pipeline().equals(pipeline)
        ? Optional.empty()
        : Optional.of("It was read or embedded in another way: " + seen.pipeline() + ".");
  }

  private static long visible(AtKey at, DocumentRow row) {
    return at.held().stream()
        .filter(held -> row.live().equals(OptionalLong.of(held.generation())))
        .mapToLong(Held::passages)
        .sum();
  }

  /** Passages above the last conclusion belong to a run, if one was ever begun. */
  private static Optional<Finding> orphans(AtKey at) {
    long settled = at.row().map(known -> known.row().settled()).orElse(Long.MAX_VALUE);
    long all =
        at.held().stream()
            .filter(held -> held.generation() <= settled)
            .mapToLong(Held::passages)
            .sum();
    long orphans = all - at.row().map(known -> visible(at, known.row())).orElse(0L);
    return orphans > 0
        ? finding(at, Drift.ORPHAN, "The index holds " + orphans + " passages that nobody can see.")
        : Optional.empty();
  }

  private static Optional<Finding> finding(AtKey at, Drift drift, String reason) {
    return Optional.of(new Finding(at.key(), drift, reason));
  }
}
