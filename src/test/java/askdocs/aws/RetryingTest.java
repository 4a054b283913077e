package askdocs.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import askdocs.aws.Retrying.Tokens;
import askdocs.knowledge.Deadline;
import askdocs.knowledge.Metric;
import askdocs.knowledge.UpstreamException;
import askdocs.knowledge.UpstreamException.Kind;
import askdocs.knowledge.UpstreamException.Sign;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryingTest {
  private static final UpstreamException THROTTLED =
      new UpstreamException("throttled", Kind.RETRYABLE, Sign.THROTTLED);

  private static final String MODEL = "some.model";
  private static final Upstream LONG = new Upstream("Upstream", Duration.ofHours(1));

  private final SettableClock clock = new SettableClock();
  private final List<Long> bounds = new ArrayList<>();
  private final List<Duration> tries = new ArrayList<>();
  private final List<Metric> counted = new ArrayList<>();

  /** Always draws the highest that it may, and sleeps by moving the clock. */
  private final Retrying retrying = retrying(ModelQuotas.NONE);

  private Retrying retrying(ModelQuotas quotas) {
    return new Retrying(
        quotas,
        (metric, _) -> counted.add(metric),
        clock,
        new RandomGenerator() {
          @Override
          public long nextLong() {
            return 0;
          }

          @Override
          public long nextLong(long bound) {
            bounds.add(bound);
            return bound - 1;
          }
        },
        clock::pass);
  }

  /** Calls what fails this often, and then answers; each try takes this long. */
  private String call(Duration deadline, int failures, UpstreamException failure, Duration each) {
    return retrying.call(LONG, Deadline.in(deadline, clock), fails(failures, failure, each));
  }

  private Function<Duration, String> fails(int failures, UpstreamException failure, Duration each) {
    return time -> {
      tries.add(time);
      clock.pass(each);
      if (tries.size() <= failures) {
        throw failure;
      }
      return "answer";
    };
  }

  private static UpstreamException failure(Sign sign) {
    return new UpstreamException(
        "failed", Kind.RETRYABLE, sign, new IOException(), sign == Sign.UNANSWERED ? 1 : 0);
  }

  private static Duration seconds(long seconds) {
    return Duration.ofSeconds(seconds);
  }

  @Test
  void aSuccessIsNotRepeated() {
    assertEquals("answer", call(seconds(60), 0, THROTTLED, seconds(1)));
    assertEquals(List.of(seconds(60)), tries);
  }

  /** The delays are 200, 400 and 800 ms at the most. */
  @Test
  void eachTryIsGivenTheTimeThatIsLeft() {
    assertEquals("answer", call(seconds(60), 3, THROTTLED, seconds(5)));
    assertEquals(
        List.of(
            seconds(60),
            Duration.ofMillis(54_800),
            Duration.ofMillis(49_400),
            Duration.ofMillis(43_600)),
        tries);
  }

  @Test
  void aTryIsCutOffWhileThereIsTimeForAnother() {
    assertEquals(
        "answer",
        retrying.call(
            new Upstream("Quick", seconds(5)),
            Deadline.in(seconds(8), clock),
            fails(1, failure(Sign.UNANSWERED), seconds(5))));
    assertEquals(List.of(seconds(5), Duration.ofMillis(2_800)), tries);
  }

  @Test
  void fourTriesAreTheMost() {
    assertSame(
        THROTTLED,
        assertThrows(
            UpstreamException.class, () -> call(seconds(60), 9, THROTTLED, Duration.ZERO)));
    assertEquals(4, tries.size());
  }

  @Test
  void aModelThatFailsIsTriedOnceMore() {
    UpstreamException failure = failure(Sign.MODEL_FAILED);
    assertSame(
        failure,
        assertThrows(UpstreamException.class, () -> call(seconds(60), 9, failure, Duration.ZERO)));
    assertEquals(2, tries.size());
  }

  @Test
  void delaysAreDrawnFromNothingToACeilingThatDoubles() {
    assertEquals("answer", call(seconds(60), 3, THROTTLED, Duration.ZERO));
    assertEquals(List.of(201L, 401L, 801L), bounds);
  }

  @Test
  void noDelayIsLongerThanTheTimeLeft() {
    assertThrows(
        UpstreamException.class,
        () -> call(Duration.ofMillis(150), 9, THROTTLED, Duration.ofMillis(60)));
    assertEquals(List.of(91L), bounds);
  }

  @Test
  void throttlesAndRetriesAreCounted() {
    call(seconds(60), 2, THROTTLED, Duration.ZERO);
    assertEquals(
        List.of(
            Metric.UPSTREAM_THROTTLES,
            Metric.UPSTREAM_RETRIES,
            Metric.UPSTREAM_THROTTLES,
            Metric.UPSTREAM_RETRIES),
        counted);
  }

  @Test
  void whoIsNeverAnsweredLearnsHowManyTriesMayBeBilled() {
    UpstreamException failure =
        assertThrows(
            UpstreamException.class,
            () -> call(seconds(60), 9, failure(Sign.UNANSWERED), Duration.ZERO));
    assertEquals(List.of(4, Kind.RETRYABLE), List.of(failure.unanswered(), failure.kind()));
  }

  @Test
  void whoIsAnsweredLearnsHowManyTriesBeforeMayBeBilled() {
    assertEquals(
        new Tried<>("answer", 2),
        retrying.call(
            new Upstream(MODEL, seconds(5)),
            new Tokens<>(0, _ -> 0),
            Deadline.in(seconds(60), clock),
            fails(2, failure(Sign.UNANSWERED), Duration.ZERO)));
  }

  @Test
  void anUpstreamThatIsDownIsSparedAndNoOther() {
    assertThrows(
        UpstreamException.class,
        () -> call(seconds(60), 9, failure(Sign.UNANSWERED), Duration.ZERO));
    UpstreamException spared =
        assertThrows(
            UpstreamException.class,
            () -> call(seconds(60), 9, failure(Sign.UNANSWERED), Duration.ZERO));
    assertEquals(List.of(Sign.NOT_CALLED, 1), List.of(spared.sign(), spared.unanswered()));
    assertEquals(5, tries.size());
    assertEquals(
        "another",
        retrying.call(
            new Upstream("Another", seconds(5)), Deadline.in(seconds(60), clock), _ -> "another"));
  }

  @Test
  void whoIsGivenLittleTimeIsNotTakenForDown() {
    for (int i = 0; i < 10; i++) {
      assertThrows(
          UpstreamException.class,
          () ->
              call(Duration.ofMillis(1_999), 99, failure(Sign.UNANSWERED), Duration.ofSeconds(2)));
    }
    assertEquals(10, tries.size());
  }

  @Test
  void whatThrottlesOrRefusesIsNotDown() {
    for (int i = 0; i < 5; i++) {
      tries.clear();
      assertThrows(UpstreamException.class, () -> call(seconds(60), 9, THROTTLED, Duration.ZERO));
      tries.clear();
      assertThrows(
          UpstreamException.class,
          () ->
              call(
                  seconds(60), 9, new UpstreamException("refused", Kind.PERMANENT), Duration.ZERO));
    }
    assertEquals(1, tries.size());
  }

  @Test
  void aModelIsCalledAtItsPaceAndEachTryCounts() {
    Retrying paced = retrying(ModelQuotas.forCallers(MODEL + "=/6000", 1));
    Deadline deadline = Deadline.in(seconds(120), clock);
    Upstream model = new Upstream(MODEL, seconds(5));
    Tokens<String> tokens = new Tokens<>(4_000, _ -> 3_000);

    paced.call(model, tokens, deadline, fails(1, failure(Sign.UNANSWERED), Duration.ZERO));

    // The first try keeps its 4,000. The second begins when there are as many, and gives back
    // 1,000.
    assertEquals(Instant.EPOCH.plusSeconds(20), clock.instant());
    tries.clear();
    paced.call(model, tokens, deadline, fails(1, THROTTLED, Duration.ZERO));
    // What is throttled takes nothing: the second try has but the delay to wait.
    assertEquals(Instant.EPOCH.plusSeconds(50).plusMillis(200), clock.instant());
  }

  @Test
  void whoHasNoTimeToWaitForItsTurnIsToldAtOnce() {
    Retrying paced = retrying(ModelQuotas.forCallers(MODEL + "=1/", 1));
    Upstream model = new Upstream(MODEL, seconds(5));
    Tokens<String> tokens = new Tokens<>(1, _ -> 1);
    paced.call(model, tokens, Deadline.in(seconds(20), clock), _ -> "first");

    UpstreamException failure =
        assertThrows(
            UpstreamException.class,
            () -> paced.call(model, tokens, Deadline.in(seconds(20), clock), _ -> "second"));

    assertEquals(Sign.NOT_CALLED, failure.sign());
    assertEquals(Instant.EPOCH, clock.instant());
  }

  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"PERMANENT", "SENSELESS"})
  void whatWillNotHelpIsNotTried(Kind kind) {
    UpstreamException failure = new UpstreamException("refused", kind);

    assertSame(
        failure,
        assertThrows(UpstreamException.class, () -> call(seconds(60), 9, failure, Duration.ZERO)));
    assertEquals(1, tries.size());
  }

  @Test
  void whatIsNoUpstreamsFailureIsNotTried() {
    IllegalStateException failure = new IllegalStateException("a fault of ours");

    assertSame(
        failure,
        assertThrows(
            IllegalStateException.class,
            () ->
                retrying.call(
                    LONG,
                    Deadline.in(seconds(60), clock),
                    time -> {
                      tries.add(time);
                      throw failure;
                    })));
    assertEquals(1, tries.size());
  }

  @Test
  void noTryBeginsAfterTheDeadline() {
    assertSame(
        THROTTLED,
        assertThrows(UpstreamException.class, () -> call(seconds(10), 9, THROTTLED, seconds(6))));
    assertEquals(List.of(seconds(10), Duration.ofMillis(3_800)), tries);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 999_999})
  void withoutAMillisecondLeftNothingIsCalled(long nanos) {
    UpstreamException failure =
        assertThrows(
            UpstreamException.class,
            () -> call(Duration.ofNanos(nanos), 0, THROTTLED, Duration.ZERO));

    assertEquals(
        List.of("The time for an answer is up", Kind.RETRYABLE),
        List.of(failure.getMessage(), failure.kind()));
    assertEquals(List.of(), tries);
  }
}
