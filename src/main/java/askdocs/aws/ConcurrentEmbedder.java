package askdocs.aws;

import askdocs.ingest.PassageEmbedder;
import askdocs.knowledge.Deadline;
import askdocs.knowledge.Embedding;
import askdocs.knowledge.IndexRef;
import askdocs.knowledge.UpstreamException;
import askdocs.knowledge.UpstreamException.Kind;
import askdocs.spend.ModelUsage;
import askdocs.spend.Tab;
import askdocs.spend.Tabs;
import askdocs.spend.WorstCase;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/** Embeds many passages at once, with no more calls under way than the limit. */
public final class ConcurrentEmbedder implements PassageEmbedder {
  /** Calls under way at a time in one instance of a function. */
  public static final int CALLS_AT_ONCE = 16;

  /** How long one call's passages may take, all tries together. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** No function runs for longer. */
  private static final Duration LONGEST_RUN = Duration.ofMinutes(15);

  /** What a text may count beside its own bytes, in tokens. */
  private static final int TEXT_OVERHEAD = 64;

  private final BedrockEmbedder embedder;
  private final IndexRef index;
  private final Semaphore places;
  private final Tabs tabs;
  private final Clock clock;

  /**
   * @param concurrency the most calls under way at a time
   * @param tabs what the calls are paid from
   */
  public ConcurrentEmbedder(
      BedrockEmbedder embedder, IndexRef index, int concurrency, Tabs tabs, Clock clock) {
    this.embedder = embedder;
    this.index = index;
    this.places = new Semaphore(concurrency);
    this.tabs = tabs;
    this.clock = clock;
  }

  @Override
  public List<Embedding> embed(List<String> texts) {
    try (Tab tab =
        tabs.open("ingestion", List.of(worstCase(texts)), Deadline.in(LONGEST_RUN, clock))) {
      return embed(texts, tab);
    }
  }

  private List<Embedding> embed(List<String> texts, Tab tab) {
    int perCall = embedder.textsPerCall(index);
    List<Future<List<Embedding>>> calls = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int from = 0; from < texts.size(); from += perCall) {
        List<String> some = texts.subList(from, Math.min(from + perCall, texts.size()));
        calls.add(threads.submit(() -> embedSome(some, tab)));
      }
      List<Embedding> embeddings = new ArrayList<>();
      for (Future<List<Embedding>> call : calls) {
        embeddings.addAll(call.get());
      }
      return embeddings;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof UpstreamException upstream
          ? new UpstreamException("A passage was not embedded", upstream.kind(), upstream)
          : new IllegalStateException("A passage was not embedded", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UpstreamException("Embedding was interrupted", Kind.RETRYABLE, e);
    } finally {
      calls.forEach(call -> call.cancel(true));
    }
  }

  private List<Embedding> embedSome(List<String> texts, Tab tab) throws InterruptedException {
    places.acquire();
    try {
      return tab.pay(
              worstCase(texts),
              () -> embedder.embed(index, texts, Deadline.in(PATIENCE, clock)),
              embedded ->
                  ModelUsage.ofEmbedding(index.embeddingModel(), embedded.inputTokens())
                      .after(embedded.unanswered()))
          .embeddings();
    } finally {
      places.release();
    }
  }

  /** No text has more tokens than bytes of UTF-8. */
  private WorstCase worstCase(List<String> texts) {
    long tokens =
        texts.stream()
            .mapToLong(text -> text.getBytes(StandardCharsets.UTF_8).length + TEXT_OVERHEAD)
            .sum();
    return new WorstCase(
        List.of(ModelUsage.ofEmbedding(index.embeddingModel(), tokens)), Retrying.MOST_TRIES);
  }
}
