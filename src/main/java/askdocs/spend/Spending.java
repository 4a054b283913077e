package askdocs.spend;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * What one request used, and its price.
 *
 * @param inputTokens tokens that the answering model read, cached ones included
 * @param outputTokens tokens that it wrote
 * @param embeddingInputTokens tokens that the embedding model read
 * @param costUsd the whole price in US dollars
 * @param pricesAsOf the day of the price list
 */
public record Spending(
    long inputTokens,
    long outputTokens,
    long embeddingInputTokens,
    BigDecimal costUsd,
    LocalDate pricesAsOf) {}
