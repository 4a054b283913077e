package askdocs.spend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PriceListTest {
  private static final PriceTier SHORT = tier(100_000, "0.10", "0.50", "0.01", "0.125");
  private static final PriceTier LONG = tier(1_000_000, "0.50", "2.50", "0.05", "0.625");
  private static final PriceList PRICES = list(List.of(SHORT, LONG));

  private static PriceTier tier(
      long upTo, String input, String output, String cacheRead, String cacheWrite) {
    return new PriceTier(
        upTo,
        new BigDecimal(input),
        new BigDecimal(output),
        new BigDecimal(cacheRead),
        new BigDecimal(cacheWrite));
  }

  private static PriceList list(List<PriceTier> tiers) {
    return new PriceList(
        LocalDate.parse("2026-11-01"),
        new BigDecimal("1.1"),
        Map.of("anthropic.claude-haiku-5-5", tiers));
  }

  @ParameterizedTest
  @CsvSource({
    "1, 0, 0, 0, 0.0000001",
    "1201, 64, 0, 0, 0.0001521",
    "100000, 1, 0, 0, 0.0100005",
    "100001, 1, 0, 0, 0.050003",
    "99999, 1, 1, 0, 0.01000041",
    "99999, 1, 1, 1, 0.050002675",
    "0, 0, 100000, 0, 0.001",
    "0, 0, 0, 3, 0.000000375",
    "2000000, 0, 0, 0, 1",
    "0, 0, 0, 0, 0",
  })
  void aCallCostsItsTokensInTheTierOfItsPrompt(
      long input, long output, long cacheRead, long cacheWrite, BigDecimal cost) {
    ModelUsage usage =
        new ModelUsage("global.anthropic.claude-haiku-5-5", input, output, cacheRead, cacheWrite);

    assertEquals(cost.stripTrailingZeros(), PRICES.cost(usage).stripTrailingZeros());
  }

  @ParameterizedTest
  @CsvSource({
    "anthropic.claude-haiku-5-5, 0.1",
    "global.anthropic.claude-haiku-5-5, 0.1",
    "us.anthropic.claude-haiku-5-5, 0.11",
    "us-gov.anthropic.claude-haiku-5-5, 0.11",
    "eu.anthropic.claude-haiku-5-5, 0.11",
    "apac.anthropic.claude-haiku-5-5, 0.11",
    "jp.anthropic.claude-haiku-5-5, 0.11",
    "au.anthropic.claude-haiku-5-5, 0.11",
    "arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-haiku-5-5, 0.1",
    "arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.anthropic.claude-haiku-5-5, 0.11",
    "arn:aws:bedrock:us-east-1:123456789012:inference-profile/global.anthropic.claude-haiku-5-5,"
        + " 0.1",
  })
  void aGeographicProfileCostsItsFactorMore(String model, BigDecimal costOfAMillion) {
    BigDecimal cost = PRICES.cost(new ModelUsage(model, 0, 200_000, 0, 0));

    assertEquals(costOfAMillion.stripTrailingZeros(), cost.stripTrailingZeros());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "anthropic.claude-haiku-5",
        "anthropic.claude-haiku-5-5-v2:0",
        "mars.anthropic.claude-haiku-5-5",
        "us.us.anthropic.claude-haiku-5-5",
        "",
        "arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/a1b2c3"
      })
  void aModelThatIsNotListedHasNoPrice(String model) {
    assertEquals(false, PRICES.knows(model));
    assertThrows(
        IllegalArgumentException.class, () -> PRICES.cost(ModelUsage.ofEmbedding(model, 1)));
  }

  @Test
  void aRerankerIsPaidByTheQuery() {
    PriceList prices =
        new PriceList(
            LocalDate.parse("2026-11-01"),
            new BigDecimal("1.1"),
            Map.of(),
            Map.of("cohere.rerank-v3-5:0", new BigDecimal("2.00")),
            Set.of());

    assertEquals(true, prices.knows("cohere.rerank-v3-5:0"));
    assertEquals(
        new BigDecimal("0.006"),
        prices.cost(ModelUsage.ofRerank("cohere.rerank-v3-5:0", 3)).stripTrailingZeros());
  }

  @Test
  void someModelsCostTheSameByEveryProfile() {
    PriceList prices =
        new PriceList(
            LocalDate.parse("2026-11-01"),
            new BigDecimal("1.1"),
            Map.of("amazon.nova-lite-v1:0", List.of(tier(300_000, "0.06", "0.24", "0", "0"))),
            Map.of(),
            Set.of("amazon.nova-lite-v1:0"));

    assertEquals(
        new BigDecimal("0.3"),
        prices
            .cost(new ModelUsage("us.amazon.nova-lite-v1:0", 1_000_000, 1_000_000, 0, 0))
            .stripTrailingZeros());
  }

  @Test
  void aModelsVersionIsNoGeography() {
    assertEquals(
        new ModelName(Optional.empty(), "amazon.titan-embed-text-v2:0"),
        ModelName.of("arn:aws:bedrock:eu-west-1::foundation-model/amazon.titan-embed-text-v2:0"));
  }

  @Test
  void aListCannotBeChangedFromOutside() {
    List<PriceTier> tiers = new ArrayList<>(List.of(SHORT));
    PriceList prices = list(tiers);
    tiers.clear();

    assertEquals(list(List.of(SHORT)), prices);
  }

  @Test
  void tiersComeInOrder() {
    assertThrows(IllegalArgumentException.class, () -> list(List.of()));
    assertThrows(IllegalArgumentException.class, () -> list(List.of(LONG, SHORT)));
    assertThrows(IllegalArgumentException.class, () -> list(List.of(SHORT, SHORT)));
  }

  @Test
  void tokensAreNeverNegative() {
    assertThrows(IllegalArgumentException.class, () -> new ModelUsage("m", -1, 0, 0, 0));
    assertThrows(IllegalArgumentException.class, () -> new ModelUsage("m", 0, 0, 0, -1));
  }
}
