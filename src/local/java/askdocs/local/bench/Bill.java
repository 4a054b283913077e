package askdocs.local.bench;

import askdocs.aws.PublishedPrices;
import askdocs.local.bedrock.Usage;
import askdocs.local.bedrock.Usage.OfModel;
import askdocs.spend.ModelUsage;
import askdocs.spend.PriceList;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/** What models would be paid, at list prices, for what the stand-in counted. */
record Bill(Usage usage) {
  private static final PriceList PRICES = PublishedPrices.read();

  /** What came to it since an earlier one. */
  Bill since(Bill earlier) {
    Map<String, OfModel> models = new TreeMap<>();
    usage
        .models()
        .forEach((model, now) -> {
          OfModel then = earlier.usage.of(model);
          models.put(
              model,
              new OfModel(
                  now.calls() - then.calls(),
                  now.inputTokens() - then.inputTokens(),
                  now.outputTokens() - then.outputTokens(),
                  now.embeddingTokens() - then.embeddingTokens(),
                  now.refused() - then.refused(),
                  now.queries() - then.queries()));
        });
    return new Bill(new Usage(models));
  }

  /** Of prompts. */
  long inputTokens() {
    return sum(OfModel::inputTokens);
  }

  /** Of texts to embed. */
  long embeddingTokens() {
    return sum(OfModel::embeddingTokens);
  }

  private long sum(ToLongFunction<OfModel> tokens) {
    return usage.models().values().stream().mapToLong(tokens).sum();
  }

  double usd() {
    return usage.models().entrySet().stream()
        .map(model -> price(model.getKey(), model.getValue()))
        .reduce(BigDecimal.ZERO, BigDecimal::add)
        .doubleValue();
  }

  /** A prompt's length decides its tier: so of all calls the average one is priced. */
  private static BigDecimal price(String model, OfModel share) {
    long calls = share.outputTokens() == 0 ? 1 : share.calls();
    ModelUsage average =
        new ModelUsage(
            model,
            (share.inputTokens() + share.embeddingTokens()) / calls,
            share.outputTokens() / calls,
            0,
            0,
            share.queries() / calls,
            0);
    return PRICES.cost(average).multiply(BigDecimal.valueOf(calls));
  }
}
