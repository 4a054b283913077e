package askdocs.ask;

import askdocs.ask.Fusion.Fused;
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
import askdocs.knowledge.Passage;
import askdocs.knowledge.PassageId;
import askdocs.knowledge.UpstreamException;
import askdocs.spend.ModelUsage;
import askdocs.spend.Tab;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A question to the passages that are best for it, all of them live and permitted. */
public final class Searching {
  /** How many passages are sought by meaning, and how many by words, before they are fused. */
  public static final int DEPTH = 50;

  /** How many passages a reranker is given. */
  public static final int RERANKED = 50;

  /** The most searches for one question; that many only if documents change as fast as we read. */
  private static final int MAX_SEARCHES = 10;

  private static final System.Logger LOG = System.getLogger(Searching.class.getName());

  private final ServingIndex serving;
  private final QuestionEmbedder embedder;
  private final Retriever retriever;
  private final FoundPassages passages;
  private final LiveDocuments documents;
  private final Optional<Reranker> reranker;
  private final Costs costs;

  public Searching(
      ServingIndex serving,
      QuestionEmbedder embedder,
      Retriever retriever,
      FoundPassages passages,
      LiveDocuments documents,
      Optional<Reranker> reranker,
      Costs costs) {
    this.serving = serving;
    this.embedder = embedder;
    this.retriever = retriever;
    this.passages = passages;
    this.documents = documents;
    this.reranker = reranker;
    this.costs = costs;
  }

  /**
   * The passages that are best for the question.
   *
   * @throws askdocs.spend.BudgetExhaustedException if it might cost more than is left
   * @throws askdocs.knowledge.UpstreamException if a service that it needs cannot be reached
   */
  public SearchResult search(Ask ask, Deadline deadline) {
    Stopwatch watch = new Stopwatch(deadline.clock());
    try (Tab tab = costs.open(ask, costs.search(ask, index(deadline)), deadline)) {
      Found found = find(ask, deadline, watch, tab);
      return new SearchResult(
          found.hits(),
          Spent.of(costs.prices(), found.embedding(), found.reranking().stream().toList()),
          watch.timings());
    }
  }

  /** The index that is searched; empty while nothing was ever indexed. */
  Optional<IndexRef> index(Deadline deadline) {
    return serving.current(deadline);
  }

  /**
   * What was found, for those who go on with it.
   *
   * @param hits the passages, best first
   * @param embedding what the embedding used; empty if there was nothing to search, or it failed
   * @param reranking what the reranking used; empty if there was none, or it failed
   * @param index where it was found; empty while no document has ever been indexed
   */
  record Found(
      List<Hit> hits,
      Optional<ModelUsage> embedding,
      Optional<ModelUsage> reranking,
      Optional<IndexRef> index) {}

  /** Embeds, searches, fuses, keeps what is live, reads, reranks, and joins what overlaps. */
  Found find(Ask ask, Deadline deadline, Stopwatch watch, Tab tab) {
    Optional<IndexRef> index = index(deadline);
    if (index.isEmpty()) {
      return new Found(List.of(), Optional.empty(), Optional.empty(), index);
    }
    Optional<EmbeddedQuestion> embedded =
        watch.embedding(() -> embed(index.get(), ask, deadline, tab));
    Optional<Embedding> vector = embedded.map(EmbeddedQuestion::embedding);
    return watch.searching(() -> {
      List<Hit> live = bestLive(index.get(), ask, vector, deadline);
      Optional<Reranked> reranked = rerank(ask.question(), live, deadline, tab);
      List<Hit> best =
          reranked.map(order -> inOrder(live, order)).orElse(live).stream()
              .limit(ask.passages())
              .toList();
      return new Found(
          Overlaps.joined(best),
          embedded.map(question -> usage(index.get(), question)),
          reranked.map(Reranked::usage),
          index);
    });
  }

  /** Without a vector words alone are searched. */
  private Optional<EmbeddedQuestion> embed(IndexRef index, Ask ask, Deadline deadline, Tab tab) {
    try {
      return Optional.of(
          tab.pay(
              costs.embedding(index, ask),
              () -> embedder.embed(index, ask.question(), Degradation.toEmbed(deadline)),
              question -> usage(index, question)));
    } catch (UpstreamException e) {
      LOG.log(Level.WARNING, "The question was not embedded: words alone are searched", e);
      return Optional.empty();
    }
  }

  private static ModelUsage usage(IndexRef index, EmbeddedQuestion question) {
    return ModelUsage.ofEmbedding(index.embeddingModel(), question.inputTokens())
        .after(question.unanswered());
  }

