package askdocs.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * That nobody is ever shown, told or counted what is not for its groups, or is no longer live:
 * through a search, an answer, an answer that is streamed, a conversation, the cache of answers or
 * the list of documents.
 *
 * <p>{@code -Daskdocs.seed=S} begins with another seed, {@code -Daskdocs.steps=N} takes more steps.
 */
class AccessTest {
  private static final long SEED = Long.getLong("askdocs.seed", 20_261_126);
  private static final int STEPS = Integer.getInteger("askdocs.steps", 6_000);

  private static final Logger OURS = Logger.getLogger("askdocs");

  /** There would be a line for each document that is looked at. */
  @BeforeEach
  void logsNothing() {
    OURS.setLevel(Level.OFF);
  }

  @AfterEach
  void logsAgain() {
    OURS.setLevel(null);
  }

  @Test
  void nobodyIsToldWhatIsNotForItsGroupsOrNoLongerLive() {
    Reading reading = new Reading(SEED, Optional.empty());
    reading.steps(STEPS);

    System.out.printf("%d steps: %s%n", STEPS, reading.tally);
    assertTrue(reading.tally.answered > STEPS / 4, reading.tally::toString);
    assertTrue(reading.tally.followUps > STEPS / 20, reading.tally::toString);
    assertTrue(reading.tally.cached > STEPS / 20, reading.tally::toString);
    assertTrue(reading.tally.refused > STEPS / 100, reading.tally::toString);
    assertTrue(reading.tally.streams > STEPS / 10, reading.tally::toString);
    assertTrue(reading.tally.cachedStreams > STEPS / 50, reading.tally::toString);
    assertTrue(reading.tally.brokenOff > STEPS / 400, reading.tally::toString);
    assertTrue(reading.tally.pages > STEPS / 20, reading.tally::toString);
    assertTrue(reading.tally.documents > STEPS / 50, reading.tally::toString);
  }

  @Test
  void aSeedGivesTheSameReadingAgain() {
    Reading once = new Reading(7, Optional.empty());
    Reading again = new Reading(7, Optional.empty());
    once.steps(500);
    again.steps(500);

    assertEquals(once.tally.toString(), again.tally.toString());
  }

  @ParameterizedTest
  @EnumSource
  void aPlantedFaultIsFound(Fault fault) {
    Reading reading = new Reading(SEED, Optional.of(fault));
    int steps = 0;
    Optional<Violation> found = Optional.empty();
    while (found.isEmpty() && steps < STEPS) {
      found = step(reading);
      steps++;
    }

    assertTrue(found.isPresent(), "Not found in " + steps + " steps");
    System.out.printf(
        "| %s | step %d | %s |%n",
        fault, steps, String.valueOf(found.get().getMessage()).replaceFirst(":.*", ""));
  }

  private static Optional<Violation> step(Reading reading) {
    try {
      reading.steps(1);
      return Optional.empty();
    } catch (Violation e) {
      return Optional.of(e);
    }
  }
}
