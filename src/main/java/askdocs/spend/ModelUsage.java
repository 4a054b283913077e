package askdocs.spend;

/**
 * The tokens of one call, as the service counted them.
 *
 * @param model the id that was called
 * @param inputTokens tokens read, without those read from or written to the prompt cache
 * @param outputTokens tokens written; 0 for an embedding
 * @param cacheReadTokens tokens read from the prompt cache
 * @param cacheWriteTokens tokens written to the prompt cache, for five minutes
 * @param queries what a reranker bills instead of tokens; 0 for all others
 * @param unanswered how many tries before this one got no answer, so that they may have been billed
 */
public record ModelUsage(
    String model,
    long inputTokens,
    long outputTokens,
    long cacheReadTokens,
    long cacheWriteTokens,
    long queries,
    int unanswered) {
  public ModelUsage {
    if (inputTokens < 0 || outputTokens < 0 || cacheReadTokens < 0 || cacheWriteTokens < 0) {
      throw new IllegalArgumentException("Tokens are counted from 0");
    }
    if (queries < 0 || unanswered < 0) {
      throw new IllegalArgumentException("Queries and tries are counted from 0");
    }
  }

  /** A call that is billed by its tokens. */
  public ModelUsage(
      String model,
      long inputTokens,
      long outputTokens,
      long cacheReadTokens,
      long cacheWriteTokens) {
    this(model, inputTokens, outputTokens, cacheReadTokens, cacheWriteTokens, 0, 0);
  }

  /** An embedding call. */
  public static ModelUsage ofEmbedding(String model, long inputTokens) {
    return new ModelUsage(model, inputTokens, 0, 0, 0);
  }

  /** A reranker's call: it bills one query for every hundred documents begun. */
  public static ModelUsage ofRerank(String model, long queries) {
    return new ModelUsage(model, 0, 0, 0, 0, queries, 0);
  }

  /** The same call after this many tries that got no answer. */
  public ModelUsage after(int tries) {
    return new ModelUsage(
        model, inputTokens, outputTokens, cacheReadTokens, cacheWriteTokens, queries, tries);
  }

  /** The prompt's size: what decides the price tier. */
  public long promptTokens() {
    return inputTokens + cacheReadTokens + cacheWriteTokens;
  }
}
