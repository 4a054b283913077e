package askdocs.spend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import askdocs.knowledge.Deadline;
import askdocs.knowledge.UpstreamException;
import askdocs.knowledge.UpstreamException.Kind;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A token costs a millionth of a dollar: a million picodollars. */
class TabTest {
  private static final PriceList PRICES =
      new PriceList(LocalDate.EPOCH, BigDecimal.ONE, Map.of("cheap", tier("1"), "dear", tier("3")));
  private static final WorstCase STEP =
      new WorstCase(List.of(ModelUsage.ofEmbedding("cheap", 100)), 4);

  private final List<String> told = new ArrayList<>();
  private final List<String> paid = new ArrayList<>();

  private static List<PriceTier> tier(String price) {
    return List.of(
        new PriceTier(
            1_000, new BigDecimal(price), BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO));
  }

  private static Usd tokens(long tokens) {
    return new Usd(tokens * 1_000_000);
  }

  private Tab open(WorstCase... steps) {
    Ledger ledger =
        (spender, most, _) -> {
          told.add(spender + " reserves " + most.picos() / 1_000_000);
          return new Ledger.Reservation() {
            @Override
            public void narrow(Usd less) {
              told.add("narrows to " + less.picos() / 1_000_000);
            }

            @Override
            public void settle(Usd spent) {
              told.add("settles " + spent.picos() / 1_000_000);
            }
          };
        };
    return new Tabs(
            ledger,
            PRICES,
            (spender, model, cost) ->
                paid.add(spender + " paid " + cost.picos() / 1_000_000 + " to " + model))
        .open("ana", List.of(steps), Deadline.in(Duration.ofMinutes(1), Clock.systemUTC()));
  }

  private static ModelUsage used(long tokens, int unanswered) {
    return ModelUsage.ofEmbedding("cheap", tokens).after(unanswered);
  }

  private void failing(Tab tab, RuntimeException failure) {
    assertThrows(
        failure.getClass(),
        () ->
            tab.pay(
                STEP,
                () -> {
                  throw failure;
                },
                _ -> used(0, 0)));
  }

  @Test
  void everyTryOfEveryModelIsReserved() {
    open(
            STEP,
            new WorstCase(
                List.of(ModelUsage.ofEmbedding("cheap", 10), ModelUsage.ofEmbedding("dear", 10)),
                4))
        .close();

    assertEquals(List.of("ana reserves 560", "settles 0"), told);
  }

  @Test
  void whatWasUsedIsSettled() {
    try (Tab tab = open(STEP, STEP)) {
      tab.pay(STEP, () -> "answer", _ -> used(7, 0));
      tab.narrow(List.of(STEP));
      tab.pay(STEP, () -> "answer", _ -> used(5, 0));
    }

    assertEquals(List.of("ana reserves 800", "narrows to 407", "settles 12"), told);
    assertEquals(List.of("ana paid 12 to cheap"), paid);
  }

  @Test
  void aTryWithoutAnAnswerCountsAtItsWorst() {
    try (Tab tab = open(STEP)) {
      tab.pay(STEP, () -> "answer", _ -> used(7, 2));
    }

    assertEquals("settles 207", told.getLast());
  }

  @Test
  void whatWasRefusedCostsNothing() {
    try (Tab tab = open(STEP)) {
      failing(tab, new UpstreamException("Throttled", Kind.RETRYABLE));
    }

    assertEquals("settles 0", told.getLast());
  }

  @Test
  void whatFailedWithoutAnAnswerCountsAtItsWorst() {
    try (Tab tab = open(STEP)) {
      failing(tab, new UpstreamException("Timed out", Kind.RETRYABLE).after(3));
    }

    assertEquals("settles 300", told.getLast());
  }

  @Test
  void whatMadeNoSenseOrEndedInAnUnforeseenWayCountsInFull() {
    try (Tab tab = open(STEP, STEP)) {
      failing(tab, new UpstreamException("Nonsense", Kind.SENSELESS));
      failing(tab, new IllegalStateException("Unforeseen"));
    }

    assertEquals("settles 800", told.getLast());
  }

  @Test
  void noMoreTriesCountThanThereAre() {
    try (Tab tab = open(STEP)) {
      tab.pay(STEP, () -> "answer", _ -> used(7, 9));
    }

    assertEquals("settles 407", told.getLast());
  }

  @Test
  void nobodyIsAskedForNothing() {
    open().close();

    assertEquals(List.of(), told);
  }

  @Test
  void theDearestModelMayHaveBeenTheOneThatDidNotAnswer() {
    WorstCase either =
        new WorstCase(
            List.of(ModelUsage.ofEmbedding("cheap", 10), ModelUsage.ofEmbedding("dear", 10)), 4);

    assertEquals(tokens(160), either.cost(PRICES));
    assertEquals(tokens(60), either.costOf(2, PRICES));
    assertEquals(tokens(160), either.costOf(8, PRICES));
  }
}
