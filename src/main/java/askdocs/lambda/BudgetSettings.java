package askdocs.lambda;

import askdocs.aws.LedgerRows;
import askdocs.knowledge.Metrics;
import askdocs.spend.Budget.Whose;
import askdocs.spend.Budgets;
import askdocs.spend.Ledger;
import askdocs.spend.Limits;
import askdocs.spend.Usd;
import java.math.BigDecimal;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** The budgets, as the settings say. */
final class BudgetSettings {
  /** 128 bits, in letters and digits. */
  private static final int RADIX = 36;

  private final Settings settings;

  BudgetSettings(Settings settings) {
    this.settings = settings;
  }

  /**
   * Keeps askers to their budgets: each caller to its own, and all together to the deployment's.
   */
  Ledger ofAsking(LedgerRows rows, Metrics metrics, Clock clock) {
    return ledger(
        List.of(
            new Limits(
                Whose.CALLER,
                amount(Setting.CALLER_DAILY_BUDGET_USD),
                amount(Setting.CALLER_MONTHLY_BUDGET_USD)),
            new Limits(
                Whose.DEPLOYMENT,
                amount(Setting.DAILY_BUDGET_USD),
                amount(Setting.MONTHLY_BUDGET_USD))),
        rows,
        metrics,
        clock);
  }

  /** Keeps ingestion to its budget. */
  Ledger ofIngestion(LedgerRows rows, Metrics metrics, Clock clock) {
    return ledger(
        List.of(
            new Limits(Whose.INGESTION, amount(Setting.INGEST_DAILY_BUDGET_USD), Optional.empty())),
        rows,
        metrics,
        clock);
  }

  private static Ledger ledger(List<Limits> limits, LedgerRows rows, Metrics metrics, Clock clock) {
    // Two instances restored from one snapshot must not name their reservations alike: unlike other
    // generators, this one is seeded anew after a restore.
    SecureRandom random = new SecureRandom();
    return new Budgets(limits, rows, rows, metrics, clock, () -> name(random));
  }

  private static String name(SecureRandom random) {
    return Long.toUnsignedString(random.nextLong(), RADIX)
        + Long.toUnsignedString(random.nextLong(), RADIX);
  }

  private Optional<Usd> amount(Setting setting) {
    try {
      return settings.optional(setting).map(BigDecimal::new).map(Usd::of);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new IllegalStateException(
          setting + " is not an amount of dollars, as in 2.50: " + settings.text(setting), e);
    }
  }
}