  /**
   * Searches, reads, drops what is not live, and searches again without it.
   *
   * <p>What is live is looked up after the reading: so what was swept before it could be read is
   * not live any more, and dropped.
   *
   * <p>What is dropped may have been superseded, and then never comes back, or be on its way, and
   * then may become live before the next search is made without it. So the last search stands only
   * if nothing that was left out of it has changed meanwhile: what was live all the time, and among
   * the best, has then been found.
   */
  private List<Hit> bestLive(
      IndexRef index, Ask ask, Optional<Embedding> vector, Deadline deadline) {
    Set<String> groups = ask.caller().groups();
    Set<DocumentVersion> seen = new HashSet<>();
    Set<DocumentVersion> leftOut = Set.of();
    Map<String, Live> before = Map.of();
    List<Hit> best = List.of();
    for (int searches = 0; searches < MAX_SEARCHES; searches++) {
      Candidates found =
          retriever.candidates(
              new Wanted(
                  index,
                  ask.question(),
                  vector,
                  Access.principalsOf(groups),
                  ask.filter(),
                  DEPTH,
                  leftOut),
              deadline);
      List<List<Fused>> candidates = best(found, ask.passages());
      candidates.stream()
          .flatMap(List::stream)
          .forEach(one -> seen.add(DocumentVersion.of(one.id())));
      Map<PassageId, Hit> read = read(index, vector, found, candidates, deadline);
      Map<String, Live> now = live(index, seen, deadline);
      best =
          candidates.stream().flatMap(same -> firstLive(same, read, now, groups).stream()).toList();
      Set<DocumentVersion> notLive =
          seen.stream().filter(version -> !version.isLive(now, groups)).collect(Collectors.toSet());
      if (notLive.equals(leftOut) && isUnchanged(leftOut, before, now)) {
        break;
      }
      leftOut = notLive;
      before = now;
    }
    return best;
  }

  /** The best passages, best first, those of the same words together. */
  private List<List<Fused>> best(Candidates found, int passages) {
    List<Fused> fused = Fusion.DEFAULT.fuse(found, DEPTH);
    int needed = reranker.isPresent() ? Math.max(passages, RERANKED) : passages;
    return fused.stream()
        .collect(Collectors.groupingBy(Fused::words, LinkedHashMap::new, Collectors.toList()))
        .values()
        .stream()
        .limit(needed)
        .toList();
  }

  /** Those that were all found by meaning have their scores already. */
  private Map<PassageId, Hit> read(
      IndexRef index,
      Optional<Embedding> vector,
      Candidates found,
      List<List<Fused>> candidates,
      Deadline deadline) {
    Set<PassageId> ids =
        candidates.stream().flatMap(List::stream).map(Fused::id).collect(Collectors.toSet());
    if (ids.isEmpty()) {
      return Map.of();
    }
    Map<PassageId, Double> scores =
        found.byMeaning().stream().collect(Collectors.toMap(Scored::id, Scored::score));
    if (!scores.keySet().containsAll(ids)) {
      return passages.read(index, vector, ids, deadline);
    }
    Map<PassageId, Hit> read = passages.read(index, Optional.empty(), ids, deadline);
    Map<PassageId, Hit> scored = new HashMap<>();
    scores.forEach((id, score) ->
        Optional.ofNullable(read.get(id))
            .ifPresent(hit -> scored.put(id, new Hit(hit.passage(), score))));
    return scored;
  }

  private Map<String, Live> live(IndexRef index, Set<DocumentVersion> versions, Deadline deadline) {
    Set<String> keys = versions.stream().map(DocumentVersion::key).collect(Collectors.toSet());
    return keys.isEmpty() ? Map.of() : documents.live(index, keys, deadline);
  }

  private static Optional<Hit> firstLive(
      List<Fused> same, Map<PassageId, Hit> read, Map<String, Live> live, Set<String> groups) {
    return same.stream()
        .filter(one -> DocumentVersion.of(one.id()).isLive(live, groups))
        .flatMap(one -> Optional.ofNullable(read.get(one.id())).stream())
        .findFirst();
  }

  private static boolean isUnchanged(
      Set<DocumentVersion> versions, Map<String, Live> before, Map<String, Live> now) {
    return versions.stream()
        .map(DocumentVersion::key)
        .allMatch(
            key -> Optional.ofNullable(before.get(key)).equals(Optional.ofNullable(now.get(key))));
  }

  /** Without a new order the fused one holds. */
  private Optional<Reranked> rerank(Question question, List<Hit> live, Deadline deadline, Tab tab) {
    Optional<Deadline> time = Degradation.toRerank(deadline);
    if (reranker.isEmpty() || live.isEmpty() || time.isEmpty()) {
      return Optional.empty();
    }
    List<Passage> texts = live.stream().map(Hit::passage).toList();
    try {
      return Optional.of(
          tab.pay(
              costs.reranking(),
              () -> reranker.get().rerank(question, texts, time.get()),
              Reranked::usage));
    } catch (UpstreamException e) {
      LOG.log(Level.WARNING, "The passages were not reranked", e);
      return Optional.empty();
    }
  }

  private static List<Hit> inOrder(List<Hit> live, Reranked reranked) {
    return reranked.order().stream().map(live::get).toList();
  }
}
