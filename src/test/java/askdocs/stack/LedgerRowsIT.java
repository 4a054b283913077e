package askdocs.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import askdocs.aws.LedgerRows;
import askdocs.aws.Retrying;
import askdocs.knowledge.Deadline;
import askdocs.knowledge.Metrics;
import askdocs.knowledge.UpstreamException;
import askdocs.spend.Account;
import askdocs.spend.AccountRow;
import askdocs.spend.Accounts.Book;
import askdocs.spend.Accounts.Hold;
import askdocs.spend.Accounts.Made;
import askdocs.spend.Accounts.Refused;
import askdocs.spend.Accounts.Resize;
import askdocs.spend.Budget.Whose;
import askdocs.spend.BudgetExhaustedException;
import askdocs.spend.Budgets;
import askdocs.spend.Held;
import askdocs.spend.Limits;
import askdocs.spend.Usd;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The accounts' conditional writes, on DynamoDB. */
@OnTheStack
class LedgerRowsIT {
  private static final LocalDate DAY = LocalDate.parse("2026-11-17");
  private static final Account ANA = new Account(Whose.CALLER, "ana#1", YearMonth.of(2026, 11));
  private static final Account ALL = new Account(Whose.DEPLOYMENT, "", YearMonth.of(2026, 11));
  private static final Limits LIMITS =
      new Limits(Whose.CALLER, Optional.of(new Usd(10)), Optional.of(new Usd(15)));

  private final DynamoDbClient dynamoDb;
  private final LedgerRows rows;

  LedgerRowsIT(Stack stack) {
    this.dynamoDb = Tables.client(stack);
    this.rows = new LedgerRows(dynamoDb, SpendTables.fresh(dynamoDb), new Retrying(() -> 0L));
  }

  @AfterEach
  void close() {
    dynamoDb.close();
  }

  private static Held held(String id, LocalDate day, long amount) {
    return new Held(
        id, day, new Usd(amount), Instant.parse("2026-11-17T12:05:00Z"), List.of(ANA, ALL));
  }

  private static Deadline soon() {
    return Deadline.in(Duration.ofSeconds(20), Clock.systemUTC());
  }

  private static AccountRow row(long month, Map<Integer, Usd> days, Held... held) {
    return new AccountRow(
        new Usd(month), days, held.length == 0 ? Map.of() : Map.of(held[0].id(), held[0]));
  }

  @Test
  void anAccountOfWhichNothingWasEverSpentIsEmpty() {
    assertEquals(AccountRow.EMPTY, rows.read(ANA, soon()));
    assertEquals(
        new Refused(AccountRow.EMPTY),
        rows.change(new Book(ANA, held("r1", DAY, 4), Usd.ZERO), soon()));
  }

  @Test
  void whatIsHeldStandsInTheDayAndTheMonthUntilItIsBooked() {
    Held held = held("r1", DAY, 6);

    assertEquals(
        new Made(row(6, Map.of(17, new Usd(6)), held)),
        rows.change(new Hold(ANA, held, LIMITS), soon()));
    assertEquals(row(6, Map.of(17, new Usd(6)), held), rows.read(ANA, soon()));
    assertEquals(
        new Made(row(4, Map.of(17, new Usd(4)))),
        rows.change(new Book(ANA, held, new Usd(4)), soon()));
    assertEquals(
        new Refused(row(4, Map.of(17, new Usd(4)))),
        rows.change(new Book(ANA, held, new Usd(4)), soon()));
  }

  @Test
  void theSameNameIsHeldOnce() {
    Held held = held("r1", DAY, 2);
    rows.change(new Hold(ANA, held, LIMITS), soon());

    assertEquals(
        new Refused(row(2, Map.of(17, new Usd(2)), held)),
        rows.change(new Hold(ANA, held, LIMITS), soon()));
  }

  @Test
  void narrowedOnceItIsNotNarrowedAgain() {
    Held held = held("r1", DAY, 6);
    rows.change(new Hold(ANA, held, LIMITS), soon());

    assertEquals(
        new Made(row(2, Map.of(17, new Usd(2)), held("r1", DAY, 2))),
        rows.change(new Resize(ANA, held, new Usd(2)), soon()));
    assertEquals(
        new Refused(row(2, Map.of(17, new Usd(2)), held("r1", DAY, 2))),
        rows.change(new Resize(ANA, held, new Usd(1)), soon()));
  }

  @Test
  void theLimitItselfStillFitsAndNoMore() {
    Held all = held("r1", DAY, 10);
    rows.change(new Hold(ANA, all, LIMITS), soon());
    rows.change(new Book(ANA, all, new Usd(10)), soon());

    assertTrue(rows.change(new Hold(ANA, held("r2", DAY, 1), LIMITS), soon()) instanceof Refused);
    assertTrue(
        rows.change(new Hold(ANA, held("r3", DAY.plusDays(1), 6), LIMITS), soon())
            instanceof Refused);
    assertEquals(
        new Made(row(15, Map.of(17, new Usd(10), 18, new Usd(5)), held("r4", DAY.plusDays(1), 5))),
        rows.change(new Hold(ANA, held("r4", DAY.plusDays(1), 5), LIMITS), soon()));
  }

  @Test
  void whatIsAboveTheLimitDoesNotFitIntoAnEmptyAccountEither() {
    assertEquals(
        new Refused(AccountRow.EMPTY),
        rows.change(new Hold(ANA, held("r1", DAY, 11), LIMITS), soon()));
  }

  @Test
  void withoutItsTableNothingMayBeSpent() {
    LedgerRows none = new LedgerRows(dynamoDb, "no-such-table", new Retrying(() -> 0L));

    assertThrows(
        UpstreamException.class,
        () -> none.change(new Hold(ANA, held("r1", DAY, 1), LIMITS), soon()));
  }

  @Test
  void manyAtOnceReserveNoMoreThanThereIs() throws InterruptedException {
    AtomicInteger named = new AtomicInteger();
    AtomicLong under = new AtomicLong();
    AtomicLong most = new AtomicLong();
    AtomicInteger refused = new AtomicInteger();
    Budgets budgets =
        new Budgets(
            List.of(
                new Limits(Whose.CALLER, Optional.of(new Usd(40)), Optional.empty()),
                new Limits(Whose.DEPLOYMENT, Optional.empty(), Optional.of(new Usd(100)))),
            rows,
            rows,
            Metrics.NONE,
            Clock.systemUTC(),
            () -> "r" + named.incrementAndGet());

    try (ExecutorService threads = Executors.newFixedThreadPool(24)) {
      for (int one = 0; one < 240; one++) {
        String caller = "caller-" + one % 6;
        threads.submit(() -> {
          try {
            var reservation = budgets.reserve(caller, new Usd(7), soon());
            most.accumulateAndGet(under.addAndGet(7), Math::max);
            under.addAndGet(-6);
            reservation.settle(new Usd(1));
          } catch (BudgetExhaustedException e) {
            refused.incrementAndGet();
          }
        });
      }
    }

    assertTrue(most.get() <= 100, most::toString);
    AccountRow all =
        rows.read(new Account(Whose.DEPLOYMENT, "", YearMonth.now(Clock.systemUTC())), soon());
    assertEquals(Map.of(), all.held());
    assertEquals(new Usd(240 - refused.get()), all.month());
    assertEquals(under.get(), all.month().picos());
  }
}
