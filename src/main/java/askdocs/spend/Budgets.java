package askdocs.spend;

import askdocs.knowledge.Deadline;
import askdocs.knowledge.Metric;
import askdocs.knowledge.Metrics;
import askdocs.knowledge.UpstreamException;
import askdocs.knowledge.UpstreamException.Kind;
import askdocs.spend.Accounts.Changed;
import askdocs.spend.Accounts.Hold;
import askdocs.spend.Accounts.Made;
import askdocs.spend.Accounts.Refused;
import askdocs.spend.Budget.Period;
import askdocs.spend.Budget.Whose;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Supplier;

/**
 * Budgets that parallel requests cannot overshoot, in whatever process they run: each account is
 * one row, with one committed amount a day and one a month, and nothing is called before the worst
 * case fits into all of them.
 *
 * <ul>
 *   <li>A reservation is <b>held</b> in the caller's account and then in the deployment's, by a
 *       conditional write each that names it: given twice, it counts once. If the second has no
 *       room, the first is taken back.
 *   <li>It is <b>settled</b> in the same order. So what stands in the first account and not in the
 *       last was never spent.
 *   <li>A request that died leaves its reservation, which <b>expires</b> after the request's
 *       deadline. Whoever comes by next books it in full, since it may have been billed, or takes
 *       it back, if it was never spent.
 * </ul>
 */
public final class Budgets implements Ledger {
  /** How much later than its deadline a request is dead, by whosever clock. */
  static final Duration GRACE = Duration.ofMinutes(5);

  /** How long settling may take. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  /**
   * With room for so many more reservations, others need not wait for what one gives back: Lambda
   * runs no more requests at a time, unless an account asked for it.
   */
  private static final int PLENTY = 1_000;

  /** A request sees to no more of the dead than this. */
  private static final int SEEN_TO = 3;

  private static final System.Logger LOG = System.getLogger(Budgets.class.getName());

  private final List<Limits> limits;
  private final Accounts accounts;
  private final Expiry expiry;
  private final Metrics metrics;
  private final Clock clock;
  private final Supplier<String> names;

  /**
   * @param limits of the kinds of spenders, in the order in which accounts are taken
   * @param names new names for reservations, none of which was ever given before, by any process
   */
  public Budgets(
      List<Limits> limits,
      Accounts accounts,
      AccountLookup lookup,
      Metrics metrics,
      Clock clock,
      Supplier<String> names) {
    this.limits = limits.stream().filter(Limits::any).toList();
    this.accounts = accounts;
    this.expiry = new Expiry(new Booking(accounts), lookup);
    this.metrics = metrics;
    this.clock = clock;
    this.names = names;
  }

  @Override
  public Reservation reserve(String spender, Usd most, Deadline deadline) {
    if (limits.isEmpty()) {
      return Reservation.NONE;
    }
    LocalDate day = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    limits.forEach(limit -> requireFitsEver(limit, most, day));
    Held held =
        new Held(
            names.get(),
            day,
            most,
            deadline.at().plus(GRACE),
            limits.stream().map(limit -> account(limit.whose(), spender, day)).toList());
    boolean scarce = false;
    for (int at = 0; at < limits.size(); at++) {
      try {
        Limits limit = limits.get(at);
        AccountRow row = hold(limit, held.accounts().get(at), held, deadline);
        scarce |= limit.tooSmallFor(most.times(PLENTY), row, day.getDayOfMonth()).isPresent();
      } catch (BudgetExhaustedException e) {
        takeBack(held, at);
        throw e;
      } catch (UpstreamException e) {
        // It may be held all the same.
        takeBack(held, at + 1);
        throw e;
      }
    }
    if (deadline.passed()) {
      takeBack(held, held.accounts().size());
      throw new UpstreamException("The time was up before anything was called", Kind.RETRYABLE);
    }
    return new Kept(held, scarce);
  }

  private static Account account(Whose whose, String spender, LocalDate day) {
    return new Account(whose, whose == Whose.CALLER ? spender : "", YearMonth.from(day));
  }

  private static void requireFitsEver(Limits limit, Usd most, LocalDate day) {
    limit
        .tooSmallFor(most, AccountRow.EMPTY, day.getDayOfMonth())
        .ifPresent(budget -> {
          throw new BudgetExhaustedException(budget, reset(budget.period(), day), false);
        });
  }

