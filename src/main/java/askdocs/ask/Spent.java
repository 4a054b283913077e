package askdocs.ask;

import askdocs.spend.ModelUsage;
import askdocs.spend.PriceList;
import askdocs.spend.Spending;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.stream.Stream;

/** Adds up what a request's calls used. */
final class Spent {
  private Spent() {}

  static Spending of(
      PriceList prices, Optional<ModelUsage> embedding, Optional<ModelUsage> generation) {
    BigDecimal cost =
        Stream.of(embedding, generation)
            .flatMap(Optional::stream)
            .map(prices::cost)
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    return new Spending(
        generation.map(ModelUsage::promptTokens).orElse(0L),
        generation.map(ModelUsage::outputTokens).orElse(0L),
        embedding.map(ModelUsage::inputTokens).orElse(0L),
        cost,
        prices.asOf());
  }
}
