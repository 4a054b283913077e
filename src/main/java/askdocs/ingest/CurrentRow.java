package askdocs.ingest;

import java.util.Optional;

/** Reads a document's row. */
@FunctionalInterface
public interface CurrentRow {
  /** The row as it is now, by a strongly consistent read. */
  Optional<DocumentRow> read(String key);
}
