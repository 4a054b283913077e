package askdocs.ingest;

import java.util.List;

/** Passes hints on to those who ingest. */
@FunctionalInterface
public interface HintSender {
  /**
   * Sends them, in any order.
   *
   * @throws askdocs.knowledge.UpstreamException if a single one may not have arrived
   */
  void send(List<Hint> hints);
}
