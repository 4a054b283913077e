package askdocs.ask;

import askdocs.knowledge.Deadline;
import askdocs.knowledge.IndexRef;
import java.util.Optional;

/** Tells which index answers. */
@FunctionalInterface
public interface ServingIndex {
  /** The index that searches go to; empty while no document has ever been indexed. */
  Optional<IndexRef> current();

  /**
   * The same, by a deadline; one that may have to wait overrides this.
   *
   * @throws askdocs.knowledge.UpstreamException if it cannot be told in time
   */
  default Optional<IndexRef> current(Deadline deadline) {
    return current();
  }
}
