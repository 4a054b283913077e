package askdocs.spend;

import askdocs.knowledge.Deadline;

/** Finds an account. */
@FunctionalInterface
public interface AccountLookup {
  /**
   * The account as it stands now, after all changes that were made before.
   *
   * @throws askdocs.knowledge.UpstreamException if that cannot be told
   */
  AccountRow read(Account account, Deadline deadline);
}
