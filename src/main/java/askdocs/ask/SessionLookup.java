package askdocs.ask;

import askdocs.knowledge.Deadline;
import java.util.Optional;

/** Finds a session. */
@FunctionalInterface
public interface SessionLookup {
  /**
   * The session as it was last written, expired ones and other callers' too; the read is
   * consistent.
   *
   * @throws askdocs.knowledge.UpstreamException if it cannot be read before the deadline
   */
  Optional<Session> find(SessionId id, Deadline deadline);
}
