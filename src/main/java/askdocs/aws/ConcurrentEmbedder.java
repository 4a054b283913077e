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

/**
 * Embeds many passages at once, with no more calls under way than the limit.
 *
 * <p>A text that the model finds too long is embedded in halves, and its vector lies between
 * theirs. So a passage stays one passage, and what its ordinal is does not hang on how a model
 * counts.
 */
public final class ConcurrentEmbedder implements PassageEmbedder {
  /** How long one passage may take, all its tries together. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final TitanEmbedder titan;
  private final IndexRef index;
  private final Semaphore places;
  private final Clock clock;

  /**
   * @param concurrency the most calls under way at a time
   */
  public ConcurrentEmbedder(TitanEmbedder titan, IndexRef index, int concurrency, Clock clock) {
    this.titan = titan;
    this.index = index;
    this.places = new Semaphore(concurrency);
    this.clock = clock;
  }

  @Override
  public List<Embedding> embed(List<String> texts) {
    List<Future<Embedding>> calls = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (String text : texts) {
        calls.add(threads.submit(() -> embed(text)));
      }
      List<Embedding> embeddings = new ArrayList<>();
      for (Future<Embedding> call : calls) {
        embeddings.add(call.get());
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

  private Embedding embed(String text) throws InterruptedException {
    try {
      return embedWhole(text);
    } catch (UpstreamException e) {
      if (e.kind() != Kind.TOO_LONG || text.length() < 2) {
        throw e;
      }
      int middle = TextHalves.middle(text);
      Embedding first = embed(text.substring(0, middle));
      Embedding second = embed(text.substring(middle));
      return first.between(second, (double) middle / text.length());
    }
  }

  private Embedding embedWhole(String text) throws InterruptedException {
    places.acquire();
    try {
      return titan.embed(index, text, Deadline.in(PATIENCE, clock)).embedding();
    } finally {
      places.release();
    }
  }
}
