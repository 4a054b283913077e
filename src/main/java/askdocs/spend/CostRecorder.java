package askdocs.spend;

/** Is told what was spent, for metrics. It asks nobody, so it neither fails nor takes time. */
@FunctionalInterface
public interface CostRecorder {
  /** For what nobody watches. */
  CostRecorder NONE = (_, _, _) -> {};

  /**
   * Takes note of what a request's answered calls of a model cost.
   *
   * @param spender who had them made
   * @param model the id that was called
   * @param cost their price
   */
  void record(String spender, String model, Usd cost);
}
