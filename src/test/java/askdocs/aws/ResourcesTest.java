package askdocs.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import askdocs.spend.ModelUsage;
import askdocs.spend.PriceList;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.bedrockruntime.model.ValidationException;

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
    "eu.anthropic.claude-haiku-5-5, true, true, true",
    "global.anthropic.claude-haiku-4-5-20251001-v1:0, true, true, true",
    "us.meta.llama3-3-70b-instruct-v1:0, true, false, true",
    "mistral.mistral-large-2402-v1:0, true, false, true",
    "eu.amazon.nova-lite-v1:0, true, false, true",
    "amazon.titan-text-express-v1, true, false, false",
    "amazon.titan-embed-text-v2:0, false, false, true",
    "cohere.rerank-v3-5:0, false, false, true",
  })
  void modelsAnswerAndCiteAsTheirRowsSay(
      String model, boolean answers, boolean cites, boolean systemPrompt) {
    assertEquals(
        List.of(answers, cites, systemPrompt),
        List.of(
            MODELS.answers(model),
            MODELS.answersWithCitations(model),
            MODELS.takesSystemPrompt(model)));
  }

  @Test
  void everyModelHasAPriceAndEveryPriceAModel() {
    Set<String> priced = new TreeSet<>(PRICES.models().keySet());
    priced.addAll(PRICES.perThousandQueries().keySet());

    assertEquals(priced, new TreeSet<>(MODELS.rows().stream().map(ModelRow::id).toList()));
  }

  @Test
  void theStandInKnowsEveryModel() {
    try (BedrockWire wire = new BedrockWire()) {
      for (ModelRow row : MODELS.rows()) {
        String id = row.onDemand() ? row.id() : row.profiles().getFirst() + "." + row.id();
        // Nothing is asked of it, and what is refused then is the empty request and not the name.
        ValidationException refusal =
            assertThrows(
                ValidationException.class,
                () -> {
                  if (row.task() == ModelRow.Task.ANSWERING) {
                    wire.sdk.converse(request -> request.modelId(id));
                  } else {
                    wire.sdk.invokeModel(
                        request -> request.modelId(id).body(SdkBytes.fromUtf8String("{}")));
                  }
                });
        assertFalse(refusal.getMessage().contains("identifier"), id);
      }
    }
  }

  @Test
  void aRowIsReadWhole() {
    assertEquals(
        Optional.of(
            new ModelRow(
                "anthropic.claude-sonnet-4-5-20250929-v1:0",
                ModelRow.Task.ANSWERING,
                true,
                true,
                ModelRow.Sampling.ONE,
                ModelRow.Thinking.OFF,
                200_000,
                64_000,
                OptionalInt.of(1_024),
                List.of(),
                false,
                List.of("us", "eu", "apac", "jp", "au", "global"),
                ModelRow.Status.LEGACY,
                Optional.empty(),
                Optional.of(LocalDate.parse("2026-11-30")),
                "")),
        MODELS.find("eu.anthropic.claude-sonnet-4-5-20250929-v1:0"));
  }

  @ParameterizedTest
  @CsvSource({
    "amazon.titan-embed-text-v2:0, 1024, true",
    "amazon.titan-embed-text-v2:0, 256, true",
    "amazon.titan-embed-text-v2:0, 1536, false",
    "amazon.titan-embed-text-v1, 1536, true",
    "eu.cohere.embed-v4:0, 1536, true",
    "cohere.embed-multilingual-v3, 1024, true",
    "cohere.embed-multilingual-v3, 512, false",
    "amazon.titan-embed-text-v1, 1024, false",
    "global.anthropic.claude-haiku-5-5, 1024, false",
  })
  void eachEmbeddingModelHasItsDimensions(String model, int dimensions, boolean embeds) {
    assertEquals(embeds, MODELS.embeds(model, dimensions));
  }
}
