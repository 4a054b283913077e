package askdocs.ask;

import askdocs.ask.LiveDocuments.Live;
import askdocs.ask.QuestionEmbedder.EmbeddedQuestion;
import askdocs.ask.Retriever.DocumentVersion;
import askdocs.ask.Retriever.Nearest;
import askdocs.knowledge.Access;
import askdocs.knowledge.Deadline;
import askdocs.knowledge.IndexRef;
import askdocs.knowledge.Passage;
import askdocs.spend.ModelUsage;
import askdocs.spend.PriceList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A question to the passages nearest to it, all of them live and permitted. */
public final class Searching {
  /** How often it is searched at most, where hits turn out to be no longer live. */
  private static final int MAX_SEARCHES = 3;

  private final ServingIndex serving;
  private final QuestionEmbedder embedder;
  private final Retriever retriever;
  private final LiveDocuments documents;
  private final PriceList prices;

  public Searching(
      ServingIndex serving,
      QuestionEmbedder embedder,
      Retriever retriever,
      LiveDocuments documents,
      PriceList prices) {
    this.serving = serving;
    this.embedder = embedder;
    this.retriever = retriever;
    this.documents = documents;
    this.prices = prices;
  }

  /**
   * The passages nearest to the question.
   *
   * @throws askdocs.knowledge.UpstreamException if a service that it needs cannot be reached
   */
  public SearchResult search(Ask ask, Deadline deadline) {
    Stopwatch watch = new Stopwatch(deadline.clock());
    Found found = find(ask, deadline, watch);
    return new SearchResult(
        found.hits(), Spent.of(prices, found.embedding(), Optional.empty()), watch.timings());
  }

  /**
   * What was found, for those who go on with it.
   *
   * @param hits the passages, best first
   * @param embedding what the embedding used; empty if there was nothing to search
   */
  record Found(List<Hit> hits, Optional<ModelUsage> embedding) {}

  /** Embeds, searches, and keeps what is live. */
  Found find(Ask ask, Deadline deadline, Stopwatch watch) {
    Optional<IndexRef> index = serving.current();
    if (index.isEmpty()) {
      return new Found(List.of(), Optional.empty());
    }
    EmbeddedQuestion embedded =
        watch.embedding(() -> embedder.embed(index.get(), ask.question(), deadline));
    List<Hit> hits = watch.searching(() -> nearestLive(index.get(), ask, embedded, deadline));
    return new Found(
        hits,
        Optional.of(ModelUsage.ofEmbedding(index.get().embeddingModel(), embedded.inputTokens())));
  }

  private List<Hit> nearestLive(
      IndexRef index, Ask ask, EmbeddedQuestion embedded, Deadline deadline) {
    Set<String> groups = ask.caller().groups();
    Set<DocumentVersion> dropped = new HashSet<>();
    List<Hit> live = List.of();
    for (int searches = 0; searches < MAX_SEARCHES; searches++) {
      List<Hit> candidates =
          retriever.nearest(
              new Nearest(
                  index,
                  embedded.embedding(),
                  Access.principalsOf(groups),
                  ask.passages(),
                  dropped),
              deadline);
      Set<DocumentVersion> gone = notLive(index, candidates, groups, deadline);
      live = candidates.stream().filter(hit -> !gone.contains(version(hit.passage()))).toList();
      if (gone.isEmpty()) {
        break;
      }
      dropped.addAll(gone);
    }
    return live;
  }

  private Set<DocumentVersion> notLive(
      IndexRef index, List<Hit> candidates, Set<String> groups, Deadline deadline) {
    if (candidates.isEmpty()) {
      return Set.of();
    }
    Set<String> keys =
        candidates.stream().map(hit -> hit.passage().id().key()).collect(Collectors.toSet());
    Map<String, Live> live = documents.live(index, keys, deadline);
    return candidates.stream()
        .map(hit -> version(hit.passage()))
        .filter(version ->
            Optional.ofNullable(live.get(version.key()))
                .filter(state -> state.generation() == version.generation())
                .filter(state -> state.access().permits(groups))
                .isEmpty())
        .collect(Collectors.toSet());
  }

  private static DocumentVersion version(Passage passage) {
    return new DocumentVersion(passage.id().key(), passage.id().generation());
  }
}
