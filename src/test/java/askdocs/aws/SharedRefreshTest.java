package askdocs.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import askdocs.knowledge.UpstreamException;
import askdocs.knowledge.UpstreamException.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SharedRefreshTest {
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicInteger written = new AtomicInteger();
  private final AtomicInteger refreshes = new AtomicInteger();
  private volatile int searchable;

  @AfterEach
  void end() {
    threads.close();
  }

  @Test
  void whoeverReturnsFindsWhatWasWritten() throws Exception {
    SharedRefresh shared =
        new SharedRefresh(() -> {
          refreshes.incrementAndGet();
          int seen = written.get();
          Thread.yield();
          searchable = Math.max(searchable, seen);
        });
    List<Future<Boolean>> writers = new ArrayList<>();
    for (int writer = 0; writer < 1_000; writer++) {
      writers.add(
          threads.submit(() -> {
            int mine = written.incrementAndGet();
            shared.await();
            return searchable >= mine;
          }));
    }
    for (Future<Boolean> found : writers) {
      assertTrue(found.get());
    }
    assertTrue(refreshes.get() <= 1_000);
  }

  @Test
  void allWhoWaitWhileOneIsUnderWayShareTheNext() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch mayEnd = new CountDownLatch(1);
    SharedRefresh shared =
        new SharedRefresh(() -> {
          if (refreshes.incrementAndGet() == 1) {
            begun.countDown();
            await(mayEnd);
          }
        });
    Future<?> first = threads.submit(shared::await);
    begun.await();
    List<Thread> others = new ArrayList<>();
    for (int other = 0; other < 10; other++) {
      others.add(Thread.ofPlatform().start(shared::await));
    }
    for (Thread other : others) {
      while (other.getState() != Thread.State.WAITING) {
        Thread.onSpinWait();
      }
    }
    mayEnd.countDown();
    first.get();
    for (Thread other : others) {
      other.join();
    }
    assertEquals(2, refreshes.get());
  }

  @Test
  void oneThatFailsFailsThoseWhoSharedItAndNobodyElse() throws Exception {
    UpstreamException failure = new UpstreamException("The index is away", Kind.RETRYABLE);
    SharedRefresh shared =
        new SharedRefresh(() -> {
          if (refreshes.incrementAndGet() == 1) {
            throw failure;
          }
        });
    Future<?> failed = threads.submit(shared::await);
    assertEquals(failure, assertThrows(ExecutionException.class, failed::get).getCause());
    shared.await();
    assertEquals(2, refreshes.get());
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
