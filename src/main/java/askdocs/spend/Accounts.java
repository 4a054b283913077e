package askdocs.spend;

import askdocs.knowledge.Deadline;

/** Changes accounts, each by one conditional write. */
@FunctionalInterface
public interface Accounts {
  /**
   * Makes the change, if its condition holds.
   *
   * @throws askdocs.knowledge.UpstreamException if it is not known whether it was made
   */
  Changed change(Change change, Deadline deadline);

  /** A change, and when it may be made. */
  sealed interface Change {
    /** The account that it is made to. */
    Account account();

    /** What is held, or is to be. */
    Held held();
  }

  /** Holds the amount, if nothing is held by that name and the limits have room for it. */
  record Hold(Account account, Held held, Limits limits) implements Change {}

  /** Holds another amount, if exactly the first is held by that name. */
  record Resize(Account account, Held held, Usd to) implements Change {}

  /** Books an amount and holds no more, if exactly the amount is held by that name. */
  record Book(Account account, Held held, Usd spent) implements Change {}

  /** What came of it. */
  sealed interface Changed {
    /** The account, in which the change was made, or the one that did not allow it. */
    AccountRow row();
  }

  /** It was made. */
  record Made(AccountRow row) implements Changed {}

  /** Its condition did not hold. */
  record Refused(AccountRow row) implements Changed {}
}
