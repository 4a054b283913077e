package askdocs.access;

import askdocs.ask.AnswerKeeper;
import askdocs.ask.AnswerKey;
import askdocs.ask.AnswerLookup;
import askdocs.ask.AnswerLookup.Kept;
import askdocs.ask.LiveDocuments;
import askdocs.ask.Retriever;
import askdocs.ask.Session;
import askdocs.ask.SessionId;
import askdocs.ask.SessionKeeper;
import askdocs.ask.SessionLookup;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What asking is wired to, all of it in memory; a fault may replace any of it. */
final class Ports {
  final Map<SessionId, Session> sessions = new HashMap<>();
  final Map<AnswerKey, Kept> answers = new HashMap<>();

  Retriever retriever;
  LiveDocuments live;
  LiveDocuments liveForHistory;
  SessionLookup sessionLookup = (id, _) -> Optional.ofNullable(sessions.get(id));
  SessionKeeper sessionKeeper = (session, _) -> keep(session);
  AnswerLookup answerLookup = (key, _) -> Optional.ofNullable(answers.get(key));
  AnswerKeeper answerKeeper = (key, kept, _) -> answers.put(key, kept);

  Ports(Library library) {
    retriever = (wanted, _) -> library.candidates(wanted);
    live = (_, keys, _) -> library.live(keys);
    liveForHistory = live;
  }

  private boolean keep(Session session) {
    long stored = Optional.ofNullable(sessions.get(session.id())).map(Session::version).orElse(0L);
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
