package askdocs.access;

import askdocs.ask.AnswerKeeper;
import askdocs.ask.AnswerKey;
import askdocs.ask.AnswerLookup;
import askdocs.ask.AnswerLookup.Kept;
import askdocs.ask.Audience;
import askdocs.ask.LiveDocuments;
import askdocs.ask.Retriever;
import askdocs.ask.Session;
import askdocs.ask.SessionId;
import askdocs.ask.SessionKeeper;
import askdocs.ask.SessionLookup;
import askdocs.ask.StreamingGenerator;
import askdocs.aws.DocumentRows;
import askdocs.aws.Retrying;
import askdocs.ingest.DocumentList;
import askdocs.ingest.DocumentLookup;
import askdocs.knowledge.IndexRef;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

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

  StreamingGenerator streaming;
  UnaryOperator<Audience> audience = listener -> listener;
  Supplier<NavigableMap<String, Row>> rows;
  DocumentList list;
  DocumentLookup lookup;

  Ports(Library library, IndexRef index, StreamingGenerator streaming) {
    this.streaming = streaming;
    retriever = (wanted, _) -> library.candidates(wanted);
    live = (_, keys, _) -> library.live(keys);
    liveForHistory = live;
    rows = library::rows;
    DocumentRows documents =
        new DocumentRows(
            new StateRows(index.name(), () -> rows.get()),
            "state",
            () -> Optional.of(index),
            "documents",
            new Retrying(new Random(0)));
    list = documents;
    lookup = documents;
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
