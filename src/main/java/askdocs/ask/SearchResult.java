package askdocs.ask;

import askdocs.spend.Spending;
import java.util.List;

/**
 * The passages that a question finds.
 *
 * @param hits the passages, best first
 * @param spending what it used and cost
 * @param timings where the time went
 */
public record SearchResult(List<Hit> hits, Spending spending, Timings timings) {
  public SearchResult {
    hits = List.copyOf(hits);
  }
}
