package askdocs.spend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import askdocs.knowledge.Deadline;
import askdocs.knowledge.Metric;
import askdocs.knowledge.UpstreamException;
import askdocs.knowledge.UpstreamException.Kind;
import askdocs.spend.Accounts.Book;
import askdocs.spend.Accounts.Change;
import askdocs.spend.Accounts.Changed;
import askdocs.spend.Accounts.Hold;
import askdocs.spend.Accounts.Made;
import askdocs.spend.Accounts.Refused;
import askdocs.spend.Accounts.Resize;
import askdocs.spend.Budget.Period;
import askdocs.spend.Budget.Whose;
import askdocs.spend.Ledger.Reservation;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is asked of the accounts, and what is said of a refusal. */
class BudgetsTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-30T23:59:00Z"), ZoneOffset.UTC);
  private static final LocalDate TODAY = LocalDate.parse("2026-11-30");
  private static final Account ANA = new Account(Whose.CALLER, "ana", YearMonth.of(2026, 11));
  private static final Account ALL = new Account(Whose.DEPLOYMENT, "", YearMonth.of(2026, 11));
  private static final Limits OF_CALLERS = limits(Whose.CALLER, 10, 100);
  private static final Limits OF_ALL = limits(Whose.DEPLOYMENT, 20, 200);
  private static final Held HELD =
      new Held("r1", TODAY, new Usd(5), Instant.parse("2026-12-01T00:05:00Z"), List.of(ANA, ALL));

  private final List<Change> changes = new ArrayList<>();
  private final List<String> metrics = new ArrayList<>();

  private static Limits limits(Whose whose, int day, int month) {
    return new Limits(whose, Optional.of(new Usd(day)), Optional.of(new Usd(month)));
  }

  private static AccountRow row(long month, long day, Held... held) {
    return new AccountRow(
        new Usd(month),
        Map.of(30, new Usd(day)),
        held.length == 0 ? Map.of() : Map.of(held[0].id(), held[0]));
  }

  /** Of accounts that answer so, in this order, and after that have made the change. */
  private Budgets budgets(List<Limits> limits, Changed... answers) {
    return new Budgets(
        limits,
        (change, _) -> {
          changes.add(change);
          return changes.size() <= answers.length
              ? answers[changes.size() - 1]
              : new Made(AccountRow.EMPTY);
        },
        (_, _) -> AccountRow.EMPTY,
        (metric, value) -> metrics.add(metric + " " + value),
        CLOCK,
        () -> "r1");
  }

  private static Deadline deadline() {
    return Deadline.in(Duration.ofMinutes(1), CLOCK);
  }

  private static BudgetExhaustedException refused(Budgets budgets, long most) {
    return assertThrows(
        BudgetExhaustedException.class, () -> budgets.reserve("ana", new Usd(most), deadline()));
  }

  @Test
  void aReservationIsHeldByTheCallerAndThenByAllAndBookedInThatOrder() {
    Reservation reservation =
        budgets(List.of(OF_CALLERS, OF_ALL), new Made(row(5, 5)), new Made(row(50, 5)))
            .reserve("ana", new Usd(5), deadline());
    reservation.settle(new Usd(2));

    assertEquals(
        List.of(
            new Hold(ANA, HELD, OF_CALLERS),
            new Hold(ALL, HELD, OF_ALL),
            new Book(ANA, HELD, new Usd(2)),
            new Book(ALL, HELD, new Usd(2))),
        changes);
    assertEquals(List.of(Metric.BUDGET_USED + " 25.0"), metrics);
  }

  @Test
  void whatIsNoMoreNeededIsGivenBackWhereItIsAtLeastHalf() {
    Reservation reservation = budgets(List.of(OF_ALL)).reserve("ana", new Usd(5), deadline());
    reservation.narrow(new Usd(3));
    reservation.narrow(new Usd(2));

    assertEquals(2, changes.size());
    assertEquals(
        new Resize(
            ALL, new Held("r1", TODAY, new Usd(5), HELD.expires(), List.of(ALL)), new Usd(2)),
        changes.getLast());
  }

  @Test
  void whereThereIsRoomForAThousandMoreNothingIsGivenBackBeforeItIsSettled() {
    Limits limits = new Limits(Whose.DEPLOYMENT, Optional.empty(), Optional.of(new Usd(5_050)));
    Reservation reservation =
        budgets(List.of(limits), new Made(row(50, 5))).reserve("ana", new Usd(5), deadline());
    reservation.narrow(new Usd(2));
    assertEquals(1, changes.size());

    changes.clear();
    reservation =
        budgets(List.of(limits), new Made(row(51, 5))).reserve("ana", new Usd(5), deadline());
    reservation.narrow(new Usd(2));
    assertEquals(2, changes.size());
  }

  @Test
  void aRefusalNamesTheBudgetAndWhenItBeginsAnew() {
    BudgetExhaustedException ofDay =
        refused(budgets(List.of(OF_CALLERS), new Refused(row(50, 6))), 5);
    assertEquals(new Budget(Whose.CALLER, Period.DAY, new Usd(10)), ofDay.budget());
    assertEquals(Instant.parse("2026-12-01T00:00:00Z"), ofDay.resetsAt());
    assertTrue(ofDay.everFits());

    changes.clear();
    BudgetExhaustedException ofMonth =
        refused(budgets(List.of(OF_CALLERS), new Refused(row(96, 6))), 5);
    assertEquals(new Budget(Whose.CALLER, Period.MONTH, new Usd(100)), ofMonth.budget());
  }

  @Test
  void ifAllTogetherHaveNoRoomTheCallerGetsItBack() {
    BudgetExhaustedException e =
        refused(
            budgets(List.of(OF_CALLERS, OF_ALL), new Made(row(5, 5)), new Refused(row(20, 16))), 5);

    assertEquals(new Budget(Whose.DEPLOYMENT, Period.DAY, new Usd(20)), e.budget());
    assertEquals(new Book(ANA, HELD, Usd.ZERO), changes.getLast());
    assertEquals(3, changes.size());
  }

  @Test
  void whatCanNeverFitIsRefusedWithoutAsking() {
    BudgetExhaustedException e = refused(budgets(List.of(OF_CALLERS, OF_ALL)), 11);

    assertFalse(e.everFits());
    assertEquals(List.of(), changes);
  }

  @Test
  void aRefusalThatNamesTheReservationIsAFirstWriteThatWasNotHeardOf() {
    budgets(List.of(OF_CALLERS, OF_ALL), new Refused(row(5, 5, HELD)))
        .reserve("ana", new Usd(5), deadline());

    assertEquals(List.of(new Hold(ANA, HELD, OF_CALLERS), new Hold(ALL, HELD, OF_ALL)), changes);
  }

  @Test
  void withoutTheStoreNothingMayBeSpent() {
    UpstreamException down = new UpstreamException("Down", Kind.RETRYABLE);
    Budgets budgets =
        new Budgets(
            List.of(OF_CALLERS),
            (_, _) -> {
              throw down;
            },
            (_, _) -> AccountRow.EMPTY,
            (_, _) -> {},
            CLOCK,
            () -> "r1");

    assertSame(
        down,
        assertThrows(
            UpstreamException.class, () -> budgets.reserve("ana", new Usd(5), deadline())));
  }

  @Test
  void whatIsReservedTooLateIsTakenBack() {
    Deadline passed = new Deadline(CLOCK.instant(), CLOCK);

    assertThrows(
        UpstreamException.class,
        () -> budgets(List.of(OF_CALLERS, OF_ALL)).reserve("ana", new Usd(5), passed));
    assertEquals(List.of(ALL, ANA), changes.stream().skip(2).map(Change::account).toList());
  }

  @Test
  void withoutABudgetNobodyIsAsked() {
    Reservation reservation =
        budgets(List.of(new Limits(Whose.CALLER, Optional.empty(), Optional.empty())))
            .reserve("ana", new Usd(5), deadline());
    reservation.settle(new Usd(5));

    assertEquals(List.of(), changes);
  }
}
