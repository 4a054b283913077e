package askdocs.ask;

import static askdocs.ask.Sample.MODEL;
import static askdocs.ask.Sample.cited;
import static askdocs.ask.Sample.claim;
import static askdocs.ask.Sample.from;
import static askdocs.ask.Sample.passage;
import static askdocs.ask.Sample.plain;
import static askdocs.ask.Sample.prompted;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import askdocs.ask.Answer.Answered;
import askdocs.ask.Answer.Blocked;
import askdocs.ask.Answer.Outcome;
import askdocs.ask.Answer.Unknown;
import askdocs.ask.AnswerLookup.Kept;
import askdocs.ask.Generator.Generation;
import askdocs.ask.Generator.Stop;
import askdocs.knowledge.Deadline;
import askdocs.knowledge.UpstreamException;
import askdocs.knowledge.UpstreamException.Kind;
import askdocs.spend.ModelUsage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.MethodSource;

class AnswerCacheTest {
  private static final ModelUsage USAGE = new ModelUsage(MODEL, 100, 10, 0, 0);
  private static final ModelUsage NOTHING = new ModelUsage(MODEL, 0, 0, 0, 0);
  private static final List<Generator.Span> SPANS =
      List.of(plain("So: "), cited("ETL loads.", claim(0, 0, 1, "ETL loads data.")));
  private static final Generation WRITTEN = new Generation(SPANS, Stop.FINISHED, USAGE);
  private static final Outcome ANSWERED = new Answered("So: ETL loads.", List.of(), List.of(), 0);
  private static final Prompt PROMPT = prompt(7, "ETL loads data.");

  private Instant now = Instant.EPOCH;
  private final Map<AnswerKey, Kept> kept = new HashMap<>();
  private final AnswerCache cache =
      new AnswerCache(
          (key, _) -> Optional.ofNullable(kept.get(key)),
          (key, answer, _) -> kept.put(key, answer),
          Duration.ofHours(24));

  private static Prompt prompt(long generation, String text) {
    return new Prompt(
        MODEL,
        "rules",
        prompted(passage("etl.md", generation, text, "")),
        new Question("What is ETL?"),
        800,
        List.of(new Exchange("a", "bc")));
  }

  private Deadline deadline() {
    return Deadline.in(Duration.ofMinutes(1), Clock.fixed(now, ZoneOffset.UTC));
  }

  @Test
  void theSamePromptGetsWhatWasWrittenForNothing() {
    cache.keep(PROMPT, WRITTEN, ANSWERED, deadline());

    assertEquals(
        Optional.of(new Generation(SPANS, Stop.FINISHED, NOTHING)),
        cache.find(prompt(7, "ETL loads data."), deadline()));
  }

  static Stream<Prompt> others() {
    return Stream.of(
        prompt(8, "ETL loads data."),
        prompt(7, "ETL loads dates."),
        new Prompt(
            MODEL,
            PROMPT.rules(),
            prompted(from(LocalDate.of(2026, 11, 5), PROMPT.passages().getFirst().passage())),
            PROMPT.question(),
            800,
            PROMPT.history()),
        new Prompt(
            "m", PROMPT.rules(), PROMPT.passages(), PROMPT.question(), 800, PROMPT.history()),
        new Prompt(MODEL, "r", PROMPT.passages(), PROMPT.question(), 800, PROMPT.history()),
        new Prompt(MODEL, PROMPT.rules(), List.of(), PROMPT.question(), 800, PROMPT.history()),
        new Prompt(
            MODEL, PROMPT.rules(), PROMPT.passages(), new Question("a"), 800, PROMPT.history()),
        new Prompt(
            MODEL, PROMPT.rules(), PROMPT.passages(), PROMPT.question(), 1, PROMPT.history()),
        new Prompt(MODEL, PROMPT.rules(), PROMPT.passages(), PROMPT.question(), 800, List.of()),
        new Prompt(
            MODEL,
            PROMPT.rules(),
            PROMPT.passages(),
            PROMPT.question(),
            800,
            List.of(new Exchange("ab", "c"))));
  }

  @ParameterizedTest
  @MethodSource("others")
  void aPromptThatDiffersInAnythingIsAnother(Prompt other) {
    cache.keep(PROMPT, WRITTEN, ANSWERED, deadline());

    assertNotEquals(AnswerKey.of(PROMPT), AnswerKey.of(other));
    assertEquals(Optional.empty(), cache.find(other, deadline()));
  }

  /** How near a passage is, is no part of what the model reads. */
  @Test
  void aPassagesScoreMakesNoOtherPrompt() {
    PromptPassage nearer =
        PromptPassage.of("p0", new Hit(PROMPT.passages().getFirst().passage(), 0.9));

    assertEquals(
        AnswerKey.of(PROMPT),
        AnswerKey.of(
            new Prompt(
                MODEL, PROMPT.rules(), List.of(nearer), PROMPT.question(), 800, PROMPT.history())));
  }

  @Test
  void whatIsKeptIsUsedForItsTimeOnly() {
    cache.keep(PROMPT, WRITTEN, ANSWERED, deadline());
    now = now.plus(Duration.ofHours(24));

    assertEquals(Optional.empty(), cache.find(PROMPT, deadline()));
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "FINISHED")
  void whatDidNotFinishIsNotKept(Stop stop) {
    cache.keep(PROMPT, new Generation(SPANS, stop, USAGE), ANSWERED, deadline());

    assertEquals(Map.of(), kept);
  }

  static Stream<Outcome> doubtful() {
    return Stream.of(new Answered("ETL loads.", List.of(), List.of(), 1), new Unknown("No.", 1));
  }

  @ParameterizedTest
  @MethodSource("doubtful")
  void anAnswerOfWhichNotAllCouldBeVerifiedIsNotKept(Outcome outcome) {
    cache.keep(PROMPT, WRITTEN, outcome, deadline());

    assertEquals(Map.of(), kept);
  }

  @Test
  void thatTheDocumentsDoNotSayIsKept() {
    cache.keep(PROMPT, WRITTEN, new Unknown("No.", 0), deadline());

    assertEquals(1, kept.size());
  }

  @Test
  void whatAnotherModelWroteIsNotKept() {
    ModelUsage other = new ModelUsage("amazon.nova-lite-v1:0", 1, 1, 0, 0);
    cache.keep(PROMPT, new Generation(SPANS, Stop.FINISHED, other), ANSWERED, deadline());

    assertEquals(Map.of(), kept);
  }

  @Test
  void whatIsTooLongForAnItemIsNotKept() {
    List<Generator.Span> spans =
        List.of(cited("a", claim(0, 0, 1, "a".repeat(AnswerCache.MAX_LENGTH))));
    cache.keep(PROMPT, new Generation(spans, Stop.FINISHED, USAGE), ANSWERED, deadline());

    assertEquals(Map.of(), kept);
  }

  @Test
  void aStoreThatFailsHasNothing() {
    AnswerCache down =
        new AnswerCache(
            (_, _) -> {
              throw new UpstreamException("down", Kind.RETRYABLE);
            },
            (_, _, _) -> {
              throw new UpstreamException("down", Kind.PERMANENT);
            },
            Duration.ofHours(24));

    down.keep(PROMPT, WRITTEN, ANSWERED, deadline());

    assertEquals(Optional.empty(), down.find(PROMPT, deadline()));
  }

  @Test
  void nothingIsKeptWhereThereIsNoCache() {
    AnswerCache.none().keep(PROMPT, WRITTEN, new Blocked("No."), deadline());

    assertEquals(Optional.empty(), AnswerCache.none().find(PROMPT, deadline()));
  }
}
