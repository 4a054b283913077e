package askdocs.simulation;

import static org.junit.jupiter.api.Assertions.fail;

import askdocs.simulation.Simulation.Outcome;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** That ingestion converges, whatever happens in whichever order. */
class ConvergenceTest {
  private static final long SCHEDULES = Long.getLong("askdocs.schedules", 20_000);

  @Test
  void theIndexComesToHoldWhatTheBucketHolds() throws InterruptedException {
    Optional<Long> seed = Optional.ofNullable(Long.getLong("askdocs.seed"));
    long begun = System.nanoTime();
    Optional<Outcome> failed =
        seed.isPresent()
            ? Optional.of(Simulation.run(seed.get(), Simulation.NOTHING_PLANTED, true))
                .filter(outcome -> outcome.failure().isPresent())
            : Simulation.firstToFail(SCHEDULES, Simulation.NOTHING_PLANTED);
    System.out.printf("%d schedules in %.1f s%n", SCHEDULES, (System.nanoTime() - begun) / 1e9);
    failed.ifPresent(outcome -> {
      String trace =
          String.join(
              "\n", Simulation.run(outcome.seed(), Simulation.NOTHING_PLANTED, true).trace());
      fail("Seed " + outcome.seed() + "\n" + trace, outcome.failure().orElseThrow());
    });
  }
}
