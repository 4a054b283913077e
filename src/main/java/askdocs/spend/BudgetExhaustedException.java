package askdocs.spend;

import java.time.Instant;

/** A budget has no room for what a request may cost. */
public final class BudgetExhaustedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Budget budget;
  private final Instant resetsAt;
  private final boolean everFits;

  /**
   * @param budget the budget
   * @param resetsAt when it has room again
   * @param everFits whether the request would fit into it when nothing is spent of it
   */
  public BudgetExhaustedException(Budget budget, Instant resetsAt, boolean everFits) {
    super("The budget is exhausted: " + budget);
    this.budget = budget;
    this.resetsAt = resetsAt;
    this.everFits = everFits;
  }

  /** The budget that has no room. */
  public Budget budget() {
    return budget;
  }

  /** When it begins anew. */
  public Instant resetsAt() {
    return resetsAt;
  }

  /** Whether the request would fit into it when nothing is spent of it. */
  public boolean everFits() {
    return everFits;
  }
}
