package askdocs.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import askdocs.knowledge.Deadline;
import askdocs.knowledge.UpstreamException;
import askdocs.knowledge.UpstreamException.Kind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryingTest {
  private static final UpstreamException THROTTLED =
      new UpstreamException("throttled", Kind.RETRYABLE);

  private Instant now = Instant.EPOCH;
  private final List<Long> bounds = new ArrayList<>();
  private final List<Duration> tries = new ArrayList<>();

  private final Clock clock =
      new Clock() {
        @Override
        public Instant instant() {
          return now;
        }

        @Override
        public ZoneId getZone() {
          return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
          return this;
        }
      };

  /** Always draws 0, so that nothing sleeps, and keeps the bounds that it was given. */
  private final Retrying retrying =
      new Retrying(
          new RandomGenerator() {
            @Override
            public long nextLong() {
              return 0;
            }

            @Override
            public long nextLong(long bound) {
              bounds.add(bound);
              return 0;
            }
          });

  /** Calls what fails this often, and then answers; each try takes this long. */
  private String call(Duration deadline, int failures, UpstreamException failure, Duration each) {
    return retrying.call(
        Deadline.in(deadline, clock),
        time -> {
          tries.add(time);
          now = now.plus(each);
          if (tries.size() <= failures) {
            throw failure;
          }
          return "answer";
        });
  }

  private static Duration seconds(long seconds) {
    return Duration.ofSeconds(seconds);
  }

  @Test
  void aSuccessIsNotRepeated() {
    assertEquals("answer", call(seconds(60), 0, THROTTLED, seconds(1)));
    assertEquals(List.of(seconds(60)), tries);
  }

  @Test
  void eachTryIsGivenTheTimeThatIsLeft() {
    assertEquals("answer", call(seconds(60), 3, THROTTLED, seconds(5)));
    assertEquals(List.of(seconds(60), seconds(55), seconds(50), seconds(45)), tries);
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
  void delaysAreDrawnFromNothingToACeilingThatDoubles() {
    assertEquals("answer", call(seconds(60), 3, THROTTLED, Duration.ZERO));
    assertEquals(List.of(201L, 401L, 801L), bounds);
  }

  @Test
  void noDelayIsLongerThanTheTimeLeft() {
    assertEquals("answer", call(Duration.ofMillis(300), 2, THROTTLED, Duration.ofMillis(60)));
    assertEquals(List.of(201L, 181L), bounds);
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
    assertEquals(List.of(seconds(10), seconds(4)), tries);
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
