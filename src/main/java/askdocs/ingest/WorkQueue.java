package askdocs.ingest;

import java.time.Duration;

/** Takes work that is to be done later. */
@FunctionalInterface
public interface WorkQueue {
  /**
   * Keeps the work for as long as the delay, and then gives it out.
   *
   * @param delay at most a quarter of an hour
   * @throws askdocs.knowledge.UpstreamException if it may not have arrived
   */
  void put(Work work, Duration delay);
}
