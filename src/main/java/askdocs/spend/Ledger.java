package askdocs.spend;

import askdocs.knowledge.Deadline;

/** Keeps what is spent below the budgets: money is reserved before it may be spent. */
@FunctionalInterface
public interface Ledger {
  /** No budget: everything may be spent. */
  Ledger UNLIMITED = (_, _, _) -> Reservation.NONE;

  /**
   * Reserves an amount.
   *
   * @param spender who spends it: a caller's id
   * @param most the most that may be spent of it
   * @param deadline after which nothing is spent of it any more
   * @throws BudgetExhaustedException if a budget has no room for it
   * @throws askdocs.knowledge.UpstreamException if it cannot be told; then nothing may be spent
   */
  Reservation reserve(String spender, Usd most, Deadline deadline);

  /** What is reserved, until it is settled. One that never is counts as spent. */
  interface Reservation {
    /** What is reserved where there is no budget. */
    Reservation NONE =
        new Reservation() {
          @Override
          public void narrow(Usd most) {
            // Nothing is reserved.
          }

          @Override
          public void settle(Usd spent) {
            // Nothing is reserved.
          }
        };

    /**
     * Gives back what will not be needed; it never fails, and what could not be given back stays
     * reserved.
     *
     * @param most the most that may be spent in all, what was spent already included
     */
    void narrow(Usd most);

    /**
     * Books what was spent and gives back the rest; it never fails, and what could not be settled
     * counts as spent.
     *
     * @param spent what was billed or may have been
     */
    void settle(Usd spent);
  }
}
