package askdocs.simulation;

import askdocs.spend.Account;
import askdocs.spend.AccountRow;
import askdocs.spend.Accounts.Book;
import askdocs.spend.Accounts.Change;
import askdocs.spend.Accounts.Changed;
import askdocs.spend.Accounts.Hold;
import askdocs.spend.Accounts.Made;
import askdocs.spend.Accounts.Refused;
import askdocs.spend.Accounts.Resize;
import askdocs.spend.Held;
import askdocs.spend.Limits;
import askdocs.spend.Usd;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The accounts as DynamoDB keeps them, each change a conditional write. */
final class SpentAccounts {
  /** What can be broken in them. */
  enum Fault {
    /** A second sending holds again what is held. */
    HOLD_THAT_DOES_NOT_ASK_FOR_ITS_NAME,
    HOLD_THAT_DOES_NOT_ASK_FOR_THE_DAYS_LIMIT,
    HOLD_THAT_DOES_NOT_ASK_FOR_THE_MONTHS_LIMIT,
    BOOKING_THAT_DOES_NOT_ASK_WHETHER_IT_IS_HELD,
    RESIZE_THAT_DOES_NOT_ASK_WHETHER_IT_IS_DONE,
    /** An expired reservation is taken for one that was never spent. */
    LOOKUP_THAT_FINDS_NOTHING,
    /** And the other way about. */
    LOOKUP_THAT_FINDS_IT_ALWAYS,
    /** As an eventually consistent read gives it. */
    LOOKUP_OF_AN_OLD_ROW
  }

  final Set<Fault> broken = EnumSet.noneOf(Fault.class);
  final Map<Account, AccountRow> rows = new HashMap<>();

  /** The reservations that were ever held in their last account. */
  final Set<String> heldInLast = new HashSet<>();

  private final Map<Account, AccountRow> older = new HashMap<>();

  AccountRow row(Account account) {
    return rows.getOrDefault(account, AccountRow.EMPTY);
  }

  AccountRow lookup(Account account, Map<String, Held> dead) {
    if (broken.contains(Fault.LOOKUP_THAT_FINDS_NOTHING)) {
      return AccountRow.EMPTY;
    }
    if (broken.contains(Fault.LOOKUP_THAT_FINDS_IT_ALWAYS)) {
      return new AccountRow(Usd.ZERO, Map.of(), dead);
    }
    return broken.contains(Fault.LOOKUP_OF_AN_OLD_ROW)
        ? older.getOrDefault(account, AccountRow.EMPTY)
        : row(account);
  }

  Changed change(Change change) {
    AccountRow row = row(change.account());
    if (!allows(row, change)) {
      return new Refused(row);
    }
    older.put(change.account(), row);
    AccountRow changed = changed(row, change);
    rows.put(change.account(), changed);
    if (change instanceof Hold(Account account, Held held, _)
        && account.equals(held.accounts().getLast())) {
      heldInLast.add(held.id());
    }
    return new Made(changed);
  }

  private boolean allows(AccountRow row, Change change) {
    Optional<Held> there = Optional.ofNullable(row.held().get(change.held().id()));
    boolean same = there.map(Held::amount).equals(Optional.of(change.held().amount()));
    return switch (change) {
      case Hold(_, Held held, Limits limits) ->
          (there.isEmpty() || broken.contains(Fault.HOLD_THAT_DOES_NOT_ASK_FOR_ITS_NAME))
              && (fits(limits.month(), row.month(), held)
                  || broken.contains(Fault.HOLD_THAT_DOES_NOT_ASK_FOR_THE_MONTHS_LIMIT))
              && (fits(limits.day(), row.day(held.day().getDayOfMonth()), held)
                  || broken.contains(Fault.HOLD_THAT_DOES_NOT_ASK_FOR_THE_DAYS_LIMIT));
      case Resize _ ->
          same
              || (there.isPresent()
                  && broken.contains(Fault.RESIZE_THAT_DOES_NOT_ASK_WHETHER_IT_IS_DONE));
      case Book _ -> same || broken.contains(Fault.BOOKING_THAT_DOES_NOT_ASK_WHETHER_IT_IS_HELD);
    };
  }

  private static boolean fits(Optional<Usd> limit, Usd used, Held held) {
    return limit.map(most -> used.plus(held.amount()).compareTo(most) <= 0).orElse(true);
  }

  private static AccountRow changed(AccountRow row, Change change) {
    Held held = change.held();
    Map<String, Held> now = new HashMap<>(row.held());
    return switch (change) {
      case Hold _ -> {
        now.put(held.id(), held);
        yield moved(row, now, held, Usd.ZERO, held.amount());
      }
      case Resize(_, _, Usd to) -> {
        now.put(held.id(), new Held(held.id(), held.day(), to, held.expires(), held.accounts()));
        yield moved(row, now, held, held.amount(), to);
      }
      case Book(_, _, Usd spent) -> {
        now.remove(held.id());
        yield moved(row, now, held, held.amount(), spent);
      }
    };
  }

  private static AccountRow moved(
      AccountRow row, Map<String, Held> held, Held one, Usd from, Usd to) {
    int day = one.day().getDayOfMonth();
    Map<Integer, Usd> days = new HashMap<>(row.days());
    days.put(day, row.day(day).minus(from).plus(to));
    return new AccountRow(row.month().minus(from).plus(to), days, held);
  }
}
