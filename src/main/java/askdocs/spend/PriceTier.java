package askdocs.spend;

import java.math.BigDecimal;

/**
 * What a model costs for prompts up to a length, in US dollars per million tokens.
 *
 * @param upToPromptTokens the longest prompt that the tier is for
 * @param input tokens read
 * @param output tokens written
 * @param cacheRead tokens read from the prompt cache
 * @param cacheWrite tokens written to the prompt cache for five minutes
 */
public record PriceTier(
    long upToPromptTokens,
    BigDecimal input,
    BigDecimal output,
    BigDecimal cacheRead,
    BigDecimal cacheWrite) {}
