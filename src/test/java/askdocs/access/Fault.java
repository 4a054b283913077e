package askdocs.access;

import askdocs.ask.AnswerKey;
import askdocs.ask.LiveDocuments.Live;
import askdocs.ask.Retriever.Wanted;
import askdocs.ask.Session;
import askdocs.knowledge.Access;
import askdocs.knowledge.PassageId;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** Faults planted in the ports, each of which the readings must find. */
enum Fault implements Consumer<Reading> {
  SEARCH_WITHOUT_ACCESS(Fault::searchWithoutAccess),
  LIVE_CHECK_WITHOUT_ACCESS(Fault::liveCheckWithoutAccess),
  LIVE_CHECK_OF_OLD_ROWS(Fault::liveCheckOfOldRows),
  LIVE_CHECK_OF_ANY_GENERATION(Fault::liveCheckOfAnyGeneration),
  HISTORY_NOT_CHECKED(Fault::historyNotChecked),
  HISTORY_WITHOUT_ACCESS(Fault::historyWithoutAccess),
  HISTORY_OF_OLD_ROWS(Fault::historyOfOldRows),
  SESSION_OF_ANY_CALLER(Fault::sessionOfAnyCaller),
  SESSION_THAT_NEVER_EXPIRES(Fault::sessionThatNeverExpires),
  CACHE_BY_QUESTION_ALONE(Fault::cacheByQuestionAlone),
  CACHE_BY_QUESTION_AND_GROUPS(Fault::cacheByQuestionAndGroups),
  CACHE_BEFORE_THE_LIVE_CHECK(Fault::cacheBeforeTheLiveCheck),
  CACHE_WITHOUT_HISTORY(Fault::cacheWithoutHistory),
  CACHE_WITHOUT_GENERATIONS(Fault::cacheWithoutGenerations),
  SIDECAR_CHANGE_NOT_NOTICED(SidecarFaults::notNoticed),
  SIDECAR_OF_NO_GROUPS_IS_PUBLIC(SidecarFaults::noGroupsArePublic),
  SIDECAR_GROUPS_ADD_UP(SidecarFaults::groupsAddUp),
  SIDECAR_NEVER_OPENS(SidecarFaults::neverOpens),
  STREAM_WITHOUT_LIVE_CHECK(StreamFaults::withoutLiveCheck),
  STREAM_FROM_CACHE_BY_QUESTION(StreamFaults::fromCacheByQuestion),
  STREAM_PASSAGES_OF_THE_ONE_BEFORE(StreamFaults::passagesOfTheOneBefore),
  STREAM_TEXT_OF_THE_ONE_BEFORE(StreamFaults::textOfTheOneBefore),
  STREAM_CITATIONS_OF_THE_ONE_BEFORE(StreamFaults::citationsOfTheOneBefore),
  STREAM_WRITTEN_FOR_TWO(StreamFaults::writtenForTwo),
  LIST_WITHOUT_ACCESS(ListFaults::withoutAccess),
  LIST_OF_A_STATUS_WITHOUT_ACCESS(ListFaults::ofAStatusWithoutAccess),
  LIST_BEHIND_A_TOKEN_WITHOUT_ACCESS(ListFaults::behindATokenWithoutAccess),
  LIST_COUNTED_BEFORE_ACCESS(ListFaults::countedBeforeAccess),
  LIST_OF_OLD_ROWS(ListFaults::ofOldRows),
  LOOKUP_WITHOUT_ACCESS(ListFaults::lookupWithoutAccess),
  LOOKUP_THAT_REFUSES(ListFaults::lookupThatRefuses);

  private final Consumer<Reading> plant;

  Fault(Consumer<Reading> plant) {
    this.plant = plant;
  }

  @Override
  public void accept(Reading reading) {
    plant.accept(reading);
  }

  private static void searchWithoutAccess(Reading reading) {
    var honest = reading.ports.retriever;
    reading.ports.retriever =
        (wanted, deadline) ->
            honest.candidates(
                new Wanted(
                    wanted.index(),
                    wanted.question(),
                    wanted.embedding(),
                    List.of("*", "!", "g:finance", "g:hr", "g:board"),
                    wanted.filter(),
                    wanted.count(),
                    wanted.excluded()),
                deadline);
  }

  private static void liveCheckWithoutAccess(Reading reading) {
    reading.ports.live = (_, keys, _) -> opened(reading.library.live(keys));
  }

