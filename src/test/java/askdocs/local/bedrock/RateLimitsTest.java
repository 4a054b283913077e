package askdocs.local.bedrock;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import askdocs.local.bedrock.Faults.RateLimit;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ThrottlingException;

class RateLimitsTest {
  private static final Catalogue.Named HAIKU = Catalogue.invoked("us.anthropic.claude-haiku-5-5");
  private static final Catalogue.Named HAIKU_IN_EUROPE =
      Catalogue.invoked("eu.anthropic.claude-haiku-5-5");

  private Instant now = Instant.parse("2026-11-22T12:00:00Z");
  private final RateLimits limits = new RateLimits(() -> now);

  @Test
  void requestsComeBackEvenlyOverTheMinute() {
    limits.set(Map.of("anthropic.claude-haiku-5-5", new RateLimit(2, 0)));
    limits.reserve(HAIKU, 1);
    limits.reserve(HAIKU, 1);

    assertThrottled("Too many requests, please wait before trying again.", HAIKU, 1);
    now = now.plus(Duration.ofSeconds(30));
    assertDoesNotThrow(() -> limits.reserve(HAIKU, 1));
    assertThrottled("Too many requests, please wait before trying again.", HAIKU, 1);
  }

  @Test
  void whatIsReservedAndNotUsedComesBackAtTheEndOfTheCall() {
    limits.set(Map.of("anthropic.claude-haiku-5-5", new RateLimit(0, 1_000)));
    RateLimits.Reservation call = limits.reserve(HAIKU, 900);
    assertThrottled("Too many tokens, please wait before trying again.", HAIKU, 200);

    call.settle(100);

    assertDoesNotThrow(() -> limits.reserve(HAIKU, 900));
  }

  @Test
  void aCallCanUseMoreThanItReserved() {
    limits.set(Map.of("anthropic.claude-haiku-5-5", new RateLimit(0, 1_000)));
    limits.reserve(HAIKU, 200).settle(1_500);

    now = now.plus(Duration.ofSeconds(30));
    assertThrottled("Too many tokens, please wait before trying again.", HAIKU, 1);
    now = now.plus(Duration.ofSeconds(30));
    assertDoesNotThrow(() -> limits.reserve(HAIKU, 500));
  }

  @Test
  void aReservationBeyondTheQuotaNeverGoesThrough() {
    limits.set(Map.of("anthropic.claude-haiku-5-5", new RateLimit(0, 1_000)));

    assertThrottled("Too many tokens, please wait before trying again.", HAIKU, 1_001);
    now = now.plus(Duration.ofHours(1));
    assertThrottled("Too many tokens, please wait before trying again.", HAIKU, 1_001);
  }

  @Test
  void aThrottledCallTakesNothing() {
    limits.set(Map.of("anthropic.claude-haiku-5-5", new RateLimit(1, 100)));
    assertThrottled("Too many tokens, please wait before trying again.", HAIKU, 101);

    assertDoesNotThrow(() -> limits.reserve(HAIKU, 100));
  }

  @Test
  void aProfilesQuotaIsItsOwn() {
    limits.set(Map.of("eu.anthropic.claude-haiku-5-5", new RateLimit(1, 0)));
    limits.reserve(HAIKU_IN_EUROPE, 1);

    assertThrottled("Too many requests, please wait before trying again.", HAIKU_IN_EUROPE, 1);
    assertDoesNotThrow(() -> limits.reserve(HAIKU, 1));
  }

  @Test
  void maxTokensAreReservedAndFiveTimesTheOutputIsSettled() {
    try (BedrockStandIn standIn =
            BedrockStandIn.start(0, BedrockStandIn.Options.USUAL.clock(() -> now));
        Client client = new Client(standIn.endpoint())) {
      // A prompt of 5 tokens is answered with 7: 5 + 5 × 7 = 40 of 100 remain taken.
      standIn.faults("{\"rateLimits\":{\"anthropic.claude-haiku-5-5\":{\"tokensPerMinute\":100}}}");

      assertThrows(ThrottlingException.class, () -> ask(client, 96));
      ask(client, 95);
      assertThrows(ThrottlingException.class, () -> ask(client, 56));
      ask(client, 55);

      assertEquals(
          new Usage.OfModel(2, 10, 14, 0, 2), standIn.usage().of("us.anthropic.claude-haiku-5-5"));
    }
  }

  private static void ask(Client client, int maxTokens) {
    client
        .sdk()
        .converse(r ->
            r.modelId("us.anthropic.claude-haiku-5-5")
                .inferenceConfig(c -> c.maxTokens(maxTokens))
                .messages(Client.asks(ContentBlock.fromText("Hi"))));
  }

  private void assertThrottled(String message, Catalogue.Named model, long tokens) {
    Refused refused = assertThrows(Refused.class, () -> limits.reserve(model, tokens));
    assertEquals(ErrorType.THROTTLING, refused.type());
    assertEquals(message, refused.getMessage());
  }
}
