package askdocs.local.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import askdocs.local.bedrock.Usage;
import askdocs.local.bedrock.Usage.OfModel;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BillTest {
  private static final String HAIKU = "anthropic.claude-haiku-5-5";
  private static final String TITAN = "amazon.titan-embed-text-v2:0";

  /** 0.10 dollars for a million tokens read, 0.50 written; five times that beyond 100,000. */
  @Test
  void manyShortPromptsCostNoMoreThanTheyDoOneByOne() {
    Bill bill = new Bill(new Usage(Map.of(HAIKU, new OfModel(1_000, 2_000_000, 100_000, 0, 0))));
    assertEquals(0.25, bill.usd(), 1e-9);
  }

  @Test
  void pricesWhatCameToItOnly() {
    Bill before = new Bill(new Usage(Map.of(TITAN, new OfModel(10, 0, 0, 1_000_000, 0))));
    Bill after =
        new Bill(
            new Usage(
                Map.of(
                    TITAN, new OfModel(20, 0, 0, 3_000_000, 0),
                    HAIKU, new OfModel(2, 4_000, 200, 0, 1))));
    Bill bill = after.since(before);
    assertEquals(2_000_000, bill.embeddingTokens());
    assertEquals(4_000, bill.inputTokens());
    assertEquals(2 * 0.02 + 0.0004 + 0.0001, bill.usd(), 1e-9);
  }
}
