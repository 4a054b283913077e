package askdocs.spend;

import java.util.Map;

/**
 * An account as it stands.
 *
 * @param month what is spent or held in the month
 * @param days the same by day of the month
 * @param held what of it is held, by the reservation's name
 */
public record AccountRow(Usd month, Map<Integer, Usd> days, Map<String, Held> held) {
  /** An account of which nothing was ever spent. */
  public static final AccountRow EMPTY = new AccountRow(Usd.ZERO, Map.of(), Map.of());

  public AccountRow {
    days = Map.copyOf(days);
    held = Map.copyOf(held);
  }

  /** What is spent or held on a day of the month. */
  public Usd day(int day) {
    return days.getOrDefault(day, Usd.ZERO);
  }
}
