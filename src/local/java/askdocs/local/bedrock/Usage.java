package askdocs.local.bedrock;

import java.util.Map;
import java.util.TreeMap;

/**
 * What was billed.
 *
 * @param models by the id or inference profile that was called
 */
public record Usage(Map<String, OfModel> models) {
  public Usage {
    models = Map.copyOf(models);
  }

  /**
   * One model's share.
   *
   * @param calls that were answered and so are billed
   * @param inputTokens of prompts
   * @param embeddingTokens of texts to embed
   * @param refused tries that were answered by an error, or not at all; they cost nothing
   * @param queries that a reranker bills: one for every hundred documents begun
   */
  public record OfModel(
      long calls,
      long inputTokens,
      long outputTokens,
      long embeddingTokens,
      long refused,
      long queries) {
    static final OfModel NOTHING = new OfModel(0, 0, 0, 0, 0);

    /** The share of a model that bills tokens. */
    public OfModel(
        long calls, long inputTokens, long outputTokens, long embeddingTokens, long refused) {
      this(calls, inputTokens, outputTokens, embeddingTokens, refused, 0);
    }

    OfModel plus(OfModel other) {
      return new OfModel(
          calls + other.calls,
          inputTokens + other.inputTokens,
          outputTokens + other.outputTokens,
          embeddingTokens + other.embeddingTokens,
          refused + other.refused,
          queries + other.queries);
    }
  }

  /** The share of this model; nothing if it was never called. */
  public OfModel of(String model) {
    return models.getOrDefault(model, OfModel.NOTHING);
  }

  /** Adds up. */
  static final class Ledger {
    private final Map<String, OfModel> models = new TreeMap<>();

    synchronized void add(String model, OfModel share) {
      models.merge(model, share, OfModel::plus);
    }

    synchronized Usage usage() {
      return new Usage(models);
    }

    synchronized void clear() {
      models.clear();
    }
  }
}
