package askdocs.ask;

import static askdocs.ask.Sample.cited;
import static askdocs.ask.Sample.passage;
import static askdocs.ask.Sample.prompted;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import askdocs.ask.Generator.Generation;
import askdocs.ask.Generator.Stop;
import askdocs.knowledge.Deadline;
import askdocs.knowledge.UpstreamException;
import askdocs.knowledge.UpstreamException.Kind;
import askdocs.spend.ModelUsage;
import askdocs.spend.PriceList;
import askdocs.spend.PriceTier;
import askdocs.spend.Tabs;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What is given up, and when. */
class DegradationTest {
  private static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
  private static final PriceTier A_DOLLAR =
      new PriceTier(1_000, BigDecimal.ONE, BigDecimal.ONE, BigDecimal.ZERO, BigDecimal.ZERO);
  private static final PriceList PRICES =
      new PriceList(
          LocalDate.EPOCH,
          BigDecimal.ONE,
          Map.of("large", List.of(A_DOLLAR), "small", List.of(A_DOLLAR)));
  private static final Prompt PROMPT =
      new Prompt(
          "large",
          "Rules.",
          prompted(
              passage("a", "One."),
              passage("b", "Two."),
              passage("c", "Three."),
              passage("d", "Four."),
              passage("e", "Five.")),
          new Question("Why?"),
          100);

  /** Who was asked, with how many passages, and for how many milliseconds. */
  private final List<String> asked = new ArrayList<>();

  private Optional<Writing.Text> write(
      String fallback, long millis, Function<String, Generation> models) {
    Generator generator =
        (prompt, deadline) -> {
          asked.add(
              prompt.model()
                  + " "
                  + prompt.passages().size()
                  + " "
                  + deadline.remaining().toMillis());
          return models.apply(prompt.model());
        };
    Deadline deadline = Deadline.in(Duration.ofMillis(millis), CLOCK);
    return new Writing(
            generator,
            new Degradation(Optional.of(fallback).filter(model -> !model.isEmpty())),
            Costs.unlimited(PRICES))
        .write(PROMPT, deadline, Tabs.unlimited(PRICES).open("ana", List.of(), deadline));
  }

  private static Generation answer(String model) {
    return new Generation(
        List.of(cited("One.")), Stop.FINISHED, new ModelUsage(model, 10, 1, 0, 0));
  }

  private static Generation fails(Kind kind) {
    throw new UpstreamException("failed", kind);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          small | 27000 | large 5 19000
          small |  9000 | large 5 4500
          small |  8999 | large 4 4499
          small |  6000 | large 4 3000
          small |  5999 | small 4 5999
          small |  2000 | small 4 2000
          ''    | 27000 | large 5 27000
          ''    |  8999 | large 4 8999
          ''    |  2000 | large 4 2000
          large |  2000 | large 4 2000
          """)
  void theTimeThatIsLeftSaysWhoIsAskedAndHowMuch(String fallback, long millis, String first) {
    String model = first.split(" ")[0];

    assertEquals(
        Optional.of(model),
        write(fallback, millis, DegradationTest::answer).map(text -> text.prompt().model()));
    assertEquals(List.of(first), asked);
  }

  @ParameterizedTest
  @CsvSource({"small", "''"})
  void withoutTimeNobodyIsAsked(String fallback) {
    assertEquals(Optional.empty(), write(fallback, 1_999, DegradationTest::answer));
    assertEquals(List.of(), asked);
  }

  @Test
  void theFallbackModelWritesFromTheBestPassagesWhenTheOtherCannotBeReached() {
    Writing.Text text =
        write(
                "small",
                27_000,
                model -> model.equals("large") ? fails(Kind.RETRYABLE) : answer(model))
            .orElseThrow();

    assertEquals(
        List.of("small", 4), List.of(text.prompt().model(), text.prompt().passages().size()));
    assertEquals(List.of("large 5 19000", "small 4 27000"), asked);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void whenTheFallbackFailsTooThereAreThePassages(Kind second) {
    assertEquals(
        Optional.empty(),
        write(
            "small",
            27_000,
            model -> model.equals("large") ? fails(Kind.RETRYABLE) : fails(second)));
    assertEquals(2, asked.size());
  }

  @Test
  void withoutAFallbackThereAreThePassages() {
    assertEquals(Optional.empty(), write("", 27_000, _ -> fails(Kind.RETRYABLE)));
    assertEquals(List.of("large 5 27000"), asked);
  }

  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"PERMANENT", "SENSELESS", "TOO_LONG"})
  void aModelThatRefusesIsNotHiddenByAnother(Kind kind) {
    UpstreamException failure =
        assertThrows(UpstreamException.class, () -> write("small", 27_000, _ -> fails(kind)));

    assertSame(kind, failure.kind());
    assertEquals(1, asked.size());
  }

  @ParameterizedTest
  @CsvSource({"27000, PT9S", "12000, PT4S", "11999, ", "0, "})
  void aRerankerHasAThirdOfTheTimeIfThereIsEnough(long millis, Duration time) {
    assertEquals(
        Optional.ofNullable(time),
        Degradation.toRerank(Deadline.in(Duration.ofMillis(millis), CLOCK))
            .map(Deadline::remaining));
  }
}
