package askdocs.ask;

import askdocs.spend.ModelUsage;
import askdocs.spend.PriceList;
import askdocs.spend.Spending;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Adds up what a request's calls used. */
final class Spent {
  private Spent() {}

  static Spending of(PriceList prices, Optional<ModelUsage> embedding, List<ModelUsage> others) {
    BigDecimal cost =
        Stream.concat(embedding.stream(), others.stream())
            .map(prices::cost)
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    return new Spending(
        others.stream().mapToLong(ModelUsage::promptTokens).sum(),
        others.stream().mapToLong(ModelUsage::outputTokens).sum(),
        embedding.map(ModelUsage::inputTokens).orElse(0L),
        cost,
        prices.asOf());
  }
}
