package askdocs.ask;

import askdocs.knowledge.Deadline;

/** Keeps a session. */
@FunctionalInterface
public interface SessionKeeper {
  /**
   * Writes the session under the next version, if its own is still the one that is stored: 0 stands
   * for none at all.
   *
   * @return whether it was; if not, nothing is written
   * @throws askdocs.knowledge.UpstreamException if it cannot be written before the deadline
   */
  boolean keep(Session session, Deadline deadline);
}
