package askdocs.ask;

import static askdocs.ask.Sample.MODEL;
import static askdocs.ask.Sample.passage;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import askdocs.knowledge.IndexRef;
import askdocs.spend.ModelUsage;
import askdocs.spend.PriceList;
import askdocs.spend.Tabs;
import askdocs.spend.WorstCase;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CostsTest {
  private static final PriceList PRICES = new PriceList(LocalDate.EPOCH, BigDecimal.ONE, Map.of());
  private static final Optional<IndexRef> INDEX = Optional.of(new IndexRef("i", "titan", 1));
  private static final Costs COSTS =
      new Costs(
          Tabs.unlimited(PRICES),
          4,
          Optional.of("condenser"),
          Optional.of("cohere"),
          Optional.of("fallback"));

  /** A question of nine bytes about two passages, answered in 800 tokens. */
  private static Ask ask() {
    return Sample.ask("¿Qué es?");
  }

  private static Prompt prompt(String... texts) {
    return new Prompt(
        MODEL,
        Prompt.RULES,
        IntStream.range(0, texts.length)
            .mapToObj(index ->
                PromptPassage.of(
                    "p" + index, new Hit(passage("etl-" + index + ".md", texts[index]), 0.5)))
            .toList(),
        ask().question(),
        ask().maxTokens());
  }

  @Test
  void everythingThatAnAnswerMayCallIsAmongItsWorstCases() {
    assertEquals(
        List.of(
            new WorstCase(List.of(ModelUsage.ofEmbedding("titan", 10 + 64)), 4),
            new WorstCase(List.of(ModelUsage.ofRerank("cohere", 4)), 4),
            new WorstCase(
                List.of(
                    new ModelUsage(MODEL, 4_000 + 20_000 + 2 * 3_000 + 10, 800, 0, 0),
                    new ModelUsage("fallback", 4_000 + 20_000 + 2 * 3_000 + 10, 800, 0, 0)),
                4)),
        COSTS.answer(ask(), INDEX));
  }

  @Test
  void beforeAnythingIsIndexedASearchCallsNobody() {
    assertEquals(List.of(), COSTS.search(ask(), Optional.empty()));
  }

  @Test
  void aTextCountsItsBytes() {
    String text = "año 中 🙂";

    assertEquals(text.getBytes(StandardCharsets.UTF_8).length, PromptSize.utf8(text));
  }

  @Test
  void aPromptCountsItsTextsAndTheirFrames() {
    // The title has 17 bytes, the first sentence 9 and the second 4.
    assertEquals(
        4_000 + 10 + 200 + 2 * 16 + 17 + 9 + 4, PromptSize.tokens(prompt("It loads. Now.")));
  }

  @Test
  void theLastPassagesAreLeftOutOfAPromptThatWouldCostMoreThanWasReserved() {
    String long9000 = "word ".repeat(1_800).strip() + ".";
    Prompt prompt = prompt(long9000, long9000, long9000, "Short.");

    Prompt within = PromptSize.within(Costs.promptTokens(ask()), prompt);

    assertEquals(prompt.passages().subList(0, 2), within.passages());
    assertTrue(PromptSize.tokens(within) <= Costs.promptTokens(ask()));
  }

  @Test
  void aPromptThatFitsIsLeftAlone() {
    Prompt prompt = prompt("It loads.", "It runs.");

    assertEquals(prompt, PromptSize.within(Costs.promptTokens(ask()), prompt));
  }

  /** The fixed part has room for the rules three times over. */
  @Test
  void theRulesFitIntoWhatIsCountedForThem() {
    assertTrue(PromptSize.utf8(Prompt.RULES + Prompt.RULES_OF_HISTORY) < 2_000);
  }
}
