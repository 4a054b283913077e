package askdocs.ingest;

import java.time.Instant;
import java.util.Iterator;
import java.util.Optional;

/** Lists what is known of the documents of one index. */
@FunctionalInterface
public interface RowListing {
  /** All rows in the order of their keys' UTF-8 bytes, read page by page as they are asked for. */
  Iterator<Known> rows();

  /**
   * What is known of a document.
   *
   * @param row its row
   * @param passages how many passages its live generation has
   * @param reason why it failed or was ignored
   * @param claimedAt when it was last claimed
   */
  record Known(DocumentRow row, int passages, Optional<String> reason, Instant claimedAt) {}
}
