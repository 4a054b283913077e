package askdocs.spend;

import askdocs.knowledge.Deadline;
import java.util.List;

/** Opens a tab for each request: nothing is called before its worst case is reserved. */
public final class Tabs {
  private final Ledger ledger;
  private final PriceList prices;
  private final CostRecorder costs;

  public Tabs(Ledger ledger, PriceList prices, CostRecorder costs) {
    this.ledger = ledger;
    this.prices = prices;
    this.costs = costs;
  }

  /** Tabs that no budget limits and nobody watches. */
  public static Tabs unlimited(PriceList prices) {
    return new Tabs(Ledger.UNLIMITED, prices, CostRecorder.NONE);
  }

  /** What calls cost. */
  public PriceList prices() {
    return prices;
  }

  /**
   * Reserves the worst case of all steps together, and opens a tab on it.
   *
   * @param spender who spends it
   * @param steps all that may be called on the tab
   * @param deadline by when the last call has ended
   * @throws BudgetExhaustedException if a budget has no room for it
   * @throws askdocs.knowledge.UpstreamException if that cannot be told
   */
  public Tab open(String spender, List<WorstCase> steps, Deadline deadline) {
    Usd most = steps.stream().map(step -> step.cost(prices)).reduce(Usd.ZERO, Usd::plus);
    Ledger.Reservation reservation =
        most.equals(Usd.ZERO) ? Ledger.Reservation.NONE : ledger.reserve(spender, most, deadline);
    return new Tab(spender, reservation, prices, costs);
  }
}
