package askdocs.access;

import askdocs.ask.Answer;
import askdocs.ask.Answer.Answered;
import askdocs.ask.Answer.PassagesOnly;
import askdocs.ask.AnswerCache;
import askdocs.ask.Answering;
import askdocs.ask.Ask;
import askdocs.ask.Condensing;
import askdocs.ask.Conversations;
import askdocs.ask.Prompt;
import askdocs.ask.Question;
import askdocs.ask.QuestionEmbedder.EmbeddedQuestion;
import askdocs.ask.Retriever;
import askdocs.ask.Retriever.Candidates;
import askdocs.ask.SearchResult;
import askdocs.ask.Searching;
import askdocs.ask.ServingIndex;
import askdocs.ask.SessionId;
import askdocs.ask.SessionNotFoundException;
import askdocs.knowledge.Caller;
import askdocs.knowledge.Deadline;
import askdocs.knowledge.Embedding;
import askdocs.knowledge.IndexRef;
import askdocs.knowledge.UpstreamException;
import askdocs.lambda.DocumentsCalls;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Callers who ask, hear answers streamed, search, go on with conversations and look at the list of
 * documents, while documents and their sidecars change.
 *
 * <p>After each step it holds what was shown, and whatever a model or a search was given on the
 * way, against what the caller may see at that moment; and each answer against that of a twin
 * without a cache.
 */
final class Reading {
  private static final String MODEL = "global.anthropic.claude-haiku-5-5";
  private static final IndexRef INDEX = new IndexRef("passages-1", "titan", 1);
  private static final Duration KEPT = Duration.ofHours(24);
  private static final List<String> CALLERS = List.of("ana", "eva", "key:k1");

  /** A session as the test knows it. */
  private record Open(SessionId id, String caller, Instant expiresAt) {}

  final Random random;
  final Library library;
  final Ports ports;
  final Tally tally = new Tally();
  private final List<Open> open = new ArrayList<>();
  private final Map<String, Set<String>> memberships = new HashMap<>();
  private final Answering answering;
  private final Answering twin;
  private final Sight sight;
  private final Browsing browsing;
  private Instant now = Instant.EPOCH;
  private boolean streaming;
  private Ask ask = asking(new Caller("nobody", Set.of()), "What?", Optional.empty());
  private List<String> retrieved = List.of();
  private Optional<Prompt> prompted = Optional.empty();

  Reading(long seed, Optional<Fault> fault) {
    this.random = new Random(seed);
    this.library = new Library(random);
    this.sight = new Sight(library, this::groups);
    this.ports =
        new Ports(library, INDEX, new Dictation(new Parrot(this::given), new Random(seed)));
    this.browsing =
        new Browsing(
            library,
            sight,
            new DocumentsCalls(
                wanted -> ports.list.list(wanted), (key, groups) -> ports.lookup.find(key, groups)),
            random);
    fault.ifPresent(one -> one.accept(this));
    AnswerCache cache =
        new AnswerCache(
            (key, deadline) -> ports.answerLookup.find(key, deadline),
            (key, kept, deadline) -> ports.answerKeeper.keep(key, kept, deadline),
            KEPT);
    this.answering = answering(cache, true);
    this.twin = answering(AnswerCache.none(), false);
  }

  private Answering answering(AnswerCache cache, boolean remembers) {
    ServingIndex serving = () -> Optional.of(INDEX);
    Parrot parrot = new Parrot(this::given);
    Retriever watched = (wanted, deadline) -> counted(ports.retriever.candidates(wanted, deadline));
    Searching searching =
        new Searching(
            serving,
            (_, _, _) -> new EmbeddedQuestion(new Embedding(new float[] {1}), 10),
            watched,
            (_, _, passages, _) -> library.read(passages),
            (index, keys, deadline) -> ports.live.live(index, keys, deadline),
            Optional.empty(),
            Prices.COSTS);
    Conversations conversations =
        new Conversations(
            (id, deadline) -> ports.sessionLookup.find(id, deadline),
            (session, deadline) -> !remembers || ports.sessionKeeper.keep(session, deadline),
            serving,
            (index, keys, deadline) -> ports.liveForHistory.live(index, keys, deadline),
            new Condensing(parrot, MODEL, Prices.COSTS),
            KEPT,
            new Random(random.nextLong()));
    return new Answering(conversations, searching, cache, parrot, Prices.COSTS);
  }

  String caller() {
    return ask.caller().id();
  }

  Set<String> groups() {
    return ask.caller().groups();
  }

  String question() {
    return ask.question().text();
  }

  /** Whether an answer is being streamed. */
  boolean isStreaming() {
    return streaming;
  }

  /** What the last search found, before anybody looked at what is live. */
  List<String> retrieved() {
    return retrieved;
  }

  /** What the twin's model was given last to answer from. */
  Prompt prompted() {
    return prompted.orElseThrow();
  }

