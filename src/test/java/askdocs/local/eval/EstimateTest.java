package askdocs.local.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class EstimateTest {
  @Test
  void oneValueIsCertain() {
    assertEquals(new Estimate(0.25, 0.25, 0.25), Estimate.of(new double[] {0.25}));
  }

  @Test
  void theIntervalIsThatOfTheMeansOfAllDraws() {
    // Of four draws, k are the 1 with Binomial(4, 1/4): none with .316, at most two with .949, at
    // most three with .996. So .025 lies in the first of these and .975 in the last.
    assertEquals(new Estimate(0.25, 0, 0.75), Estimate.of(new double[] {0, 1, 0, 0}));
  }

  @Test
  void pairsAreComparedOneByOne() {
    // The same difference for every question: certain, though the values are far apart.
    assertEquals(
        new Estimate(0.5, 0.5, 0.5),
        Estimate.ofDifference(new double[] {0.5, 1, 0.75}, new double[] {0, 0.5, 0.25}));
  }

  @Test
  void differentQuestionsAreNoPairs() {
    assertThrows(
        IllegalArgumentException.class,
        () -> Estimate.ofDifference(new double[] {1}, new double[] {1, 0}));
  }

  @Test
  void quartilesAreValuesThatWereThere() {
    assertEquals(new Spread(3, 2, 4), Spread.of(new double[] {5, 1, 4, 2, 3}));
    assertEquals(new Spread(2, 1, 3), Spread.of(new double[] {4, 3, 2, 1}));
  }
}
