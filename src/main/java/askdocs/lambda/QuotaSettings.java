package askdocs.lambda;

import askdocs.aws.ModelQuotas;
import java.util.function.BiFunction;

/** The settings that say how fast models may be used. */
final class QuotaSettings {
  private QuotaSettings() {}

  /** For a function that answers callers. */
  static ModelQuotas forCallers(Settings settings) {
    return read(settings, ModelQuotas::forCallers);
  }

  /** For a function that works through a queue. */
  static ModelQuotas forWork(Settings settings) {
    return read(settings, ModelQuotas::forWork);
  }

  private static ModelQuotas read(
      Settings settings, BiFunction<String, Integer, ModelQuotas> quotas) {
    try {
      return quotas.apply(
          settings.optional(Setting.MODEL_QUOTAS).orElse(""),
          settings.number(Setting.MAX_CONCURRENCY));
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException("MODEL_QUOTAS or MAX_CONCURRENCY: " + e.getMessage(), e);
    }
  }
}
