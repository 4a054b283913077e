package askdocs.ask;

import static askdocs.ask.Sample.ANA;
import static askdocs.ask.Sample.ask;
import static askdocs.ask.Sample.hit;
import static askdocs.ask.Sample.passage;
import static org.junit.jupiter.api.Assertions.assertEquals;

import askdocs.ask.LiveDocuments.Live;
import askdocs.ask.QuestionEmbedder.EmbeddedQuestion;
import askdocs.ask.Reranker.Reranked;
import askdocs.ask.Retriever.Candidates;
import askdocs.ask.Retriever.DocumentVersion;
import askdocs.ask.Retriever.Scored;
import askdocs.ask.Retriever.Wanted;
import askdocs.knowledge.Access;
import askdocs.knowledge.Deadline;
import askdocs.knowledge.Embedding;
import askdocs.knowledge.IndexRef;
import askdocs.knowledge.PassageId;
import askdocs.knowledge.UpstreamException;
import askdocs.knowledge.UpstreamException.Kind;
import askdocs.spend.ModelUsage;
import askdocs.spend.PriceList;
import askdocs.spend.PriceTier;
import askdocs.spend.Spending;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SearchingTest {
  private static final IndexRef INDEX = new IndexRef("passages-1", "titan", 2);
  private static final Embedding VECTOR = new Embedding(new float[] {1, 0});
  private static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
  private static final Deadline DEADLINE = Deadline.in(Duration.ofSeconds(26), CLOCK);
  private static final PriceList PRICES =
      new PriceList(
          LocalDate.EPOCH,
          BigDecimal.ONE,
          Map.of(
              "titan",
              List.of(
                  new PriceTier(
                      8192,
                      new BigDecimal("0.02"),
                      BigDecimal.ZERO,
                      BigDecimal.ZERO,
                      BigDecimal.ZERO))),
          Map.of("reranker", new BigDecimal("2.00")),
          Set.of());
  private static final Timings NO_TIME =
      new Timings(Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO);

  private final List<Wanted> searches = new ArrayList<>();
  private final Shelf shelf = new Shelf();

  private List<Hit> search(LiveDocuments live, List<List<Hit>> answers) {
    Deque<List<Hit>> left = new ArrayDeque<>(answers);
    return searching(
            (wanted, _) -> {
              searches.add(wanted);
              return shelf.candidates(left.pop());
            },
            live)
        .search(ask("Why?"), DEADLINE)
        .hits();
  }

  private Searching searching(Retriever retriever, LiveDocuments live) {
    return searching(retriever, shelf, live, Optional.empty());
  }

  private static Searching searching(
      Retriever retriever,
      FoundPassages passages,
      LiveDocuments live,
      Optional<Reranker> reranker) {
    return new Searching(
        () -> Optional.of(INDEX),
        (_, _, _) -> new EmbeddedQuestion(VECTOR, 9),
        retriever,
        passages,
        live,
        reranker,
        Costs.unlimited(PRICES));
  }

  private static LiveDocuments live(Map<String, Live> rows) {
    return (_, keys, _) -> {
      Map<String, Live> found = new java.util.HashMap<>(rows);
      found.keySet().retainAll(keys);
      return found;
    };
  }

  private static Live at(long generation) {
    return new Live(generation, Access.PUBLIC);
  }

  private static Wanted wanted(DocumentVersion... excluded) {
    return new Wanted(
        INDEX,
        new Question("Why?"),
        Optional.of(VECTOR),
        List.of("*", "g:data"),
        Optional.empty(),
        Searching.DEPTH,
        Set.of(excluded));
  }

  @Test
  void whatIsLiveIsFoundAtOnce() {
    List<Hit> hits = search(live(Map.of("a", at(7))), List.of(List.of(hit("a", 7))));

    assertEquals(List.of(hit("a", 7)), hits);
    assertEquals(List.of(wanted()), searches);
  }

  /** The hits, when the search finds these, and with which vectors passages were read. */
  private List<Hit> reading(List<Optional<Embedding>> vectors, Candidates found) {
    return searching(
            (_, _) -> found,
            (index, embedding, passages, deadline) -> {
              vectors.add(embedding);
              return shelf.read(index, embedding, passages, deadline);
            },
            live(Map.of("a", at(7), "b", at(3))),
            Optional.empty())
        .search(ask("Why?"), DEADLINE)
        .hits();
  }

  @Test
  void whatWasFoundByMeaningIsReadWithoutItsVector() {
    List<Optional<Embedding>> vectors = new ArrayList<>();
    Candidates found = shelf.candidates(List.of(hit("a", 7), hit("b", 3)));

    assertEquals(List.of(hit("a", 7), hit("b", 3)), reading(vectors, found));
    assertEquals(List.of(Optional.empty()), vectors);
  }

  @Test
  void whatWasFoundByWordsAloneIsScoredWhenItIsRead() {
    List<Optional<Embedding>> vectors = new ArrayList<>();
    Candidates both = shelf.candidates(List.of(hit("a", 7), hit("b", 3)));
    Candidates found =
        new Candidates(both.byMeaning().subList(0, 1), both.byMeaning().subList(1, 2));

    List<Hit> hits = reading(vectors, found);

    assertEquals(Set.of(hit("a", 7), hit("b", 3)), Set.copyOf(hits));
    assertEquals(List.of(Optional.of(VECTOR)), vectors);
  }

  @Test
  void anotherGenerationIsSearchedWithout() {
    List<Hit> hits =
        search(
            live(Map.of("a", at(8), "b", at(3))),
            List.of(List.of(hit("a", 7), hit("b", 3)), List.of(hit("a", 8), hit("b", 3))));

    assertEquals(List.of(hit("a", 8), hit("b", 3)), hits);
    assertEquals(List.of(wanted(), wanted(new DocumentVersion("a", 7))), searches);
  }

  @Test
  void whatWasDroppedStaysDropped() {
    List<Hit> hits =
        search(
            live(Map.of("c", at(1))),
            List.of(List.of(hit("a", 7)), List.of(hit("b", 3)), List.of(hit("c", 1))));

    assertEquals(List.of(hit("c", 1)), hits);
    assertEquals(
        List.of(
            wanted(),
            wanted(new DocumentVersion("a", 7)),
            wanted(new DocumentVersion("a", 7), new DocumentVersion("b", 3))),
        searches);
  }

  @Test
  void whatBecameLiveBeforeTheNextSearchIsTakenBack() {
    Deque<Live> states = new ArrayDeque<>(List.of(at(7), at(8), at(8)));

    List<Hit> hits =
        search(
            (_, _, _) -> Map.of("a", states.pop()),
            List.of(List.of(hit("a", 8)), List.of(hit("a", 7)), List.of(hit("a", 8))));

    assertEquals(List.of(hit("a", 8)), hits);
    assertEquals(
        List.of(wanted(), wanted(new DocumentVersion("a", 8)), wanted(new DocumentVersion("a", 7))),
        searches);
  }

  @Test
  void aSearchStandsOnlyIfWhatItLeftOutHasNotChangedMeanwhile() {
    Deque<Live> states = new ArrayDeque<>(List.of(at(6), at(8), at(8)));

    List<Hit> hits =
        search(
            (_, _, _) -> Map.of("a", states.pop()),
            List.of(List.of(hit("a", 7)), List.of(), List.of(hit("a", 8))));

    assertEquals(List.of(hit("a", 8)), hits);
  }

  @Test
  void afterTenSearchesWhatIsLiveHasToDo() {
    List<List<Hit>> rounds =
        IntStream.rangeClosed(1, 10)
            .mapToObj(round -> List.of(hit("gone", round), hit("a", 7)))
            .toList();

    assertEquals(List.of(hit("a", 7)), search(live(Map.of("a", at(7))), rounds));
    assertEquals(10, searches.size());
  }

  @Test
  void theRowForbidsWhatTheIndexStillAllows() {
    List<Hit> hits =
        search(
            live(
                Map.of(
                    "hers", new Live(1, Access.ofGroups(List.of("data"))),
                    "theirs", new Live(1, Access.ofGroups(List.of("board"))),
                    "nobodys", new Live(1, Access.CLOSED))),
            List.of(List.of(hit("theirs", 1), hit("nobodys", 1)), List.of(hit("hers", 1))));

    assertEquals(List.of(hit("hers", 1)), hits);
    assertEquals(
        wanted(new DocumentVersion("theirs", 1), new DocumentVersion("nobodys", 1)),
        searches.getLast());
  }

  @Test
  void anEmptyIndexIsNotAskedWhatIsLive() {
    List<Hit> hits =
        search(
            (_, _, _) -> {
              throw new AssertionError("nothing to look up");
            },
            List.of(List.of()));

    assertEquals(List.of(), hits);
    assertEquals(List.of(wanted()), searches);
  }

  @Test
  void beforeTheFirstDocumentNothingIsCalled() {
    Searching searching =
        new Searching(
            Optional::empty,
            (_, _, _) -> {
              throw new AssertionError("nothing to embed for");
            },
            (_, _) -> {
              throw new AssertionError("nothing to search");
            },
            shelf,
            live(Map.of()),
            Optional.empty(),
            Costs.unlimited(PRICES));

    assertEquals(
        new SearchResult(
            List.of(), new Spending(0, 0, 0, BigDecimal.ZERO, LocalDate.EPOCH), NO_TIME),
        searching.search(ask("Why?"), DEADLINE));
  }

  @Test
  void aSearchCostsItsEmbedding() {
    Searching searching = searching((_, _) -> shelf.candidates(List.of()), live(Map.of()));

    Spending spending = searching.search(ask("Why?"), DEADLINE).spending();

    assertEquals(
        new Spending(0, 0, 9, new BigDecimal("0.00000018"), LocalDate.EPOCH),
        new Spending(0, 0, 9, spending.costUsd().stripTrailingZeros(), spending.pricesAsOf()));
    assertEquals(9, spending.embeddingInputTokens());
  }

  @Test
  void everyPartIsAskedAboutTheSameIndexAndCaller() {
    List<Object> seen = new ArrayList<>();
    Searching searching =
        new Searching(
            () -> Optional.of(INDEX),
            (index, question, deadline) -> {
              seen.addAll(List.of(index, question, deadline.at()));
              return new EmbeddedQuestion(VECTOR, 1);
            },
            (_, deadline) -> {
              seen.add(deadline);
              return shelf.candidates(List.of(hit("a", 7)));
            },
            shelf,
            (index, keys, deadline) -> {
              seen.addAll(List.of(index, keys, deadline));
              return Map.of("a", new Live(7, Access.ofGroups(ANA.groups())));
            },
            Optional.empty(),
            Costs.unlimited(PRICES));

    searching.search(ask("Why?"), DEADLINE);

    assertEquals(
        List.of(
            INDEX,
            new Question("Why?"),
            Instant.EPOCH.plusSeconds(13),
            DEADLINE,
            INDEX,
            Set.of("a"),
            DEADLINE),
        seen);
  }

  private static Scored scored(String key, String text, double score) {
    return Shelf.scored(passage(key, text), score);
  }

  private static final LiveDocuments ALL_LIVE =
      (_, keys, _) -> keys.stream().collect(Collectors.toMap(key -> key, _ -> at(7)));

  @Test
  void whatWordsAloneFoundIsShownWithItsCosineToo() {
    List<Object> asked = new ArrayList<>();
    Map<PassageId, Hit> there =
        Map.of(
            passage("a", "One.").id(), new Hit(passage("a", "One."), 0.8),
            passage("b", "Two.").id(), new Hit(passage("b", "Two."), 0.625));
    Searching searching =
        searching(
            (_, _) ->
                new Candidates(
                    List.of(scored("a", "One.", 0.8)),
                    List.of(scored("b", "Two.", 17), scored("a", "One.", 2))),
            (index, embedding, passages, deadline) -> {
              asked.addAll(List.of(index, embedding, passages, deadline));
              return there;
            },
            ALL_LIVE,
            Optional.empty());

    assertEquals(
        Set.copyOf(there.values()), Set.copyOf(searching.search(ask("Why?"), DEADLINE).hits()));
    assertEquals(List.of(INDEX, Optional.of(VECTOR), there.keySet(), DEADLINE), asked);
  }

  @Test
  void onlyWhatIsUsedIsReadAndWhatIsGoneByThenIsLeftOut() {
    List<Set<PassageId>> read = new ArrayList<>();
    Searching searching =
        searching(
            (_, _) ->
                new Candidates(
                    List.of(scored("a", "One.", 0.8), scored("b", "Two.", 0.7)),
                    List.of(scored("c", "Three.", 9))),
            (_, _, passages, _) -> {
              read.add(passages);
              return Map.of(passage("a", "One.").id(), new Hit(passage("a", "One."), 0.8));
            },
            ALL_LIVE,
            Optional.empty());

    assertEquals(
        List.of(new Hit(passage("a", "One."), 0.8)),
        searching.search(ask("Why?"), DEADLINE).hits());
    assertEquals(List.of(Set.of(passage("a", "One.").id(), passage("c", "Three.").id())), read);
  }

  @Test
  void withoutAVectorWordsAreSearchedAndNoScoreIsShown() {
    Searching searching =
        new Searching(
            () -> Optional.of(INDEX),
            (_, _, _) -> {
              throw new UpstreamException("The embedding model failed", Kind.RETRYABLE);
            },
            (wanted, _) -> {
              searches.add(wanted);
              return new Candidates(List.of(), List.of(scored("b", "Two.", 17)));
            },
            Shelf.of(new Hit(passage("b", "Two."), 0.6)),
            ALL_LIVE,
            Optional.empty(),
            Costs.unlimited(PRICES));

    assertEquals(
        new SearchResult(
            List.of(new Hit(passage("b", "Two."), OptionalDouble.empty())),
            new Spending(0, 0, 0, BigDecimal.ZERO, LocalDate.EPOCH),
            NO_TIME),
        searching.search(ask("Why?"), DEADLINE));
    assertEquals(Optional.empty(), searches.getFirst().embedding());
  }

  @Test
  void copiesOfAPassageAreOneWhichIsOfADocumentThatIsLive() {
    List<Hit> hits =
        search(
            live(Map.of("copy", at(7), "other", at(7))),
            List.of(
                List.of(
                    new Hit(passage("gone", "The same WORDS."), 0.9),
                    new Hit(passage("copy", "the same\nwórds"), 0.8),
                    new Hit(passage("other", "Other words."), 0.7)),
                List.of(
                    new Hit(passage("copy", "the same\nwórds"), 0.8),
                    new Hit(passage("other", "Other words."), 0.7))));

    assertEquals(
        List.of(
            new Hit(passage("copy", "the same\nwórds"), 0.8),
            new Hit(passage("other", "Other words."), 0.7)),
        hits);
  }

  @Test
  void aRerankerDecidesTheOrderAndCosts() {
    Searching searching =
        searching(
            (_, _) ->
                shelf.candidates(
                    List.of(
                        new Hit(passage("a", "One."), 0.8),
                        new Hit(passage("b", "Two."), 0.7),
                        new Hit(passage("c", "Three."), 0.6))),
            shelf,
            ALL_LIVE,
            Optional.of((_, passages, _) -> {
              assertEquals(3, passages.size());
              return new Reranked(List.of(2, 0, 1), ModelUsage.ofRerank("reranker", 1));
            }));

    SearchResult result = searching.search(ask("Why?"), DEADLINE);

    assertEquals(
        List.of(new Hit(passage("c", "Three."), 0.6), new Hit(passage("a", "One."), 0.8)),
        result.hits());
    assertEquals(new BigDecimal("0.00200018"), result.spending().costUsd().stripTrailingZeros());
  }

  @Test
  void withoutTheRerankerTheFusedOrderHolds() {
    Searching searching =
        searching(
            (_, _) -> shelf.candidates(List.of(hit("a", 7), hit("b", 7))),
            shelf,
            ALL_LIVE,
            Optional.of((_, _, _) -> {
              throw new UpstreamException("The reranking model failed", Kind.SENSELESS);
            }));

    assertEquals(List.of(hit("a", 7), hit("b", 7)), searching.search(ask("Why?"), DEADLINE).hits());
  }
}
