package askdocs.ask;

import static askdocs.ask.Sample.ANA;
import static askdocs.ask.Sample.MODEL;
import static askdocs.ask.Sample.ask;
import static askdocs.ask.Sample.cited;
import static askdocs.ask.Sample.passage;
import static askdocs.ask.Sample.plain;
import static org.junit.jupiter.api.Assertions.assertEquals;

import askdocs.ask.Generator.Generation;
import askdocs.ask.Generator.Quoted;
import askdocs.ask.Generator.Stop;
import askdocs.ask.LiveDocuments.Live;
import askdocs.ask.QuestionEmbedder.EmbeddedQuestion;
import askdocs.knowledge.Access;
import askdocs.knowledge.Deadline;
import askdocs.knowledge.Embedding;
import askdocs.knowledge.IndexRef;
import askdocs.spend.ModelUsage;
import askdocs.spend.PriceList;
import askdocs.spend.PriceTier;
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
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A follow-up, from the request to the answer. */
class FollowUpTest {
  private static final PriceTier A_DOLLAR_A_MILLION =
      new PriceTier(1_000, BigDecimal.ONE, BigDecimal.ONE, BigDecimal.ZERO, BigDecimal.ZERO);
  private static final PriceList PRICES =
      new PriceList(
          LocalDate.EPOCH,
          BigDecimal.ONE,
          Map.of(
              "titan",
              List.of(A_DOLLAR_A_MILLION),
              "anthropic.claude-haiku-5-5",
              List.of(A_DOLLAR_A_MILLION)));
  private static final Hit ETL = new Hit(passage("etl.md", "ETL loads. It takes an hour."), 0.75);
  private static final IndexRef INDEX = new IndexRef("i", "titan", 1);
  private static final Deadline DEADLINE =
      Deadline.in(Duration.ofMinutes(1), Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));

  private final List<String> embedded = new ArrayList<>();
  private final List<Prompt> prompts = new ArrayList<>();
  private final Answering answering = answering();

  private Answering answering() {
    KeptSessions sessions = new KeptSessions();
    ServingIndex serving = () -> Optional.of(INDEX);
    LiveDocuments live = (_, _, _) -> Map.of("etl.md", new Live(7, Access.PUBLIC));
    Searching searching =
        new Searching(
            serving,
            (_, question, _) -> {
              embedded.add(question.text());
              return new EmbeddedQuestion(new Embedding(new float[] {1}), 8);
            },
            (_, _) -> Shelf.of(ETL).all(),
            Shelf.of(ETL),
            live,
            Optional.empty(),
            Costs.unlimited(PRICES));
    Generator generator =
        (prompt, _) -> {
          prompts.add(prompt);
          return new Generation(
              prompt.passages().isEmpty()
                  ? List.of(plain("How long does ETL take?"))
                  : List.of(
                      cited(
                          "ETL loads.", new Quoted(Optional.of("passage-1"), 0, 0, 1, List.of()))),
              Stop.FINISHED,
              new ModelUsage(MODEL, 100, 10, 0, 0));
        };
    Conversations conversations =
        new Conversations(
            sessions,
            sessions,
            serving,
            live,
            new Condensing(generator, MODEL, Costs.unlimited(PRICES)),
            Duration.ofHours(24),
            new Random(1));
    return new Answering(
        conversations, searching, AnswerCache.none(), generator, Costs.unlimited(PRICES));
  }

  private static Ask following(Optional<SessionId> session) {
    return new Ask(new Question("And how long?"), Optional.empty(), 2, MODEL, 800, ANA, session);
  }

  @Test
  void aFollowUpIsSearchedAndAskedAsAQuestionOfItsOwn() {
    Answer first = answering.answer(ask("What is ETL?"), DEADLINE);
    Answer second = answering.answer(following(first.session()), DEADLINE);

    assertEquals(List.of("What is ETL?", "How long does ETL take?"), embedded);
    assertEquals(Optional.empty(), first.standAlone());
    assertEquals(Optional.of(new Question("How long does ETL take?")), second.standAlone());
    assertEquals(first.session(), second.session());
    assertEquals(
        new Prompt(
            MODEL,
            Prompt.rules(LocalDate.EPOCH) + Prompt.RULES_OF_HISTORY,
            List.of(PromptPassage.of("passage-1", ETL)),
            new Question("How long does ETL take?"),
            800,
            List.of(new Exchange("What is ETL?", "ETL loads."))),
        prompts.getLast());
  }

  @Test
  void theQuestionsRewritingIsPartOfItsPrice() {
    Answer first = answering.answer(ask("What is ETL?"), DEADLINE);
    Answer second = answering.answer(following(first.session()), DEADLINE);

    assertEquals(new BigDecimal("0.000118"), first.spending().costUsd());
    assertEquals(new BigDecimal("0.000228"), second.spending().costUsd());
    assertEquals(200, second.spending().inputTokens());
  }

  @Test
  void aSearchGoesOnWithAConversationAndLeavesItAsItIs() {
    Answer first = answering.answer(ask("What is ETL?"), DEADLINE);
    SearchResult found = answering.search(following(first.session()), DEADLINE);
    answering.answer(following(first.session()), DEADLINE);

    assertEquals(List.of(ETL), found.hits());
    assertEquals("How long does ETL take?", embedded.get(1));
    assertEquals(1, prompts.getLast().history().size());
  }
}
