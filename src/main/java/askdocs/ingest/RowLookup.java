package askdocs.ingest;

import askdocs.ingest.RowListing.Known;
import java.util.Optional;

/** Finds what is known of one document of one index. */
@FunctionalInterface
public interface RowLookup {
  /** Its row as it is now, by a strongly consistent read. */
  Optional<Known> find(String key);
}
