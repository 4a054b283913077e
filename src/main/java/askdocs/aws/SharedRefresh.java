package askdocs.aws;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Refreshes of an index, one at a time, each for all who had asked for one before it began.
 *
 * <p>A refresh costs the index about the same whether it makes one passage searchable or a
 * thousand. So of many documents that are written side by side, none pays for a refresh of its own,
 * and none waits for the index to refresh by itself, which it does once a second.
 */
final class SharedRefresh {
  private final Runnable refresh;
  private final ReentrantLock turn = new ReentrantLock();
  private Optional<CompletableFuture<Void>> next = Optional.empty();

  /**
   * @param refresh makes searchable what was written before it was called
   */
  SharedRefresh(Runnable refresh) {
    this.refresh = refresh;
  }

  /**
   * Returns when all that was written before this call can be found.
   *
   * @throws askdocs.knowledge.UpstreamException if the refresh that it shared in failed
   */
  void await() {
    CompletableFuture<Void> mine = new CompletableFuture<>();
    Optional<CompletableFuture<Void>> joined = joinOr(mine);
    if (joined.isPresent()) {
      join(joined.get());
      return;
    }
    turn.lock();
    try {
      begin();
      refresh.run();
      mine.complete(null);
    } catch (RuntimeException e) {
      mine.completeExceptionally(e);
      throw e;
    } finally {
      turn.unlock();
    }
  }

  /** The refresh that is about to begin; if there is none, this one is. */
  private synchronized Optional<CompletableFuture<Void>> joinOr(CompletableFuture<Void> mine) {
    Optional<CompletableFuture<Void>> joined = next;
    if (joined.isEmpty()) {
      next = Optional.of(mine);
    }
    return joined;
  }

  /** Whoever comes from now on may have written too late for this one. */
  private synchronized void begin() {
    next = Optional.empty();
  }

  private static void join(CompletableFuture<Void> shared) {
    try {
      shared.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }
}
