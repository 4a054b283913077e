package askdocs.simulation;

import askdocs.knowledge.Deadline;
import askdocs.knowledge.Metrics;
import askdocs.knowledge.UpstreamException;
import askdocs.simulation.Simulation.Outcome;
import askdocs.simulation.SpentAccounts.Fault;
import askdocs.simulation.Upstream.Crash;
import askdocs.spend.Account;
import askdocs.spend.AccountRow;
import askdocs.spend.Accounts.Change;
import askdocs.spend.Accounts.Changed;
import askdocs.spend.Budget.Whose;
import askdocs.spend.BudgetExhaustedException;
import askdocs.spend.Budgets;
import askdocs.spend.Held;
import askdocs.spend.Ledger.Reservation;
import askdocs.spend.Limits;
import askdocs.spend.Usd;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Requests of several callers that reserve, spend and settle at once, and die now and then. */
final class SpendSimulation {
  /** Steps in which a request has to be through; a step is a second. */
  private static final Duration TIME = Duration.ofSeconds(60);

  /** How long after its deadline a request is taken for dead. */
  private static final Duration DEAD_AFTER = Duration.ofMinutes(5);

  private static final List<String> CALLERS = List.of("ana", "ben", "eva");

  private final Schedule schedule;
  private final Upstream upstream;
  private final SpentAccounts accounts = new SpentAccounts();
  private final Map<String, Integer> tallies = new TreeMap<>();
  private final List<Request> requests = new ArrayList<>();
  private final List<Limits> limits;
  private final Instant begin;
  private Duration later = Duration.ZERO;

  private SpendSimulation(Schedule schedule) {
    this.schedule = schedule;
    this.upstream = new Upstream(schedule, this::tally);
    SplittableRandom random = schedule.random();
    this.begin =
        Instant.parse(
            schedule.oneOf(
                List.of("2026-11-17T12:00:00Z", "2026-11-17T23:42:00Z", "2026-11-30T23:42:00Z")));
    this.limits =
        List.of(
            new Limits(Whose.CALLER, limit(random.nextInt(6, 14)), limit(random.nextInt(6, 20))),
            new Limits(
                Whose.DEPLOYMENT, limit(random.nextInt(8, 20)), limit(random.nextInt(8, 30))));
  }

  private Optional<Usd> limit(int most) {
    return schedule.chance(4) ? Optional.empty() : Optional.of(new Usd(most));
  }

  /** Runs one schedule. */
  static Outcome run(long seed, Optional<Fault> planted, boolean tracing) {
    Schedule schedule = new Schedule(seed, tracing);
    SpendSimulation world = new SpendSimulation(schedule);
    planted.ifPresent(world.accounts.broken::add);
    try {
      world.live();
      return new Outcome(seed, Optional.empty(), world.tallies, schedule.trace());
    } catch (Throwable e) {
      return new Outcome(seed, Optional.of(e), world.tallies, schedule.trace());
    } finally {
      schedule.end();
    }
  }

  private void live() throws Throwable {
    int askers = schedule.random().nextInt(2, 6);
    for (int asker = 1; asker <= askers; asker++) {
      schedule.start("asker " + asker, this::ask);
    }
    schedule.run();
    upstream.heal();
    later = Duration.ofHours(1);
    // In the month of the last request, where alone somebody comes by.
    schedule.start("afterwards", this::comeBy);
    schedule.run();
    ended();
  }

  private void ask() {
    for (int left = schedule.random().nextInt(1, 6); left > 0; left--) {
      Request request = new Request(schedule.oneOf(CALLERS));
      requests.add(request);
      request.make();
    }
  }

  /** Requests for nothing, which see to the dead. */
  private void comeBy() {
    for (int time = 0; time < requests.size(); time++) {
      for (String caller : CALLERS) {
        new Request(caller).comeBy();
      }
    }
  }

  private Clock clock() {
    return new Clock() {
      @Override
      public Instant instant() {
        return begin.plusSeconds(schedule.now()).plus(later);
      }

      @Override
      public ZoneOffset getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(java.time.ZoneId zone) {
        return this;
      }
    };
  }

  private void tally(String what) {
    tallies.merge(what, 1, Integer::sum);
  }

  /** One request of a caller. */
  private final class Request {
    private final String caller;
    private final String id = "r" + requests.size();
    private final LocalDate day = LocalDate.ofInstant(clock().instant(), ZoneOffset.UTC);
    private final Usd most = new Usd(schedule.random().nextInt(1, 6));
    private Usd allowed = most;
    private Usd billed = Usd.ZERO;
    private boolean troubled;

    Request(String caller) {
      this.caller = caller;
    }

    private Budgets budgets() {
      return new Budgets(
          limits,
          (change, _) -> change(change),
          (account, _) -> read(account),
          Metrics.NONE,
          clock(),
          () -> id);
    }

    void comeBy() {
      budgets().reserve(caller, Usd.ZERO, Deadline.in(TIME, clock())).settle(Usd.ZERO);
    }