  void steps(int count) {
    for (int step = 0; step < count; step++) {
      now = now.plus(Duration.ofSeconds(random.nextInt(60)));
      switch (random.nextInt(24)) {
        case 0, 1, 2, 3 -> library.change();
        case 4, 5 -> search();
        case 6, 7, 8, 9, 10, 11 -> goOn();
        case 12, 13 -> browse();
        case 14 -> now = now.plus(random.nextInt(50) == 0 ? KEPT : Duration.ZERO);
        default -> answer(Optional.empty());
      }
    }
  }

  private Ask asking(Caller caller, String question, Optional<SessionId> session) {
    return new Ask(new Question(question), Optional.empty(), 3, MODEL, 800, caller, session);
  }

  /** A caller's groups, which change now and then. */
  private Caller caller(String id) {
    if (random.nextInt(8) == 0 || !memberships.containsKey(id)) {
      memberships.put(
          id,
          Library.GROUPS.stream().filter(_ -> random.nextBoolean()).collect(Collectors.toSet()));
    }
    return new Caller(id, memberships.get(id));
  }

  private String anyQuestion() {
    return "What is Topic%d?".formatted(random.nextInt(Library.TOPICS));
  }

  private Deadline deadline() {
    return Deadline.in(Duration.ofSeconds(20), Clock.fixed(now, ZoneOffset.UTC));
  }

  private void search() {
    ask = asking(caller(oneOf(CALLERS)), anyQuestion(), Optional.empty());
    SearchResult result = answering.search(ask, deadline());
    sight.shown("A search", result.hits());
    tally.searches++;
  }

  private void browse() {
    ask = asking(caller(oneOf(CALLERS)), anyQuestion(), Optional.empty());
    if (random.nextBoolean()) {
      tally.pages += browsing.pages(ask.caller());
    } else {
      browsing.one(ask.caller());
      tally.documents++;
    }
  }

  private void goOn() {
    if (open.isEmpty()) {
      return;
    }
    Open session = oneOf(open.subList(Math.max(0, open.size() - 10), open.size()));
    boolean mine = random.nextInt(5) > 0;
    String id = mine ? session.caller() : oneOf(CALLERS);
    ask = asking(caller(id), anyQuestion(), Optional.of(session.id()));
    if (!id.equals(session.caller()) || !session.expiresAt().isAfter(now)) {
      refused(session);
      return;
    }
    answer(Optional.of(session));
  }

  private void refused(Open session) {
    try {
      answering.search(ask, deadline());
    } catch (SessionNotFoundException e) {
      tally.refused++;
      return;
    }
    throw new Violation("A session that is not to be found was gone on with: " + session);
  }

  private void answer(Optional<Open> session) {
    if (session.isEmpty()) {
      ask = asking(caller(oneOf(CALLERS)), anyQuestion(), Optional.empty());
    }
    Answer expected = twin.answer(ask, deadline());
    Optional<Answer> got =
        random.nextInt(3) == 0 ? streamed() : Optional.of(answering.answer(ask, deadline()));
    if (got.isEmpty()) {
      return;
    }
    Answer answer = got.get();
    tally.count(expected, answer);
    if (answer.outcome() instanceof Answered answered) {
      sight.told("An answer", answered.text());
      sight.cited("An answer", answered.citations());
    }
    if (!answer.outcome().equals(expected.outcome())) {
      throw new Violation(
          "An answer is not what the model would say now: "
              + answer.outcome()
              + " and not "
              + expected.outcome());
    }
    session.ifPresent(open::remove);
    answer.session().ifPresent(id -> open.add(new Open(id, caller(), now.plus(KEPT))));
  }

  /** The answer, told while it comes about; empty if the model broke off. */
  private Optional<Answer> streamed() {
    Listener listener = new Listener(sight);
    streaming = true;
    try {
      Answer answer =
          answering.answer(
              ask,
              deadline(),
              progress -> ports.streaming.telling(progress),
              ports.audience.apply(listener));
      listener.end(answer);
      tally.countStreamed(answer);
      if (answer.outcome() instanceof PassagesOnly passages) {
        sight.shown("The passages alone", passages.passages());
        return Optional.empty();
      }
      return Optional.of(answer);
    } catch (UpstreamException e) {
      tally.brokenOff += listener.begun() ? 1 : 0;
      return Optional.empty();
    } finally {
      streaming = false;
    }
  }

  private Candidates counted(Candidates candidates) {
    sight.counted(candidates);
    retrieved = candidates.byWords().stream().map(one -> one.id().toString()).toList();
    return candidates;
  }

  private void given(Prompt prompt) {
    sight.told("A prompt", Parrot.all(prompt));
    if (!prompt.passages().isEmpty()) {
      prompted = Optional.of(prompt);
    }
  }

  private <T> T oneOf(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
