package askdocs.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import askdocs.simulation.Simulation.Outcome;
import askdocs.simulation.SpentAccounts.Fault;
import askdocs.spend.Budgets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * That no order of events brings an account above its limit or below what was billed, and that
 * nothing stays held for ever.
 *
 * <p>{@code -Daskdocs.schedules=N} runs more schedules; {@code -Daskdocs.seed=S} runs one and
 * prints its steps.
 */
class BudgetsHoldTest {
  private static final long SCHEDULES = Long.getLong("askdocs.schedules", 20_000);

  /** It warns of every reservation that is left to expire. */
  private static final Logger LOG = Logger.getLogger(Budgets.class.getName());

  @BeforeAll
  static void quiet() {
    LOG.setLevel(Level.OFF);
  }

  @AfterAll
  static void aloud() {
    LOG.setLevel(null);
  }

  private static Optional<Outcome> firstFailed(
      Optional<Fault> planted, Map<String, Integer> tallies) {
    for (long seed = 0; seed < SCHEDULES; seed++) {
      Outcome outcome = SpendSimulation.run(seed, planted, false);
      if (outcome.failure().isPresent()) {
        return Optional.of(outcome);
      }
      outcome.tallies().forEach((what, times) -> tallies.merge(what, times, Integer::sum));
    }
    return Optional.empty();
  }

  @Test
  void noAccountIsAboveItsLimitOrBelowWhatWasBilled() {
    Optional<Long> seed = Optional.ofNullable(Long.getLong("askdocs.seed"));
    if (seed.isPresent()) {
      Outcome outcome = SpendSimulation.run(seed.get(), Optional.empty(), true);
      System.out.println(String.join("\n", outcome.trace()));
      assertTrue(outcome.failure().isEmpty(), () -> outcome.failure().toString());
      return;
    }
    Map<String, Integer> tallies = new TreeMap<>();
    firstFailed(Optional.empty(), tallies)
        .ifPresent(outcome -> fail("Seed " + outcome.seed(), outcome.failure().orElseThrow()));
    System.out.printf("%d schedules: %s%n", SCHEDULES, tallies);
  }

  @Test
  void aSeedGivesTheSameScheduleAgain() {
    assertEquals(
        SpendSimulation.run(7, Optional.empty(), true),
        SpendSimulation.run(7, Optional.empty(), true));
  }

  @ParameterizedTest
  @EnumSource
  void aPlantedFaultIsFound(Fault fault) {
    Optional<Outcome> failed = firstFailed(Optional.of(fault), new TreeMap<>());

    assertTrue(
        failed.flatMap(Outcome::failure).filter(Violation.class::isInstance).isPresent(),
        () -> "Not found, or stumbled over: " + failed);
    System.out.printf("%s: found by schedule %d%n", fault, failed.orElseThrow().seed());
  }
}
