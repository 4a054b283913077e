package askdocs.spend;

import java.util.List;

/**
 * The most that one step of a request can be billed.
 *
 * @param calls what a try of it uses at most: of one model, or of each that it may turn to in turn
 * @param tries how often each of them may be tried; every try may be billed
 */
public record WorstCase(List<ModelUsage> calls, int tries) {
  /** A step that calls nobody. */
  public static final WorstCase NOTHING = new WorstCase(List.of(), 1);

  public WorstCase {
    calls = List.copyOf(calls);
    if (tries < 1) {
      throw new IllegalArgumentException("A step is tried once at least");
    }
  }

  /** The price of all tries. */
  public Usd cost(PriceList prices) {
    return calls.stream()
        .map(call -> Usd.of(prices.cost(call)).times(tries))
        .reduce(Usd.ZERO, Usd::plus);
  }

  /** The most that this many tries can have cost, whichever of the models they were of. */
  Usd costOf(int some, PriceList prices) {
    Usd dearest =
        calls.stream().map(call -> Usd.of(prices.cost(call))).max(Usd::compareTo).orElse(Usd.ZERO);
    Usd all = cost(prices);
    Usd these = dearest.times(some);
    return these.compareTo(all) < 0 ? these : all;
  }
}