  private static void liveCheckOfOldRows(Reading reading) {
    Map<String, Live> old = new HashMap<>();
    reading.ports.live = (_, _, _) -> replica(old, reading);
  }

  private static void liveCheckOfAnyGeneration(Reading reading) {
    Map<String, Live> found = found(reading);
    reading.ports.live = (_, _, _) -> found;
  }

  /** All that a search has found, as if it were live. */
  static Map<String, Live> found(Reading reading) {
    Map<String, Live> found = new HashMap<>();
    var honest = reading.ports.retriever;
    reading.ports.retriever =
        (wanted, deadline) -> {
          var candidates = honest.candidates(wanted, deadline);
          candidates
              .byWords()
              .forEach(one ->
                  found.put(
                      one.id().key(),
                      new Live(one.id().generation(), reading.library.passage(one.id()).access())));
          return candidates;
        };
    return found;
  }

  private static void historyNotChecked(Reading reading) {
    reading.ports.liveForHistory =
        (_, _, _) -> {
          Map<String, Live> all = new HashMap<>();
          reading.ports.sessions.values().stream()
              .map(Session::turns)
              .flatMap(List::stream)
              .flatMap(turn -> turn.sources().stream())
              .forEach(
                  source -> all.put(source.key(), new Live(source.generation(), Access.PUBLIC)));
          return all;
        };
  }

  private static void historyWithoutAccess(Reading reading) {
    reading.ports.liveForHistory = (_, keys, _) -> opened(reading.library.live(keys));
  }

  private static void historyOfOldRows(Reading reading) {
    Map<String, Live> old = new HashMap<>();
    reading.ports.liveForHistory = (_, _, _) -> replica(old, reading);
  }

  private static void sessionOfAnyCaller(Reading reading) {
    var honest = reading.ports.sessionLookup;
    reading.ports.sessionLookup =
        (id, deadline) ->
            honest
                .find(id, deadline)
                .map(session ->
                    new Session(
                        id,
                        reading.caller(),
                        session.version(),
                        session.expiresAt(),
                        session.turns()));
  }

  private static void sessionThatNeverExpires(Reading reading) {
    var honest = reading.ports.sessionLookup;
    reading.ports.sessionLookup =
        (id, deadline) ->
            honest
                .find(id, deadline)
                .map(session ->
                    new Session(
                        id, session.caller(), session.version(), Instant.MAX, session.turns()));
  }

  private static void cacheByQuestionAlone(Reading reading) {
    cacheBy(reading, reading::question);
  }

  private static void cacheByQuestionAndGroups(Reading reading) {
    cacheBy(reading, () -> reading.question() + reading.groups());
  }

  private static void cacheBeforeTheLiveCheck(Reading reading) {
    cacheBy(reading, () -> reading.question() + reading.retrieved());
  }

  private static void cacheWithoutHistory(Reading reading) {
    cacheBy(
        reading,
        () -> reading.prompted().question().text() + passages(reading, PassageId::toString));
  }

  private static void cacheWithoutGenerations(Reading reading) {
    cacheBy(
        reading,
        () ->
            reading.prompted().question().text()
                + reading.prompted().history()
                + passages(reading, PassageId::key));
  }

  private static List<String> passages(Reading reading, Function<PassageId, String> name) {
    return reading.prompted().passages().stream()
        .map(passage -> name.apply(passage.passage().id()))
        .toList();
  }

  private static void cacheBy(Reading reading, Supplier<String> name) {
    reading.ports.answerLookup =
        (_, _) -> Optional.ofNullable(reading.ports.answers.get(new AnswerKey(name.get())));
    reading.ports.answerKeeper =
        (_, kept, _) -> reading.ports.answers.put(new AnswerKey(name.get()), kept);
  }

  private static Map<String, Live> opened(Map<String, Live> rows) {
    Map<String, Live> opened = new HashMap<>();
    rows.forEach((key, live) -> opened.put(key, new Live(live.generation(), Access.PUBLIC)));
    return opened;
  }

  /** Rows as a replica has them that is brought up to date now and then. */
  private static Map<String, Live> replica(Map<String, Live> old, Reading reading) {
    if (old.isEmpty() || reading.random.nextInt(4) == 0) {
      old.clear();
      old.putAll(reading.library.live(reading.library.rows().keySet()));
    }
    return Map.copyOf(old);
  }
}
