package askdocs.ask;

import askdocs.knowledge.Deadline;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Sessions in memory. */
final class KeptSessions implements SessionLookup, SessionKeeper {
  final Map<SessionId, Session> sessions = new HashMap<>();

  @Override
  public Optional<Session> find(SessionId id, Deadline deadline) {
    return Optional.ofNullable(sessions.get(id));
  }

  @Override
  public boolean keep(Session session, Deadline deadline) {
    long stored = find(session.id(), deadline).map(Session::version).orElse(0L);
    if (stored != session.version()) {
      return false;
    }
    sessions.put(
        session.id(),
        new Session(
            session.id(), session.caller(), stored + 1, session.expiresAt(), session.turns()));
    return true;
  }
}
