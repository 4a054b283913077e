package askdocs.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import askdocs.simulation.Simulation.Outcome;
import askdocs.simulation.Simulation.Outcomes;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * That ingestion converges, whatever happens in whichever order.
 *
 * <p>{@code -Daskdocs.schedules=N} runs more of them; {@code -Daskdocs.seed=S} runs one and prints
 * its steps.
 */
class ConvergenceTest {
  private static final long SCHEDULES = Long.getLong("askdocs.schedules", 20_000);
  private static final Map<Sabotage, Outcome> FOUND = new EnumMap<>(Sabotage.class);

  @Test
  void theIndexComesToHoldWhatTheBucketHolds() throws InterruptedException {
    Optional<Long> seed = Optional.ofNullable(Long.getLong("askdocs.seed"));
    if (seed.isPresent()) {
      Outcome outcome = Simulation.run(seed.get(), Simulation.NOTHING_PLANTED, true);
      System.out.println(String.join("\n", outcome.trace()));
      assertTrue(outcome.failure().isEmpty(), () -> outcome.failure().toString());
      return;
    }
    long begun = System.nanoTime();
    Outcomes outcomes = Simulation.untilOneFails(SCHEDULES, Simulation.NOTHING_PLANTED);
    double seconds = (System.nanoTime() - begun) / 1e9;
    outcomes.failed().ifPresent(outcome -> fail(told(outcome), outcome.failure().orElseThrow()));
    System.out.printf("%d schedules in %.1f s: %s%n", SCHEDULES, seconds, outcomes.tallies());
  }

  @Test
  void aSeedGivesTheSameScheduleAgain() {
    Outcome once = Simulation.run(7, Simulation.NOTHING_PLANTED, true);

    assertEquals(once, Simulation.run(7, Simulation.NOTHING_PLANTED, true));
    assertNotEquals(once.trace(), Simulation.run(8, Simulation.NOTHING_PLANTED, true).trace());
  }

  @ParameterizedTest
  @EnumSource
  void aPlantedFaultIsFound(Sabotage fault) throws InterruptedException {
    Optional<Outcome> failed = Simulation.untilOneFails(SCHEDULES, fault).failed();

    failed.ifPresent(outcome -> FOUND.put(fault, outcome));
    assertTrue(
        failed.flatMap(Outcome::failure).filter(Violation.class::isInstance).isPresent(),
        () -> "Not found, or stumbled over: " + failed);
  }

  @AfterAll
  static void tellWhatWasFound() {
    System.out.println(
        "| what is broken | found by schedule | by |%n| --- | ---: | --- |".formatted());
    FOUND.forEach((fault, outcome) ->
        System.out.printf(
            "| %s | %d | %s |%n",
            fault.name().toLowerCase(Locale.ROOT).replace('_', ' '),
            outcome.seed() + 1,
            outcome
                .failure()
                .orElseThrow()
                .getMessage()
                .lines()
                .findFirst()
                .orElse("")
                .replaceFirst(":.*", "")));
  }

  private static String told(Outcome outcome) {
    return "Seed "
        + outcome.seed()
        + "\n"
        + String.join(
            "\n", Simulation.run(outcome.seed(), Simulation.NOTHING_PLANTED, true).trace());
  }
}
