package askdocs.lambda;

import static org.junit.jupiter.api.Assertions.assertEquals;

import askdocs.ingest.Hint;
import askdocs.ingest.Work;
import askdocs.knowledge.Deadline;
import askdocs.spend.Budget;
import askdocs.spend.Budget.Period;
import askdocs.spend.Budget.Whose;
import askdocs.spend.BudgetExhaustedException;
import askdocs.spend.Usd;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What there is no money for waits; it does not fail. */
class IngestBudgetTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-17T12:00:00Z"), ZoneOffset.UTC);

  private final List<String> putOff = new ArrayList<>();

  private void ingestUntil(String resetsAt) {
    IngestWork work =
        new IngestWork(
            () -> {
              throw new BudgetExhaustedException(
                  new Budget(Whose.INGESTION, Period.DAY, new Usd(1)),
                  Instant.parse(resetsAt),
                  true);
            },
            (later, delay) -> putOff.add(later.key() + " " + later.putOff() + " " + delay),
            () -> 0L,
            (metric, value) -> putOff.add(metric + " " + value),
            CLOCK);
    work.doOrPutOff(
        new Work.OfHint(new Hint("a.md", false), 3), 1, Deadline.in(Duration.ofMinutes(1), CLOCK));
  }

  @Test
  void workWithoutMoneyIsPutOffForAsLongAsTheQueueCan() {
    ingestUntil("2026-11-18T00:00:00Z");

    assertEquals(List.of("INGEST_PUT_OFF 1.0", "a.md 4 PT15M"), putOff);
  }

  @Test
  void theLastTimeItIsPutOffUntilTheBudgetBeginsAnew() {
    ingestUntil("2026-11-17T12:04:00Z");

    assertEquals(List.of("INGEST_PUT_OFF 1.0", "a.md 4 PT4M"), putOff);
  }

  @Test
  void aBudgetThatHasJustBegunAnewIsTriedAtOnce() {
    ingestUntil("2026-11-17T11:59:59Z");

    assertEquals(List.of("INGEST_PUT_OFF 1.0", "a.md 4 PT0S"), putOff);
  }
}
