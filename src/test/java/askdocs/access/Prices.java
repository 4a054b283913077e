package askdocs.access;

import askdocs.ask.Costs;
import askdocs.spend.PriceList;
import askdocs.spend.PriceTier;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** Prices by which it shows what the cache saves. */
final class Prices {
  private static final PriceTier TIER =
      new PriceTier(
          1_000_000,
          new BigDecimal("0.10"),
          new BigDecimal("0.50"),
          BigDecimal.ZERO,
          BigDecimal.ZERO);
  static final Costs COSTS =
      Costs.unlimited(
          new PriceList(
              LocalDate.EPOCH,
              BigDecimal.ONE,
              Map.of("titan", List.of(TIER), "anthropic.claude-haiku-5-5", List.of(TIER))));

  private Prices() {}
}
