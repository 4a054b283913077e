package askdocs.spend;

import askdocs.spend.Budget.Whose;
import java.time.YearMonth;

/**
 * Where spending adds up: one row for a spender and a month.
 *
 * @param whose what kind of spender
 * @param name which caller; empty where there is but one spender of the kind
 * @param month the calendar month, in UTC
 */
public record Account(Whose whose, String name, YearMonth month) {}
