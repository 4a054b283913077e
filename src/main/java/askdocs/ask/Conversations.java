package askdocs.ask;

import askdocs.ask.Answer.Answered;
import askdocs.ask.Answer.Blocked;
import askdocs.ask.Answer.Estimated;
import askdocs.ask.Answer.Outcome;
import askdocs.ask.Answer.PassagesOnly;
import askdocs.ask.Answer.Unknown;
import askdocs.ask.Condensing.Condensed;
import askdocs.ask.LiveDocuments.Live;
import askdocs.ask.Retriever.DocumentVersion;
import askdocs.knowledge.Deadline;
import askdocs.knowledge.IndexRef;
import askdocs.knowledge.UpstreamException;
import askdocs.knowledge.UpstreamException.Kind;
import askdocs.spend.Tab;
import java.lang.System.Logger.Level;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * Callers' conversations: a follow-up is understood by what was said before it.
 *
 * <p>A turn is told again, to a model or to anybody, only while all that it was made of is live and
 * permitted to the caller, and only for as long as the index that it was answered from serves.
 */
public final class Conversations {
  /** How long a finished answer waits to be remembered. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /** How often a turn is added to a session that others are adding to. */
  private static final int MAX_TRIES = 5;

  private static final System.Logger LOG = System.getLogger(Conversations.class.getName());

  private final SessionLookup lookup;
  private final SessionKeeper keeper;
  private final ServingIndex serving;
  private final LiveDocuments documents;
  private final Optional<Condensing> condensing;
  private final Optional<Duration> timeToLive;
  private final RandomGenerator random;

  /**
   * The conversations in a store.
   *
   * @param timeToLive how long a session is kept after its last turn
   * @param random gives the ids: it must be unpredictable
   */
  public Conversations(
      SessionLookup lookup,
      SessionKeeper keeper,
      ServingIndex serving,
      LiveDocuments documents,
      Condensing condensing,
      Duration timeToLive,
      RandomGenerator random) {
    this.lookup = lookup;
    this.keeper = keeper;
    this.serving = serving;
    this.documents = documents;
    this.condensing = Optional.of(condensing);
    this.timeToLive = Optional.of(timeToLive);
    this.random = random;
  }

  private Conversations() {
    this.lookup = (_, _) -> Optional.empty();
    this.keeper = (_, _) -> false;
    this.serving = Optional::empty;
    this.documents = (_, _, _) -> Map.of();
    this.condensing = Optional.empty();
    this.timeToLive = Optional.empty();
    this.random = new SecureRandom();
  }

  /** None at all: every request stands for itself, and no session is found. */
  public static Conversations none() {
    return new Conversations();
  }

  /**
   * The request, its question one that stands alone.
   *
   * @throws SessionNotFoundException if it names a session that the caller does not have
   * @throws UpstreamException if the session, or what is live, cannot be read
   */
  Conversation continued(Ask ask, Deadline deadline, Tab tab) {
    if (ask.session().isEmpty()) {
      return Conversation.first(ask);
    }
    Session session =
        find(ask.session().get(), ask.caller().id(), deadline)
            .orElseThrow(SessionNotFoundException::new);
    List<Turn> history = latest(permitted(session.turns(), ask.caller().groups(), deadline));
    Condensed condensed = standAlone(ask.question(), history, deadline, tab);
    return new Conversation(
        ask.asking(condensed.question()),
        ask.question(),
        history,
        condensed.usage(),
        Optional.of(session));
  }

  private Condensed standAlone(Question question, List<Turn> history, Deadline deadline, Tab tab) {
    return condensing
        .filter(_ -> !history.isEmpty())
        .map(model ->
            model.standAlone(question, history.stream().map(Turn::said).toList(), deadline, tab))
        .orElseGet(() -> new Condensed(question, Optional.empty()));
  }

  private Optional<Session> find(SessionId id, String caller, Deadline deadline) {
    if (timeToLive.isEmpty()) {
      return Optional.empty();
    }
    Instant now = deadline.clock().instant();
    return lookup
        .find(id, deadline)
        .filter(session -> session.caller().equals(caller))
        .filter(session -> session.expiresAt().isAfter(now));
  }

