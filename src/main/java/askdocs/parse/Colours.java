package askdocs.parse;

/** Colours as 0xRRGGBB, near enough to tell whether an eye parts two of them. */
final class Colours {
  /** A pattern, a picture, a mixture: any colour. */
  static final int UNKNOWN = -1;

  static final int WHITE = 0xFFFFFF;

  /** The most that a channel differs, of 255, in what is read as one colour: 15 % more light. */
  private static final int INDISTINCT = 16;

  private Colours() {}

  static boolean look(int one, int other) {
    return one != UNKNOWN && other != UNKNOWN && difference(one, other) <= INDISTINCT;
  }

  /** What is seen of a colour painted over another, {@code alpha} from 0 to 1. */
  static int over(int below, int above, double alpha) {
    if (alpha >= 1) {
      return above;
    }
    if (alpha <= 0) {
      return below;
    }
    if (below == UNKNOWN || above == UNKNOWN) {
      return alpha * 255 <= INDISTINCT ? below : UNKNOWN;
    }
    int mixed = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      int b = channel(below, shift);
      int a = channel(above, shift);
      mixed |= (int) Math.round(b + (a - b) * alpha) << shift;
    }
    return mixed;
  }

  /** The darker: what multiplying and its like come to where it matters. */
  static int times(int below, int above) {
    if (below == UNKNOWN || above == UNKNOWN) {
      return UNKNOWN;
    }
    int product = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      product |= (channel(below, shift) * channel(above, shift) / 255) << shift;
    }
    return product;
  }

  private static int difference(int one, int other) {
    int most = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      most = Math.max(most, Math.abs(channel(one, shift) - channel(other, shift)));
    }
    return most;
  }

  private static int channel(int colour, int shift) {
    return (colour >> shift) & 0xFF;
  }
}
