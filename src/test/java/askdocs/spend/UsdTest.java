package askdocs.spend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class UsdTest {
  @Test
  void whatIsFinerThanAPicodollarIsRoundedUp() {
    assertEquals(new Usd(1), Usd.of(new BigDecimal("0.0000000000001")));
    assertEquals(new Usd(20_000), Usd.of(new BigDecimal("0.00000002")));
    assertEquals(new Usd(2_500_000_000_000L), Usd.of(new BigDecimal("2.50")));
  }

  @Test
  void nothingIsLeftOfLessThanIsTaken() {
    assertEquals(new Usd(2), new Usd(5).minus(new Usd(3)));
    assertEquals(Usd.ZERO, new Usd(3).minus(new Usd(5)));
  }

  @Test
  void isShownInDollars() {
    assertEquals("2.5 USD", new Usd(2_500_000_000_000L).toString());
    assertEquals("0.00000002 USD", new Usd(20_000).toString());
    assertEquals("10 USD", Usd.of(BigDecimal.TEN).toString());
  }

  @Test
  void isNeverNegativeNorBeyondCounting() {
    assertThrows(IllegalArgumentException.class, () -> new Usd(-1));
    assertThrows(ArithmeticException.class, () -> Usd.of(new BigDecimal("10000000")));
  }
}
