package askdocs.spend;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * An amount of US dollars, exact to a millionth of a millionth: the cheapest token costs some ten
 * thousand of these. What is finer is rounded up, so that nothing is ever counted for less than it
 * costs.
 *
 * @param picos the amount in picodollars (10<sup>-12</sup> dollars), never negative
 */
public record Usd(long picos) implements Comparable<Usd> {
  private static final int SCALE = 12;

  /** Nothing. */
  public static final Usd ZERO = new Usd(0);

  public Usd {
    if (picos < 0) {
      throw new IllegalArgumentException("An amount is not negative: " + picos);
    }
  }

  /**
   * This many dollars, rounded up.
   *
   * @throws ArithmeticException if it is more than nine million
   */
  public static Usd of(BigDecimal dollars) {
    return new Usd(
        dollars.setScale(SCALE, RoundingMode.CEILING).movePointRight(SCALE).longValueExact());
  }

  /** Both together. */
  public Usd plus(Usd more) {
    return new Usd(Math.addExact(picos, more.picos));
  }

  /** What is left of it; nothing where the other is more. */
  public Usd minus(Usd less) {
    return new Usd(Math.max(0, picos - less.picos));
  }

  /** It, this many times. */
  public Usd times(int factor) {
    return new Usd(Math.multiplyExact(picos, factor));
  }

  /** In dollars. */
  public BigDecimal dollars() {
    return BigDecimal.valueOf(picos, SCALE);
  }

  @Override
  public int compareTo(Usd other) {
    return Long.compare(picos, other.picos);
  }

  /** In dollars, without trailing zeros. */
  @Override
  public String toString() {
    BigDecimal stripped = dollars().stripTrailingZeros();
    return (stripped.scale() < 0 ? stripped.setScale(0) : stripped).toPlainString() + " USD";
  }
}