  /** Gives the account as it is then. */
  private AccountRow hold(Limits limit, Account account, Held held, Deadline deadline) {
    Hold hold = new Hold(account, held, limit);
    Changed changed = accounts.change(hold, deadline);
    if (isRefused(changed, held) && seeToTheDead(changed.row(), deadline)) {
      changed = accounts.change(hold, deadline);
    }
    if (isRefused(changed, held)) {
      LocalDate day = held.day();
      limit
          .tooSmallFor(held.amount(), changed.row(), day.getDayOfMonth())
          .ifPresent(budget -> {
            throw new BudgetExhaustedException(budget, reset(budget.period(), day), true);
          });
      throw new IllegalStateException("An account with room refused a reservation");
    }
    if (limit.whose() == Whose.DEPLOYMENT) {
      metrics.add(Metric.BUDGET_USED, percentUsed(limit, changed.row(), held.day()));
    }
    if (changed instanceof Made) {
      seeToTheDead(changed.row(), deadline);
    }
    return changed.row();
  }

  /** A refusal that names the reservation comes of a first write that was only not heard of. */
  private static boolean isRefused(Changed changed, Held held) {
    return changed instanceof Refused && !changed.row().held().containsKey(held.id());
  }

  /**
   * Settles what dead requests left, some of it.
   *
   * @return whether there was any
   */
  private boolean seeToTheDead(AccountRow row, Deadline deadline) {
    Instant now = clock.instant();
    List<Held> dead =
        row.held().values().stream()
            .filter(held -> held.expires().isBefore(now))
            .limit(SEEN_TO)
            .toList();
    try {
      dead.forEach(held -> expiry.settle(held, deadline));
    } catch (UpstreamException e) {
      LOG.log(Level.WARNING, "A reservation that has expired is left to another", e);
    }
    return !dead.isEmpty();
  }

  private static double percentUsed(Limits limit, AccountRow row, LocalDate day) {
    double ofDay = limit.day().map(most -> share(row.day(day.getDayOfMonth()), most)).orElse(0.0);
    double ofMonth = limit.month().map(most -> share(row.month(), most)).orElse(0.0);
    return 100 * Math.max(ofDay, ofMonth);
  }

  private static double share(Usd used, Usd limit) {
    return limit.equals(Usd.ZERO) ? 1 : (double) used.picos() / limit.picos();
  }

  private static Instant reset(Period period, LocalDate day) {
    LocalDate first =
        switch (period) {
          case DAY -> day.plusDays(1);
          case MONTH -> YearMonth.from(day).plusMonths(1).atDay(1);
        };
    return first.atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  /** Nothing was called: the accounts get it back, the last one first. */
  private void takeBack(Held held, int fromFirst) {
    try {
      Deadline soon = Deadline.in(PATIENCE, clock);
      held.accounts()
          .subList(0, fromFirst)
          .reversed()
          .forEach(account -> new Booking(accounts).book(account, held, _ -> Usd.ZERO, soon));
    } catch (UpstreamException e) {
      LOG.log(Level.WARNING, "A reservation was not taken back, and is left to expire", e);
    }
  }

  /** A reservation that may be spent. */
  private final class Kept implements Reservation {
    private Held held;
    private final boolean scarce;

    /**
     * @param scarce whether others may be short of what this one holds
     */
    Kept(Held held, boolean scarce) {
      this.held = held;
      this.scarce = scarce;
    }

    /** Not for less than half, nor where there is plenty: it takes two writes. */
    @Override
    public void narrow(Usd most) {
      if (!scarce || most.times(2).compareTo(held.amount()) > 0) {
        return;
      }
      try {
        Deadline soon = Deadline.in(PATIENCE, clock);
        held.accounts()
            .forEach(account -> accounts.change(new Accounts.Resize(account, held, most), soon));
        held = new Held(held.id(), held.day(), most, held.expires(), held.accounts());
      } catch (UpstreamException e) {
        LOG.log(Level.WARNING, "A reservation was not narrowed", e);
      }
    }

    @Override
    public void settle(Usd spent) {
      try {
        Deadline soon = Deadline.in(PATIENCE, clock);
        held.accounts()
            .forEach(account -> new Booking(accounts).book(account, held, _ -> spent, soon));
      } catch (UpstreamException e) {
        LOG.log(Level.WARNING, "A reservation was not settled, and will count in full", e);
      }
    }
  }
}
