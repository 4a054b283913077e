package askdocs.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import askdocs.knowledge.UpstreamException;
import askdocs.knowledge.UpstreamException.Kind;
import askdocs.knowledge.UpstreamException.Sign;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PaceTest {
  private static final Duration A_MINUTE = Duration.ofMinutes(1);
  private static final String TITAN = "amazon.titan-embed-text-v2:0";

  private final SettableClock clock = new SettableClock();

  private Pace forCallers(String quotas, int processes) {
    return ModelQuotas.forCallers(quotas, processes).pace(TITAN, clock);
  }

  private Pace forWork(String quotas, int processes) {
    return ModelQuotas.forWork(quotas, processes).pace(TITAN, clock);
  }

  private static long delay(Pace pace, long tokens) {
    return pace.take(tokens, Duration.ofDays(1)).delay().toMillis();
  }

  @Test
  void aModelWithoutAQuotaIsNotHeldBack() {
    Pace pace = forCallers("some.other-model=1/1", 1);

    IntStream.range(0, 1_000).forEach(_ -> assertEquals(0, delay(pace, 1_000_000)));
  }

  @Test
  void callersMayUseAMinutesRequestsAtOnceAndThenWaitForTheirTurn() {
    Pace pace = forCallers(TITAN + "=6/", 1);

    IntStream.range(0, 6).forEach(_ -> assertEquals(0, delay(pace, 9)));
    assertEquals(10_000, delay(pace, 9));
    assertEquals(20_000, delay(pace, 9));
    clock.pass(Duration.ofSeconds(25));
    assertEquals(5_000, delay(pace, 9));
  }

  @Test
  void aQuotaIsDividedByTheProcessesThatShareIt() {
    Pace pace = forCallers(TITAN + "=12/", 4);

    IntStream.range(0, 3).forEach(_ -> assertEquals(0, delay(pace, 9)));
    assertEquals(20_000, delay(pace, 9));
  }

  /** The hardest minute is the first, which begins with a full bucket. */
  @Test
  void noMinuteOfSteadyWorkSeesMoreThanTheQuota() {
    Pace pace = forWork(TITAN + "=60/", 1);
    int begun = 0;
    List<Long> begins = new ArrayList<>();
    while (begins.isEmpty() || begins.getLast() < 120_000) {
      begins.add(delay(pace, 9));
      begun++;
    }
    assertEquals(117, begun, "in two minutes: 3 at once, and 57 a minute");
    for (long from : begins) {
      long inAMinute = begins.stream().filter(at -> at >= from && at < from + 60_000).count();
      assertEquals(true, inAMinute <= 60, "from " + from + " ms");
    }
  }

  @Test
  void whatIsReservedAndNotChargedIsGivenBack() {
    Pace pace = forCallers(TITAN + "=/6000", 1);

    Pace.Turn turn = pace.take(4_000, A_MINUTE);
    assertEquals(Duration.ZERO, turn.delay());
    turn.settle(1_000);
    assertEquals(0, delay(pace, 5_000));
    assertEquals(10_000, delay(pace, 1_000));
  }

  @Test
  void whatIsChargedBeyondTheReservationIsOwed() {
    Pace pace = forCallers(TITAN + "=/6000", 1);

    pace.take(6_000, A_MINUTE).settle(7_000);
    assertEquals(20_000, delay(pace, 1_000));
  }

  /** It could never begin otherwise. */
  @Test
  void aCallThatIsLargerThanAMinutesShareBeginsWithAFullBucket() {
    Pace pace = forCallers(TITAN + "=/6000", 4);

    assertEquals(0, delay(pace, 4_500));
    assertEquals(180_000, delay(pace, 1_500));
  }

  @Test
  void whoWouldWaitTooLongTakesNothing() {
    Pace pace = forCallers(TITAN + "=1/", 1);
    pace.take(1, Duration.ZERO);

    UpstreamException failure =
        assertThrows(UpstreamException.class, () -> pace.take(1, Duration.ofMillis(59_999)));

    assertEquals(
        List.of(
            "amazon.titan-embed-text-v2:0 is used up for now: it is not called",
            Kind.RETRYABLE,
            Sign.NOT_CALLED),
        List.of(failure.getMessage(), failure.kind(), failure.sign()));
    assertEquals(60_000, delay(pace, 1));
  }

  @Test
  void quotasThatCannotBeReadAreRefused() {
    for (String wrong :
        List.of("titan", "titan=60", "titan=-1/", "titan=60/x", "=60/", "a=1/,,b=1/")) {
      assertThrows(
          IllegalArgumentException.class, () -> ModelQuotas.forWork(wrong, 1), () -> wrong);
    }
    assertThrows(IllegalArgumentException.class, () -> ModelQuotas.forWork("", 0));
  }
}