    void make() {
      Deadline deadline = Deadline.in(TIME, clock());
      try {
        Reservation reservation = budgets().reserve(caller, most, deadline);
        tally("reserved");
        if (schedule.chance(2)) {
          Usd narrow = new Usd(schedule.random().nextLong(1, most.picos() + 1));
          reservation.narrow(narrow);
          allowed = 2 * narrow.picos() <= most.picos() ? narrow : most;
        }
        spend(deadline);
        reservation.settle(billed);
        schedule.note(() -> id + " settled " + billed.picos());
        // One that slept for so long has been taken for dead, and was booked in full.
        troubled |= clock().instant().isAfter(deadline.at().plus(DEAD_AFTER));
      } catch (BudgetExhaustedException e) {
        tally("refused");
        schedule.note(() -> id + " refused: " + e.budget());
      } catch (UpstreamException | Crash e) {
        troubled = true;
        tally("gave up");
        schedule.note(() -> id + " gave up: " + e.getMessage());
      }
    }

    /** Calls, none of which begins after the deadline, and between which the process may die. */
    private void spend(Deadline deadline) {
      for (int calls = schedule.random().nextInt(1, 4); calls > 0; calls--) {
        schedule.point();
        if (deadline.passed()) {
          tally("too late to call");
          return;
        }
        Usd left = allowed.minus(billed);
        billed = billed.plus(new Usd(schedule.random().nextLong(left.picos() + 1)));
        schedule.note(() -> id + " billed " + billed.picos());
        hold();
        if (schedule.chance(12)) {
          tally("died at work");
          throw new Crash();
        }
      }
    }

    private Changed change(Change change) {
      try {
        Changed changed =
            upstream.write(
                change.getClass().getSimpleName() + " " + change.held().id(),
                () -> {
                  Changed made = accounts.change(change);
                  hold();
                  return made;
                });
        return changed;
      } catch (UpstreamException | Crash e) {
        troubled = true;
        trouble(change.held().id());
        throw e;
      }
    }

    private AccountRow read(Account account) {
      return upstream.call("read", () -> accounts.lookup(account, dead()));
    }
  }

  private Map<String, Held> dead() {
    Map<String, Held> dead = new HashMap<>();
    for (AccountRow row : accounts.rows.values()) {
      row.held().values().stream()
          .filter(held -> held.expires().isBefore(clock().instant()))
          .forEach(held -> dead.put(held.id(), held));
    }
    return dead;
  }

  /** A request whose reservation another settles, and fails in it, is in trouble too. */
  private void trouble(String id) {
    requests.stream().filter(one -> one.id.equals(id)).forEach(one -> one.troubled = true);
  }

  /** What holds at every moment: no account is above its limits, or below what was billed. */
  private void hold() {
    accounts.rows.forEach((account, row) -> {
      Limits limit =
          limits.stream().filter(one -> one.whose() == account.whose()).findFirst().orElseThrow();
      limit.month().ifPresent(most -> atMost(account + " in the month", row.month(), most));
      limit
          .day()
          .ifPresent(most ->
              row.days().forEach((day, used) -> atMost(account + " on " + day, used, most)));
    });
    billed()
        .forEach((account, days) -> {
          AccountRow row = accounts.row(account);
          days.forEach((day, amount) ->
              Violation.unless(
                  row.day(day).compareTo(amount) >= 0,
                  "Less is booked than was billed: " + account + " on " + day + ", " + amount));
        });
  }

  private static void atMost(String what, Usd used, Usd most) {
    Violation.unless(used.compareTo(most) <= 0, "Above the limit: " + what + ", " + used);
  }

  private List<Account> accountsOf(Request request) {
    return limits.stream()
        .filter(limit -> limit.day().isPresent() || limit.month().isPresent())
        .map(limit ->
            new Account(
                limit.whose(),
                limit.whose() == Whose.CALLER ? request.caller : "",
                YearMonth.from(request.day)))
        .toList();
  }

  private Map<Account, Map<Integer, Usd>> billed() {
    Map<Account, Map<Integer, Usd>> billed = new HashMap<>();
    requests.forEach(request ->
        accountsOf(request)
            .forEach(account ->
                billed
                    .computeIfAbsent(account, _ -> new TreeMap<>())
                    .merge(request.day.getDayOfMonth(), request.billed, Usd::plus)));
    return billed;
  }

  /** What holds in the end: nothing is held, and no more is booked than might have been billed. */
  private void ended() {
    Account now =
        new Account(
            Whose.DEPLOYMENT,
            "",
            YearMonth.from(LocalDate.ofInstant(clock().instant(), ZoneOffset.UTC)));
    accounts.rows.forEach((account, row) -> {
      if (!account.month().equals(now.month())) {
        return;
      }
      Violation.unless(row.held().isEmpty(), "Held for ever: " + row.held());
      Usd mayBe =
          requests.stream()
              .filter(request -> accountsOf(request).contains(account))
              .map(this::atMostOf)
              .reduce(Usd.ZERO, Usd::plus);
      Violation.unless(
          row.month().compareTo(mayBe) <= 0,
          "More is booked than may have been billed: " + account + ", " + row.month());
    });
    hold();
  }

  private Usd atMostOf(Request request) {
    if (!accounts.heldInLast.contains(request.id)) {
      return Usd.ZERO;
    }
    return request.troubled ? request.most : request.billed;
  }
}
