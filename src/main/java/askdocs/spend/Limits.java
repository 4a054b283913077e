package askdocs.spend;

import askdocs.spend.Budget.Period;
import askdocs.spend.Budget.Whose;
import java.util.Optional;

/**
 * The budgets of one kind of spender.
 *
 * @param whose the kind
 * @param day the most that one spends in a day; empty for any amount
 * @param month the most in a calendar month
 */
public record Limits(Whose whose, Optional<Usd> day, Optional<Usd> month) {
  boolean any() {
    return day.isPresent() || month.isPresent();
  }

  /** The budget that has no room for this much more; the month's, if neither has. */
  Optional<Budget> tooSmallFor(Usd more, AccountRow row, int dayOfMonth) {
    return month
        .filter(limit -> row.month().plus(more).compareTo(limit) > 0)
        .map(limit -> new Budget(whose, Period.MONTH, limit))
        .or(() ->
            day.filter(limit -> row.day(dayOfMonth).plus(more).compareTo(limit) > 0)
                .map(limit -> new Budget(whose, Period.DAY, limit)));
  }
}