  /** The turns all of whose sources the caller may still be shown. */
  private List<Turn> permitted(List<Turn> turns, Set<String> groups, Deadline deadline) {
    Set<String> keys =
        turns.stream()
            .flatMap(turn -> turn.sources().stream())
            .map(DocumentVersion::key)
            .collect(Collectors.toSet());
    Optional<IndexRef> index = serving.current(deadline);
    Map<String, Live> live =
        keys.isEmpty() || index.isEmpty() ? Map.of() : documents.live(index.get(), keys, deadline);
    String serves = index.map(IndexRef::name).orElse("");
    return turns.stream()
        .filter(turn -> turn.sources().isEmpty() || turn.index().equals(serves))
        .filter(turn -> turn.sources().stream().allMatch(source -> source.isLive(live, groups)))
        .toList();
  }

  /** The last turns, as far as there is room for them in a prompt. */
  private static List<Turn> latest(List<Turn> turns) {
    Deque<Turn> latest = new ArrayDeque<>();
    long size = 0;
    for (Turn turn : turns.reversed()) {
      size += PromptSize.tokens(turn.said());
      if (size > PromptSize.MOST_OF_HISTORY) {
        break;
      }
      latest.addFirst(turn);
    }
    return List.copyOf(latest);
  }

  /**
   * Adds what was answered to the conversation, or begins one with it.
   *
   * <p>Answers that are finished at the same time are all kept, in the order in which they were
   * written.
   *
   * @param found what the model was given to read
   * @return the session to go on with; empty if it could not be written, or none is kept
   */
  Optional<SessionId> remembered(
      Conversation conversation, Outcome outcome, Searching.Found found, Deadline deadline) {
    Optional<String> answer = told(outcome);
    if (timeToLive.isEmpty() || answer.isEmpty()) {
      return conversation.session().map(Session::id);
    }
    Turn turn =
        new Turn(
            new Exchange(conversation.asked().text(), answer.get()),
            found.index().map(IndexRef::name).orElse(""),
            sources(conversation, outcome, found));
    try {
      return Optional.of(add(turn, conversation, timeToLive.get(), deadline.within(PATIENCE)));
    } catch (UpstreamException e) {
      LOG.log(Level.WARNING, "An answer was not remembered", e);
      return Optional.empty();
    }
  }

  /** What there is to remember; nothing of what a guardrail stopped or no model wrote. */
  private static Optional<String> told(Outcome outcome) {
    return switch (outcome) {
      case Answered answered -> Optional.of(answered.text());
      case Unknown unknown -> Optional.of(unknown.text());
      case Blocked _, PassagesOnly _, Estimated _ -> Optional.empty();
    };
  }

  /**
   * What an answer was made of: what it cites; and if a sentence of it claims no source, all that
   * the model had read.
   */
  private static Set<DocumentVersion> sources(
      Conversation conversation, Outcome outcome, Searching.Found found) {
    if (!(outcome instanceof Answered answered)) {
      return Set.of();
    }
    Set<DocumentVersion> sources = new HashSet<>();
    answered
        .citations()
        .forEach(citation ->
            citation
                .sources()
                .forEach(source -> sources.add(DocumentVersion.of(source.passage()))));
    if (!answered.unsupported().isEmpty()) {
      found.hits().forEach(hit -> sources.add(DocumentVersion.of(hit.passage())));
      conversation.history().forEach(turn -> sources.addAll(turn.sources()));
    }
    return sources;
  }

  private SessionId add(
      Turn turn, Conversation conversation, Duration timeToLive, Deadline deadline) {
    String caller = conversation.ask().caller().id();
    Instant expires = deadline.clock().instant().plus(timeToLive);
    SessionId id =
        conversation.session().map(Session::id).orElseGet(() -> SessionId.random(random));
    Session fresh = new Session(id, caller, 0, expires, List.of());
    Session current = conversation.session().orElse(fresh);
    for (int tries = 0; tries < MAX_TRIES; tries++) {
      if (keeper.keep(current.with(turn, expires), deadline)) {
        return id;
      }
      current = find(id, caller, deadline).orElse(fresh);
      if (current.turns().contains(turn)) {
        return id; // Our own write had gone through, and only its answer was lost.
      }
    }
    throw new UpstreamException("A session is written to by too many at once", Kind.RETRYABLE);
  }
}
