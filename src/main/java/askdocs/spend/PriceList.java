package askdocs.spend;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What models cost, as published on a day.
 *
 * @param asOf that day
 * @param geographicFactor what a geographic inference profile costs beside the global one
 * @param models the tiers of the models that bill tokens, by bare id, each model's in order of
 *     length
 * @param perThousandQueries the prices of the models that bill queries, by bare id
 * @param withoutFactor the models that cost the same by every profile, by bare id
 */
public record PriceList(
    LocalDate asOf,
    BigDecimal geographicFactor,
    Map<String, List<PriceTier>> models,
    Map<String, BigDecimal> perThousandQueries,
    Set<String> withoutFactor) {
  /** Powers of ten. */
  private static final int MILLION = 6;

  private static final int THOUSAND = 3;

  public PriceList {
    Map<String, List<PriceTier>> copies = new HashMap<>();
    models.forEach((model, tiers) -> copies.put(model, checked(model, tiers)));
    models = Map.copyOf(copies);
    perThousandQueries = Map.copyOf(perThousandQueries);
    withoutFactor = Set.copyOf(withoutFactor);
  }

  /** A list of models that bill tokens. */
  public PriceList(
      LocalDate asOf, BigDecimal geographicFactor, Map<String, List<PriceTier>> models) {
    this(asOf, geographicFactor, models, Map.of(), Set.of());
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
    String model = ModelName.of(modelId).model();
    return models.containsKey(model) || perThousandQueries.containsKey(model);
  }

  /**
   * The price of a call in US dollars, exact.
   *
   * @throws IllegalArgumentException if the list does not have the model
   */
  public BigDecimal cost(ModelUsage usage) {
    ModelName name = ModelName.of(usage.model());
    BigDecimal perThousand = perThousandQueries.get(name.model());
    BigDecimal list =
        perThousand == null
            ? ofTokens(name.model(), usage)
            : perThousand.multiply(BigDecimal.valueOf(usage.queries())).movePointLeft(THOUSAND);
    boolean geographic = name.geography().filter(area -> !area.equals("global")).isPresent();
    return geographic && !withoutFactor.contains(name.model())
        ? list.multiply(geographicFactor)
        : list;
  }

  private BigDecimal ofTokens(String model, ModelUsage usage) {
    PriceTier tier = tier(model, usage.promptTokens());
    return price(tier.input(), usage.inputTokens())
        .add(price(tier.output(), usage.outputTokens()))
        .add(price(tier.cacheRead(), usage.cacheReadTokens()))
        .add(price(tier.cacheWrite(), usage.cacheWriteTokens()));
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
    return perMillion.multiply(BigDecimal.valueOf(tokens)).movePointLeft(MILLION);
  }
}
