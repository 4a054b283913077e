package askdocs.ask;

import askdocs.knowledge.IndexRef;
import java.util.Optional;

/** Tells which index answers. */
@FunctionalInterface
public interface ServingIndex {
  /** The index that searches go to; empty while no document has ever been indexed. */
  Optional<IndexRef> current();
}
