package askdocs.spend;

import askdocs.knowledge.Deadline;
import java.util.function.UnaryOperator;

/** Settles what a request that died has left. */
final class Expiry {
  private final Booking booking;
  private final AccountLookup lookup;

  Expiry(Booking booking, AccountLookup lookup) {
    this.booking = booking;
    this.lookup = lookup;
  }

  /**
   * Books it in full, as it may have been billed; or takes it back, if the last account never held
   * it, for nothing is called before.
   *
   * @throws askdocs.knowledge.UpstreamException if that did not come to its end
   */
  void settle(Held dead, Deadline deadline) {
    boolean maybeSpent = lookup.read(dead.last(), deadline).held().containsKey(dead.id());
    UnaryOperator<Usd> spent = held -> maybeSpent ? held : Usd.ZERO;
    dead.accounts().forEach(account -> booking.book(account, dead, spent, deadline));
  }
}
