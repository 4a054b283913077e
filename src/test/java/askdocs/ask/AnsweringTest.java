package askdocs.ask;

import static askdocs.ask.Sample.MODEL;
import static askdocs.ask.Sample.ask;
import static askdocs.ask.Sample.cited;
import static askdocs.ask.Sample.passage;
import static askdocs.ask.Sample.plain;
import static org.junit.jupiter.api.Assertions.assertEquals;

import askdocs.ask.Answer.Answered;
import askdocs.ask.Answer.Blocked;
import askdocs.ask.Answer.PassagesOnly;
import askdocs.ask.Answer.Unknown;
import askdocs.ask.Citation.Source;
import askdocs.ask.Generator.Claim;
import askdocs.ask.Generator.Generation;
import askdocs.ask.Generator.Quoted;
import askdocs.ask.Generator.Stop;
import askdocs.ask.LiveDocuments.Live;
import askdocs.ask.QuestionEmbedder.EmbeddedQuestion;
import askdocs.knowledge.Access;
import askdocs.knowledge.Deadline;
import askdocs.knowledge.Embedding;
import askdocs.knowledge.IndexRef;
import askdocs.knowledge.Passage;
import askdocs.spend.ModelUsage;
import askdocs.spend.PriceList;
import askdocs.spend.PriceTier;
import askdocs.spend.Spending;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AnsweringTest {
  private static final PriceTier A_DOLLAR_A_MILLION =
      new PriceTier(1_000, BigDecimal.ONE, new BigDecimal("5"), BigDecimal.ZERO, BigDecimal.ZERO);
  private static final PriceList PRICES =
      new PriceList(
          LocalDate.EPOCH,
          BigDecimal.ONE,
          Map.of(
              "titan",
              List.of(A_DOLLAR_A_MILLION),
              "anthropic.claude-haiku-5-5",
              List.of(A_DOLLAR_A_MILLION)));
  private static final Passage ETL = passage("etl.md", "ETL loads data. It runs daily.");
  private static final ModelUsage USAGE = new ModelUsage(MODEL, 100, 10, 20, 5);
  private static final Claim TRUE = new Quoted(Optional.of("passage-1"), 0, 0, 1, List.of());
  private static final Claim FALSE = new Quoted(Optional.of("passage-9"), 0, 0, 1, List.of());

  /** Each stage takes one second: the clock moves when a port is called. */
  private Instant now = Instant.EPOCH;

  private final Clock clock = moving();
  private final List<Prompt> prompts = new ArrayList<>();

  private Clock moving() {
    return new Clock() {
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
  }

  private Answer answer(String question, List<Hit> hits, Generation generation) {
    Shelf shelf = Shelf.of(hits.toArray(Hit[]::new));
    Searching searching =
        new Searching(
            () -> Optional.of(new IndexRef("i", "titan", 1)),
            (_, _, _) -> {
              now = now.plusSeconds(1);
              return new EmbeddedQuestion(new Embedding(new float[] {1}), 8);
            },
            (_, _) -> {
              now = now.plusSeconds(2);
              return shelf.candidates(hits);
            },
            shelf,
            (_, _, _) -> Map.of("etl.md", new Live(7, Access.PUBLIC)),
            Optional.empty(),
            Costs.unlimited(PRICES));
    Generator generator =
        (prompt, _) -> {
          now = now.plusSeconds(4);
          prompts.add(prompt);
          return generation;
        };
    return new Answering(
            Conversations.none(), searching, AnswerCache.none(), generator, Costs.unlimited(PRICES))
        .answer(ask(question), Deadline.in(Duration.ofMinutes(1), clock));
  }

  private static Generation says(Stop stop, Generator.Span... spans) {
    return new Generation(List.of(spans), stop, USAGE);
  }

  private static Spending spending(long in, long out, long embedding, String cost) {
    return new Spending(in, out, embedding, new BigDecimal(cost), LocalDate.EPOCH);
  }

  private static Timings seconds(int embed, int search, int generate, int total) {
    return new Timings(
        Duration.ofSeconds(embed),
        Duration.ofSeconds(search),
        Duration.ofSeconds(generate),
        Duration.ofSeconds(total));
  }

  @Test
  void anAnswerStatesItsSourcesPriceAndTimes() {
    Answer answer =
        answer(
            "What is ETL?",
            List.of(new Hit(ETL, 0.75)),
            says(Stop.FINISHED, cited("ETL loads.", TRUE)));

    Source source = new Source(ETL, "ETL loads data.", 100, 115, 0.75);
    assertEquals(
        new Answer(
            new Answered(
                "ETL loads.",
                List.of(new Citation(new TextRange(0, 10), List.of(source))),
                List.of(),
                0),
            MODEL,
            spending(125, 10, 8, "0.000158"),
            seconds(1, 2, 4, 7)),
        answer);
  }

  @Test
  void thePromptHoldsTheRulesAndThePassagesApart() {
    answer("What is ETL?", List.of(new Hit(ETL, 0.75)), says(Stop.FINISHED));

    assertEquals(
        List.of(
            new Prompt(
                MODEL,
                Prompt.rules(LocalDate.EPOCH),
                List.of(PromptPassage.of("passage-1", new Hit(ETL, 0.75))),
                new Question("What is ETL?"),
                800)),
        prompts);
  }

  @Test
  void knowsNothingWhenNothingIsNear() {
    assertEquals(
        new Answer(
            new Unknown("Los documentos no lo dicen.", 0),
            MODEL,
            spending(0, 0, 8, "0.000008"),
            seconds(1, 2, 0, 3)),
        answer("¿Qué es ETL?", List.of(), says(Stop.FINISHED)));
    assertEquals(List.of(), prompts);
  }

  @Test
  void noModelIsAskedAboutWhatHasNothingInCommonWithTheQuestion() {
    assertEquals(
        new Unknown("The documents do not say.", 0),
        answer("Who rules Mongolia?", List.of(new Hit(ETL, 0.5)), says(Stop.FINISHED)).outcome());
    assertEquals(List.of(), prompts);
  }

  @Test
  void anyWordOrAnyNearnessIsEnoughToAskAModel() {
    Generation generation = says(Stop.FINISHED);

    answer("Who rules Mongolia?", List.of(new Hit(ETL, 0.51)), generation);
    answer("Who loads Mongolia?", List.of(new Hit(ETL, 0.2)), generation);

    assertEquals(2, prompts.size());
  }

  @Test
  void knowsNothingWhenNoCitationHolds() {
    assertEquals(
        new Unknown("The documents do not say.", 1),
        answer(
                "What is ETL?",
                List.of(new Hit(ETL, 0.75)),
                says(Stop.FINISHED, plain("I know. "), cited("ETL is big.", FALSE)))
            .outcome());
  }

  @Test
  void whatAGuardrailBlocksIsNotShown() {
    assertEquals(
        new Blocked("This question cannot be answered here."),
        answer(
                "What is ETL?",
                List.of(new Hit(ETL, 0.75)),
                says(Stop.BLOCKED, cited("ETL loads.", TRUE)))
            .outcome());
  }

  @Test
  void anAnswerCutShortEndsWithItsLastWholeSentence() {
    Source source = new Source(ETL, "ETL loads data.", 100, 115, 0.75);
    assertEquals(
        new Answered(
            "ETL loads data.",
            List.of(new Citation(new TextRange(0, 15), List.of(source))),
            List.of(),
            0),
        answer(
                "What is ETL?",
                List.of(new Hit(ETL, 0.75)),
                says(
                    Stop.TOO_LONG,
                    cited("ETL loads data.", TRUE),
                    plain(" It does"),
                    cited(" not", TRUE)))
            .outcome());
  }

  @Test
  void anAnswerCutInItsFirstSentenceIsNone() {
    assertEquals(
        new PassagesOnly(
            "No answer could be written. These passages come nearest to the question.",
            List.of(new Hit(ETL, 0.75))),
        answer(
                "What is ETL?",
                List.of(new Hit(ETL, 0.75)),
                says(Stop.TOO_LONG, cited("ETL lo", TRUE)))
            .outcome());
  }
}
