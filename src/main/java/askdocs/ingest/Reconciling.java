package askdocs.ingest;

import askdocs.ingest.BucketListing.Listed;
import askdocs.ingest.Finding.Drift;
import askdocs.ingest.PassageListing.Held;
import askdocs.ingest.RowListing.Known;
import askdocs.knowledge.DocumentStatus;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Holds bucket, table and index against each other, key by key: all three are read in the same
 * order, so that memory does not grow with their size.
 *
 * <p>What is seen while documents change may be out of date by the time that it is told. Repairing
 * what needs no repair does no harm: a hint only says where to look.
 */
public final class Reconciling {
  private final BucketListing bucket;
  private final RowListing rows;
  private final PassageListing index;
  private final Bucket look;
  private final String pipeline;
  private final Duration patience;
  private final Clock clock;

  /**
   * @param look looks at single documents, where a sidecar is concerned
   * @param pipeline as {@link Ingesting} has it
   * @param patience how long a run may take before it counts as stuck
   */
  public Reconciling(
      BucketListing bucket,
      RowListing rows,
      PassageListing index,
      Bucket look,
      String pipeline,
      Duration patience,
      Clock clock) {
    this.bucket = bucket;
    this.rows = rows;
    this.index = index;
    this.look = look;
    this.pipeline = pipeline;
    this.patience = patience;
    this.clock = clock;
  }

  /**
   * Tells every disagreement, in the order of the keys; of a sidecar that nobody heard of, where it
   * is listed.
   *
   * @return how many documents the bucket holds
   * @throws askdocs.knowledge.UpstreamException if one of the three cannot be read
   */
  public long compare(Consumer<Finding> findings) {
    Ahead<Listed> objects = new Ahead<>(bucket.objects());
    Ahead<Known> known = new Ahead<>(rows.rows());
    Ahead<Held> held = new Ahead<>(index.generations());
    // Between a document and its sidecar only keys are listed that begin with the document's.
    Set<String> withoutSidecar = new HashSet<>();
    long documents = 0;
    for (Optional<String> next = first(objects, known, held);
        next.isPresent();
        next = first(objects, known, held)) {
      String key = next.get();
      Optional<Listed> object = objects.takeIf(found -> found.key().equals(key));
      Optional<Known> row = known.takeIf(found -> found.row().key().equals(key));
      List<Held> generations = new ArrayList<>();
      for (Optional<Held> one = held.takeIf(found -> found.key().equals(key));
          one.isPresent();
          one = held.takeIf(found -> found.key().equals(key))) {
        generations.add(one.get());
      }
      boolean document = object.isPresent() && isDocument(key);
      documents += document ? 1 : 0;
      compare(key, object.filter(_ -> document), row, generations).forEach(findings);
      withoutSidecar.removeIf(other -> !key.startsWith(other));
      if (document && row.filter(Reconciling::isAlone).isPresent()) {
        withoutSidecar.add(key);
      }
      if (object.isPresent() && key.endsWith(SidecarReader.SUFFIX)) {
        String described = key.substring(0, key.length() - SidecarReader.SUFFIX.length());
        if (withoutSidecar.remove(described)) {
          findings.accept(new Finding(described, Drift.STALE, "A sidecar has come."));
        }
      }
    }
    return documents;
  }

  /** Whether a key is a document's: neither a sidecar's nor that of a folder's place holder. */
  static boolean isDocument(String key) {
    return !key.endsWith(SidecarReader.SUFFIX) && !key.endsWith("/");
  }

  /** Whether a document was last seen without a sidecar. */
  private static boolean isAlone(Known known) {
    return known.row().fingerprint().filter(seen -> seen.sidecar().isEmpty()).isPresent();
  }

  private static Optional<String> first(
      Ahead<Listed> objects, Ahead<Known> rows, Ahead<Held> held) {
    return Arrays.asList(
            objects.peek().map(Listed::key),
            rows.peek().map(found -> found.row().key()),
            held.peek().map(Held::key))
        .stream()
        .flatMap(Optional::stream)
        .min((one, other) ->
            Arrays.compareUnsigned(
                one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8)));
  }

  private List<Finding> compare(
      String key, Optional<Listed> object, Optional<Known> row, List<Held> generations) {
    List<Finding> findings = new ArrayList<>();
    long settled = row.map(known -> known.row().settled()).orElse(Long.MAX_VALUE);
    long live = row.map(known -> known.row().live().orElse(-1)).orElse(-1L);
    int orphans =
        generations.stream()
            .filter(held -> held.generation() != live && held.generation() <= settled)
            .mapToInt(Held::passages)
            .sum();
    int visible =
        generations.stream()
            .filter(held -> held.generation() == live)
            .mapToInt(Held::passages)
            .sum();
    if (row.isEmpty()) {
      object.ifPresent(
          _ -> findings.add(new Finding(key, Drift.MISSING, "The object was never ingested.")));
    } else {
      compare(key, object, row.get(), visible).ifPresent(findings::add);
    }
    if (orphans > 0) {
      findings.add(
          new Finding(
              key, Drift.ORPHAN, "The index holds " + orphans + " passages that are not live."));
    }
    return findings;
  }

  private Optional<Finding> compare(String key, Optional<Listed> object, Known known, int visible) {
    DocumentRow row = known.row();
    if (row.claim() > row.settled()) {
      boolean stuck = known.claimedAt().plus(patience).isBefore(clock.instant());
      return stuck
          ? Optional.of(
              new Finding(
                  key, Drift.STUCK, "A run begun at " + known.claimedAt() + " never ended."))
          : Optional.empty();
    }
    if (object.isEmpty()) {
      return row.status() == DocumentStatus.NOT_FOUND
          ? Optional.empty()
          : Optional.of(new Finding(key, Drift.STALE, "The bucket has no such object any more."));
    }
    if (!isUpToDate(object.get(), row)) {
      return Optional.of(
          row.live().isEmpty() && row.status() == DocumentStatus.NOT_FOUND
              ? new Finding(key, Drift.MISSING, "The object was never ingested.")
              : new Finding(
                  key, Drift.STALE, "The object, its sidecar or the reader has changed."));
    }
    if (row.live().isPresent() && visible != known.passages()) {
      return Optional.of(
          new Finding(
              key,
              Drift.MISSING,
              "The index holds " + visible + " of its " + known.passages() + " passages."));
    }
    return row.status() == DocumentStatus.FAILED
        ? Optional.of(new Finding(key, Drift.FAILED, known.reason().orElse("No reason is known.")))
        : Optional.empty();
  }

  /** By the listing where that can tell: only a document that had a sidecar is looked at. */
  private boolean isUpToDate(Listed object, DocumentRow row) {
    return row.fingerprint()
        .filter(seen -> seen.etag().equals(object.etag()))
        .filter(seen -> seen.pipeline().equals(pipeline))
        .filter(seen ->
            seen.sidecar().isEmpty() || seen.sidecar().equals(look.look(object.key()).sidecar()))
        .isPresent();
  }

  /** An iterator that can be looked into. */
  private static final class Ahead<T> {
    private final Iterator<T> elements;
    private Optional<T> next = Optional.empty();

    Ahead(Iterator<T> elements) {
      this.elements = elements;
    }

    Optional<T> peek() {
      if (next.isEmpty() && elements.hasNext()) {
        next = Optional.of(elements.next());
      }
      return next;
    }

    Optional<T> takeIf(java.util.function.Predicate<T> condition) {
      Optional<T> taken = peek().filter(condition);
      if (taken.isPresent()) {
        next = Optional.empty();
      }
      return taken;
    }
  }
}
