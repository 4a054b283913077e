package askdocs.aws;

import askdocs.ingest.PassageEmbedder;
import askdocs.knowledge.Deadline;
import askdocs.knowledge.Embedding;
import askdocs.knowledge.IndexRef;
import askdocs.knowledge.UpstreamException;
import askdocs.knowledge.UpstreamException.Kind;
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
  /** How long one call's passages may take, all tries together. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final BedrockEmbedder embedder;
  private final IndexRef index;
  private final Semaphore places;
  private final Clock clock;

  /**
   * @param concurrency the most calls under way at a time
   */
  public ConcurrentEmbedder(
      BedrockEmbedder embedder, IndexRef index, int concurrency, Clock clock) {
    this.embedder = embedder;
    this.index = index;
    this.places = new Semaphore(concurrency);
    this.clock = clock;
  }

  @Override
  public List<Embedding> embed(List<String> texts) {
    int perCall = embedder.textsPerCall(index);
    List<Future<List<Embedding>>> calls = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int from = 0; from < texts.size(); from += perCall) {
        List<String> some = texts.subList(from, Math.min(from + perCall, texts.size()));
        calls.add(threads.submit(() -> embedSome(some)));
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

  private List<Embedding> embedSome(List<String> texts) throws InterruptedException {
    places.acquire();
    try {
      return embedder.embed(index, texts, Deadline.in(PATIENCE, clock)).embeddings();
    } finally {
      places.release();
    }
  }
}
