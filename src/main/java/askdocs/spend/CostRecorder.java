package askdocs.spend;

/** Is told what was spent, for metrics. It asks nobody, so it neither fails nor takes time. */
@FunctionalInterface
public interface CostRecorder {
  /** For what nobody watches. */
  CostRecorder NONE = (_, _, _) -> {};

  /**
   * Takes note of a call that was answered.
   *
   * @param spender who had it made
   * @param usage what it used, and of which model
   * @param cost its price
   */
  void record(String spender, ModelUsage usage, Usd cost);
}
