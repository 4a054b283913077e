package askdocs.aws;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import askdocs.aws.CircuitBreaker.Call;
import askdocs.knowledge.UpstreamException;
import askdocs.knowledge.UpstreamException.Kind;
import askdocs.knowledge.UpstreamException.Sign;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class CircuitBreakerTest {
  private final SettableClock clock = new SettableClock();
  private final CircuitBreaker breaker = new CircuitBreaker("OpenSearch", clock);

  private void fail(int times) {
    for (int i = 0; i < times; i++) {
      breaker.enter().failed();
    }
  }

  private void assertSpared() {
    UpstreamException failure = assertThrows(UpstreamException.class, breaker::enter);
    assertEquals(
        List.of("OpenSearch is down: it is not called", Kind.RETRYABLE, Sign.NOT_CALLED),
        List.of(failure.getMessage(), failure.kind(), failure.sign()));
  }

  @Test
  void fiveFailuresInARowOpenIt() {
    fail(4);
    assertDoesNotThrow(breaker::enter);
    fail(1);
    assertSpared();
  }

  @Test
  void anAnswerBetweenFailuresKeepsItClosed() {
    fail(4);
    breaker.enter().answered();
    fail(4);
    assertDoesNotThrow(breaker::enter);
  }

  @Test
  void afterAPauseOneCallGoesThroughAndNoOther() {
    fail(5);
    clock.pass(Duration.ofMillis(2_999));
    assertSpared();
    clock.pass(Duration.ofMillis(1));
    breaker.enter();
    assertSpared();
  }

  @Test
  void aProbeThatIsAnsweredClosesIt() {
    fail(5);
    clock.pass(Duration.ofSeconds(3));
    breaker.enter().answered();
    fail(4);
    assertDoesNotThrow(breaker::enter);
  }

  @Test
  void aProbeThatFailsOpensItForAnotherPause() {
    fail(5);
    clock.pass(Duration.ofSeconds(3));
    breaker.enter().failed();
    clock.pass(Duration.ofMillis(2_999));
    assertSpared();
    clock.pass(Duration.ofMillis(1));
    breaker.enter().answered();
    assertDoesNotThrow(breaker::enter);
  }

  @Test
  void callsFromBeforeItOpenedNeitherHoldItOpenNorEndAProbe() {
    Call slow = breaker.enter();
    Call slower = breaker.enter();
    fail(5);
    clock.pass(Duration.ofSeconds(2));
    slow.failed();
    clock.pass(Duration.ofSeconds(1));
    breaker.enter();
    slower.failed();
    assertSpared();
  }

  @Test
  void aProbeThatWasNotMadeLeavesItOpenForAnotherProbe() {
    fail(5);
    clock.pass(Duration.ofSeconds(3));
    breaker.enter().notMade();
    breaker.enter();
    assertSpared();
  }

  @Test
  void aCallThatWasNotMadeEndsNoRowOfFailures() {
    fail(4);
    breaker.enter().notMade();
    fail(1);
    assertSpared();
  }
}
