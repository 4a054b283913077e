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
  /** The most searches for one question; that many only if documents change as fast as we read. */
  private static final int MAX_SEARCHES = 10;

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
    Optional<IndexRef> index = serving.current(deadline);
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

  /**
   * Searches, drops what is not live, and searches again without it.
   *
   * <p>What is dropped may have been superseded, and then never comes back, or be on its way, and
   * then may become live before the next search is made without it. So the last search stands only
   * if nothing that was left out of it has changed meanwhile: what was live all the time, and among
   * the nearest, has then been found.
   */
  private List<Hit> nearestLive(
      IndexRef index, Ask ask, EmbeddedQuestion embedded, Deadline deadline) {
    Set<String> groups = ask.caller().groups();
    Set<DocumentVersion> seen = new HashSet<>();
    Set<DocumentVersion> leftOut = Set.of();
    Map<String, Live> before = Map.of();
    List<Hit> hits = List.of();
    for (int searches = 0; searches < MAX_SEARCHES; searches++) {
      List<Hit> candidates =
          retriever.nearest(
              new Nearest(
                  index,
                  embedded.embedding(),
                  Access.principalsOf(groups),
                  ask.passages(),
                  leftOut),
              deadline);
      candidates.forEach(hit -> seen.add(version(hit.passage())));
      Map<String, Live> now = live(index, seen, deadline);
      hits =
          candidates.stream().filter(hit -> isLive(version(hit.passage()), now, groups)).toList();
      Set<DocumentVersion> notLive =
          seen.stream()
              .filter(version -> !isLive(version, now, groups))
              .collect(Collectors.toSet());
      if (notLive.equals(leftOut) && isUnchanged(leftOut, before, now)) {
        break;
      }
      leftOut = notLive;
      before = now;
    }
    return hits;
  }

  private Map<String, Live> live(IndexRef index, Set<DocumentVersion> versions, Deadline deadline) {
    Set<String> keys = versions.stream().map(DocumentVersion::key).collect(Collectors.toSet());
    return keys.isEmpty() ? Map.of() : documents.live(index, keys, deadline);
  }

  private static boolean isLive(
      DocumentVersion version, Map<String, Live> live, Set<String> groups) {
    return Optional.ofNullable(live.get(version.key()))
        .filter(state -> state.generation() == version.generation())
        .filter(state -> state.access().permits(groups))
        .isPresent();
  }

  private static boolean isUnchanged(
      Set<DocumentVersion> versions, Map<String, Live> before, Map<String, Live> now) {
    return versions.stream()
        .map(DocumentVersion::key)
        .allMatch(
            key -> Optional.ofNullable(before.get(key)).equals(Optional.ofNullable(now.get(key))));
  }

  private static DocumentVersion version(Passage passage) {
    return new DocumentVersion(passage.id().key(), passage.id().generation());
  }
}
