package askdocs.aws;

import java.time.Duration;

/** Waits. */
@FunctionalInterface
public interface Sleeper {
  /** Waits so long; not at all for nothing. */
  void sleep(Duration time) throws InterruptedException;
}
