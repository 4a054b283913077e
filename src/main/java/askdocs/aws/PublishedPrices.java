package askdocs.aws;

import askdocs.spend.PriceList;
import askdocs.spend.PriceTier;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The price list that ships: the resource {@code prices.json}, which names its day and source. */
public final class PublishedPrices {
  private PublishedPrices() {}

  /** Reads it. */
  public static PriceList read() {
    JsonNode root = Json.resource("prices.json");
    Map<String, List<PriceTier>> models = new HashMap<>();
    root.path("models")
        .properties()
        .forEach(model -> {
          List<PriceTier> tiers = new ArrayList<>();
          model.getValue().forEach(tier -> tiers.add(tier(tier)));
          models.put(model.getKey(), tiers);
        });
    Map<String, BigDecimal> perThousandQueries = new HashMap<>();
    root.path("perThousandQueries")
        .properties()
        .forEach(model ->
            perThousandQueries.put(model.getKey(), new BigDecimal(model.getValue().asText())));
    Set<String> withoutFactor = new HashSet<>();
    root.path("withoutFactor").forEach(model -> withoutFactor.add(model.asText()));
    return new PriceList(
        LocalDate.parse(root.path("asOf").asText()),
        decimal(root, "geographicFactor"),
        models,
        perThousandQueries,
        withoutFactor);
  }

  private static PriceTier tier(JsonNode tier) {
    return new PriceTier(
        tier.path("upToPromptTokens").asLong(),
        decimal(tier, "input"),
        decimal(tier, "output"),
        decimal(tier, "cacheRead"),
        decimal(tier, "cacheWrite"));
  }

  private static BigDecimal decimal(JsonNode node, String field) {
    return new BigDecimal(node.required(field).asText());
  }
}
