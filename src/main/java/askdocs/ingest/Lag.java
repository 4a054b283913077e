package askdocs.ingest;

import askdocs.ingest.RowListing.Known;
import java.util.Iterator;
import java.util.Optional;

/** How far one index is behind another: what would be missed if it took the other's place. */
public final class Lag {
  private Lag() {}

  /**
   * Counts the documents that readers see in one index and not in the other. Both are read in the
   * order of the keys, so that memory does not grow with their size.
   *
   * @param serving the rows of the index that readers see
   * @param other the rows of the index that is to take its place
   */
  public static long of(RowListing serving, RowListing other) {
    Iterator<Known> others = other.rows();
    Optional<Known> candidate = next(others);
    long missed = 0;
    for (Iterator<Known> rows = serving.rows(); rows.hasNext(); ) {
      Known seen = rows.next();
      while (candidate.isPresent() && compare(candidate.get(), seen) < 0) {
        candidate = next(others);
      }
      boolean there =
          candidate
              .filter(found -> compare(found, seen) == 0)
              .filter(found -> found.row().live().isPresent())
              .isPresent();
      missed += seen.row().live().isPresent() && !there ? 1 : 0;
    }
    return missed;
  }

  private static int compare(Known one, Known other) {
    return Utf8Order.INSTANCE.compare(one.row().key(), other.row().key());
  }

  private static Optional<Known> next(Iterator<Known> rows) {
    return rows.hasNext() ? Optional.of(rows.next()) : Optional.empty();
  }
}
