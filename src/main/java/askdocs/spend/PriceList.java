package askdocs.spend;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What models cost, as published on a day.
 *
 * @param asOf that day
 * @param geographicFactor what a geographic inference profile costs beside the global one
 * @param models the models' tiers by bare id, each model's in order of length
 */
public record PriceList(
    LocalDate asOf, BigDecimal geographicFactor, Map<String, List<PriceTier>> models) {
  private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);

  public PriceList {
    Map<String, List<PriceTier>> copies = new HashMap<>();
    models.forEach((model, tiers) -> copies.put(model, checked(model, tiers)));
    models = Map.copyOf(copies);
  }

  private static List<PriceTier> checked(String model, List<PriceTier> tiers) {
    if (tiers.isEmpty()) {
      throw new IllegalArgumentException("No price for " + model);
    }
    for (int next = 1; next < tiers.size(); next++) {
      if (tiers.get(next).upToPromptTokens() <= tiers.get(next - 1).upToPromptTokens()) {
        throw new IllegalArgumentException("The tiers of " + model + " are not in order of length");
      }
    }
    return List.copyOf(tiers);
  }

  /** Whether the list has the model, in whichever way it is named. */
  public boolean knows(String modelId) {
    return models.containsKey(ModelName.of(modelId).model());
  }

  /**
   * The price of a call in US dollars, exact.
   *
   * @throws IllegalArgumentException if the list does not have the model
   */
  public BigDecimal cost(ModelUsage usage) {
    ModelName name = ModelName.of(usage.model());
    PriceTier tier = tier(name.model(), usage.promptTokens());
    BigDecimal list =
        price(tier.input(), usage.inputTokens())
            .add(price(tier.output(), usage.outputTokens()))
            .add(price(tier.cacheRead(), usage.cacheReadTokens()))
            .add(price(tier.cacheWrite(), usage.cacheWriteTokens()));
    boolean geographic = name.geography().filter(area -> !area.equals("global")).isPresent();
    return geographic ? list.multiply(geographicFactor) : list;
  }

  private PriceTier tier(String model, long promptTokens) {
    List<PriceTier> tiers = models.get(model);
    if (tiers == null) {
      throw new IllegalArgumentException("No price is known for the model " + model);
    }
    return tiers.stream()
        .filter(tier -> promptTokens <= tier.upToPromptTokens())
        .findFirst()
        .orElse(tiers.getLast());
  }

  private static BigDecimal price(BigDecimal perMillion, long tokens) {
    return perMillion.multiply(BigDecimal.valueOf(tokens)).divide(MILLION);
  }
}
