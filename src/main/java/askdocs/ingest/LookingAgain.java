package askdocs.ingest;

import askdocs.ingest.BucketListing.Listed;
import askdocs.ingest.Finding.Drift;
import askdocs.ingest.PassageListing.Held;
import askdocs.ingest.RowListing.Known;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Looks at a single document as it is now. The listings are read page by page at different times,
 * so that one page may show what another does not yet, or no longer.
 */
public final class LookingAgain implements SecondLook {
  private final Bucket bucket;
  private final RowLookup rows;
  private final PassageLookup passages;
  private final String pipeline;
  private final Duration patience;
  private final Clock clock;

  /** The last three as {@link Reconciling} has them. */
  public LookingAgain(
      Bucket bucket,
      RowLookup rows,
      PassageLookup passages,
      String pipeline,
      Duration patience,
      Clock clock) {
    this.bucket = bucket;
    this.rows = rows;
    this.passages = passages;
    this.pipeline = pipeline;
    this.patience = patience;
    this.clock = clock;
  }

  @Override
  public List<Finding> confirm(List<Finding> suspected) {
    String key = suspected.getFirst().key();
    Optional<Known> row = rows.find(key);
    if (row.isEmpty() && isOnlyMissing(suspected)) {
      // Never claimed by anybody: so it is for each object of a bucket that is loaded.
      return suspected;
    }
    Bucket.View view = bucket.look(key);
    List<Held> held = passages.generationsOf(key);
    if (!rows.find(key).equals(row)) {
      // A run has been at work on it in between: it is not lost sight of.
      return List.of();
    }
    List<Finding> confirmed = new ArrayList<>();
    new Reconciling(
            () -> listing(key, view).iterator(),
            () -> row.stream().iterator(),
            held::iterator,
            found -> found,
            pipeline,
            patience,
            clock)
        .compare(confirmed::add);
    return confirmed;
  }

  private static boolean isOnlyMissing(List<Finding> suspected) {
    return suspected.size() == 1 && suspected.getFirst().drift() == Drift.MISSING;
  }

  private static List<Listed> listing(String key, Bucket.View view) {
    List<Listed> listing = new ArrayList<>();
    view.object().ifPresent(object -> listing.add(new Listed(key, object.etag())));
    view.sidecar().ifPresent(etag -> listing.add(new Listed(key + SidecarReader.SUFFIX, etag)));
    return listing;
  }
}
