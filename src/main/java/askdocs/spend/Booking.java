package askdocs.spend;

import askdocs.knowledge.Deadline;
import askdocs.spend.Accounts.Book;
import askdocs.spend.Accounts.Made;
import askdocs.spend.Accounts.Refused;
import java.util.function.UnaryOperator;

/** Ends a reservation in one account, however much of it is held there. */
final class Booking {
  private final Accounts accounts;

  Booking(Accounts accounts) {
    this.accounts = accounts;
  }

  /**
   * Books what was spent; does nothing where the reservation is not held, or no more.
   *
   * @param spent of what is held
   * @throws askdocs.knowledge.UpstreamException if it is not known whether it was booked
   */
  void book(Account account, Held held, UnaryOperator<Usd> spent, Deadline deadline) {
    Held now = held;
    while (true) {
      switch (accounts.change(new Book(account, now, spent.apply(now.amount())), deadline)) {
        case Made _ -> {
          return;
        }
        case Refused(AccountRow row) -> {
          Held other = row.held().get(held.id());
          if (other == null) {
            return;
          }
          // Narrowed, and only the answer was lost; or not narrowed, and nobody knew.
          now = other;
        }
      }
    }
  }
}
