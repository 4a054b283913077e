package askdocs.spend;

import askdocs.knowledge.UpstreamException;
import askdocs.knowledge.UpstreamException.Kind;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What one request spends of its reservation, call by call; closing it settles.
 *
 * <p>What may have been billed counts as spent: a try that got no answer at its worst case, a step
 * that ended in an unforeseen way with all its tries. Steps may be paid side by side.
 */
public final class Tab implements AutoCloseable {
  private final String spender;
  private final Ledger.Reservation reservation;
  private final PriceList prices;
  private final CostRecorder costs;
  private final Map<String, Usd> paid = new TreeMap<>();
  private Usd spent = Usd.ZERO;

  Tab(String spender, Ledger.Reservation reservation, PriceList prices, CostRecorder costs) {
    this.spender = spender;
    this.reservation = reservation;
    this.prices = prices;
    this.costs = costs;
  }

  /**
   * Makes a step's calls, and puts down what they cost.
   *
   * @param step its worst case, a part of what was reserved
   * @param calls the calls
   * @param usage what the answer says that was used
   * @return the answer
   */
  public <T> T pay(WorstCase step, Supplier<T> calls, Function<T, ModelUsage> usage) {
    Usd most = step.cost(prices);
    correct(Usd.ZERO, most);
    try {
      T answer = calls.get();
      ModelUsage used = usage.apply(answer);
      Usd cost = Usd.of(prices.cost(used));
      correct(most, cost.plus(step.costOf(used.unanswered(), prices)));
      paid(used.model(), cost);
      return answer;
    } catch (UpstreamException e) {
      // An answer without sense was billed, and tells nothing of the tries before it.
      int billed = e.kind() == Kind.SENSELESS ? step.tries() : e.unanswered();
      correct(most, step.costOf(billed, prices));
      throw e;
    }
  }

  /**
   * Gives back what the steps still to come do not need.
   *
   * @param steps their worst cases, as they are known now
   */
  public void narrow(List<WorstCase> steps) {
    reservation.narrow(steps.stream().map(step -> step.cost(prices)).reduce(spent(), Usd::plus));
  }

  /** Settles: books what was spent, and gives back the rest. */
  @Override
  public void close() {
    reservation.settle(spent());
    paid().forEach((model, cost) -> costs.record(spender, model, cost));
  }

  private synchronized Usd spent() {
    return spent;
  }

  private synchronized Map<String, Usd> paid() {
    return Map.copyOf(paid);
  }

  private synchronized void paid(String model, Usd cost) {
    paid.merge(model, cost, Usd::plus);
  }

  private synchronized void correct(Usd from, Usd to) {
    spent = spent.minus(from).plus(to);
  }
}
