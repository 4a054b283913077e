package askdocs.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;

import askdocs.spend.ModelUsage;
import askdocs.spend.PriceList;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The price list and the models that ship. */
class ResourcesTest {
  private static final PriceList PRICES = PublishedPrices.read();
  private static final ModelCatalog MODELS = ModelCatalog.read();

  @Test
  void pricesNameTheirDay() {
    assertEquals(LocalDate.parse("2026-11-01"), PRICES.asOf());
  }

  @ParameterizedTest
  @CsvSource({
    "global.anthropic.claude-haiku-5-5, 50000, 1000, 40000, 10000, 0.00715",
    "us.anthropic.claude-haiku-5-5, 50000, 1000, 40000, 10000, 0.007865",
    "us.anthropic.claude-haiku-5-5, 50001, 1000, 40000, 10000, 0.03932555",
    "global.anthropic.claude-haiku-4-5-20251001-v1:0, 1000, 100, 10, 1, 0.00150225",
    "amazon.titan-embed-text-v2:0, 9, 0, 0, 0, 0.00000018",
    "amazon.titan-embed-text-v1, 9, 0, 0, 0, 0.0000009",
  })
  void costsAreExact(
      String model, long input, long output, long cacheRead, long cacheWrite, BigDecimal cost) {
    assertEquals(
        cost.stripTrailingZeros(),
        PRICES
            .cost(new ModelUsage(model, input, output, cacheRead, cacheWrite))
            .stripTrailingZeros());
  }

  @ParameterizedTest
  @CsvSource({
    "eu.anthropic.claude-haiku-5-5, true",
    "global.anthropic.claude-haiku-4-5-20251001-v1:0, true",
    "amazon.titan-embed-text-v2:0, false",
    "amazon.nova-lite-v1:0, false",
  })
  void onlyModelsThatCiteAnswer(String model, boolean answers) {
    assertEquals(answers, MODELS.answersWithCitations(model));
  }

  @ParameterizedTest
  @CsvSource({
    "amazon.titan-embed-text-v2:0, 1024, true",
    "amazon.titan-embed-text-v2:0, 256, true",
    "amazon.titan-embed-text-v2:0, 1536, false",
    "amazon.titan-embed-text-v1, 1536, true",
    "amazon.titan-embed-text-v1, 1024, false",
    "global.anthropic.claude-haiku-5-5, 1024, false",
  })
  void eachEmbeddingModelHasItsDimensions(String model, int dimensions, boolean embeds) {
    assertEquals(embeds, MODELS.embeds(model, dimensions));
  }
}
