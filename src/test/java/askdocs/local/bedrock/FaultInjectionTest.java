package askdocs.local.bedrock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import askdocs.local.bedrock.FaultInjection.Operation;
import askdocs.local.bedrock.Faults.FailNext;
import askdocs.local.bedrock.Faults.Share;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FaultInjectionTest {
  private static final Catalogue.Named TITAN = Catalogue.invoked("amazon.titan-embed-text-v2:0");
  private static final Catalogue.Named HAIKU = Catalogue.invoked("us.anthropic.claude-haiku-5-5");

  private final FaultInjection injection = new FaultInjection();

  @Test
  void latencyGoesByOperation() {
    injection.set(new Faults(30, 600, 0, List.of(), List.of(), false, Map.of()));

    assertEquals(
        List.of(Duration.ofMillis(30), Duration.ofMillis(600)),
        List.of(
            injection.next(Operation.EMBED, TITAN).latency(),
            injection.next(Operation.GENERATE, HAIKU).latency()));
  }

  @Test
  void aShareHitsItsShareInAnOrderThatTheSeedFixes() {
    List<Boolean> first = hits(7);
    List<Boolean> again = hits(7);
    List<Boolean> other = hits(8);

    assertEquals(first, again);
    assertNotEquals(first, other);
    long hit = first.stream().filter(b -> b).count();
    assertTrue(hit > 250 && hit < 350, hit + " of 1,000");
  }

  private List<Boolean> hits(long seed) {
    Share share = new Share(0.3, "ThrottlingException", 0, "", "");
    injection.set(new Faults(0, 0, seed, List.of(share), List.of(), false, Map.of()));
    return IntStream.range(0, 1_000)
        .mapToObj(i -> injection.next(Operation.EMBED, TITAN).error().isPresent())
        .toList();
  }

  @Test
  void aShareCanBeADelay() {
    Share share = new Share(1, "", 20_000, "generate", "");
    injection.set(new Faults(5, 5, 0, List.of(share), List.of(), false, Map.of()));

    assertEquals(
        List.of(Duration.ofMillis(5), Duration.ofMillis(20_005)),
        List.of(
            injection.next(Operation.EMBED, TITAN).latency(),
            injection.next(Operation.GENERATE, HAIKU).latency()));
  }

  @Test
  void theNextCallsOfAModelFailAndThenNoMore() {
    FailNext next = new FailNext(2, "ServiceUnavailableException", "", 0, "", HAIKU.model().id());
    injection.set(new Faults(0, 0, 0, List.of(), List.of(next), false, Map.of()));

    assertEquals(
        List.of(false, true, true, false),
        List.of(
            injection.next(Operation.EMBED, TITAN).error().isPresent(),
            injection.next(Operation.GENERATE, HAIKU).error().isPresent(),
            injection.next(Operation.GENERATE, HAIKU).error().isPresent(),
            injection.next(Operation.GENERATE, HAIKU).error().isPresent()));
  }
}
