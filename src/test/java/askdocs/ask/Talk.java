package askdocs.ask;

import static askdocs.ask.Sample.ANA;
import static askdocs.ask.Sample.MODEL;
import static askdocs.ask.Sample.ask;
import static askdocs.ask.Sample.hit;

import askdocs.ask.Answer.Answered;
import askdocs.ask.Answer.Outcome;
import askdocs.ask.Citation.Source;
import askdocs.ask.Generator.Generation;
import askdocs.ask.Generator.Stop;
import askdocs.ask.LiveDocuments.Live;
import askdocs.knowledge.Access;
import askdocs.knowledge.Caller;
import askdocs.knowledge.Deadline;
import askdocs.knowledge.IndexRef;
import askdocs.spend.ModelUsage;
import askdocs.spend.PriceList;
import askdocs.spend.PriceTier;
import askdocs.spend.Tab;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** A conversation of Ana's, in memory. */
abstract class Talk {
  static final ModelUsage USAGE = new ModelUsage(MODEL, 50, 5, 0, 0);
  static final Hit ETL = hit("etl.md", 7);
  static final Hit SQL = hit("sql.md", 3);

  private static final PriceTier FREE =
      new PriceTier(1_000, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);
  private static final Costs COSTS =
      Costs.unlimited(
          new PriceList(
              LocalDate.EPOCH,
              BigDecimal.ONE,
              Map.of("anthropic.claude-haiku-5-5", List.of(FREE))));

  Instant now = Instant.EPOCH;
  IndexRef index = new IndexRef("passages-1", "titan", 1);
  final Map<String, Live> live =
      new HashMap<>(
          Map.of(
              "etl.md",
              new Live(7, Access.PUBLIC),
              "sql.md",
              new Live(3, Access.ofGroups(List.of("data")))));
  final KeptSessions kept = new KeptSessions();
  final List<Prompt> prompts = new ArrayList<>();
  Generator model = says(Stop.FINISHED, "How long does ETL take?");
  SessionKeeper keeper = kept;

  final Conversations conversations =
      new Conversations(
          kept,
          (session, deadline) -> keeper.keep(session, deadline),
          () -> Optional.of(index),
          (_, _, _) -> live,
          new Condensing(
              (prompt, deadline) -> {
                prompts.add(prompt);
                return model.generate(prompt, deadline);
              },
              MODEL,
              COSTS),
          Duration.ofHours(24),
          new Random(1));

  Conversation continued(Ask ask) {
    return continued(ask, conversations);
  }

  Conversation continued(Ask ask, Conversations in) {
    try (Tab tab = COSTS.open(ask, List.of(), deadline())) {
      return in.continued(ask, deadline(), tab);
    }
  }

  static Generator says(Stop stop, String text) {
    return (_, _) -> new Generation(List.of(Sample.plain(text)), stop, USAGE);
  }

  Deadline deadline() {
    return Deadline.in(Duration.ofMinutes(1), Clock.fixed(now, ZoneOffset.UTC));
  }

  static Ask following(SessionId session, String question) {
    return following(session, question, ANA);
  }

  static Ask following(SessionId session, String question, Caller caller) {
    return new Ask(
        new Question(question), Optional.empty(), 2, MODEL, 800, caller, Optional.of(session));
  }

  static Outcome answered(List<TextRange> unsupported, Hit... cited) {
    return new Answered(
        "ETL loads.",
        List.of(
            new Citation(
                new TextRange(0, 10),
                List.of(cited).stream()
                    .map(hit -> new Source(hit.passage(), "Text of", 100, 107, 0.5))
                    .toList())),
        unsupported,
        0);
  }

  Optional<SessionId> remember(Conversation conversation, Outcome outcome, Hit... read) {
    return conversations.remembered(
        conversation,
        outcome,
        new Searching.Found(List.of(read), Optional.empty(), Optional.empty(), Optional.of(index)),
        deadline());
  }

  /** A session whose only turn cites {@code etl.md} and was made from {@code sql.md} too. */
  SessionId begun() {
    return remember(Conversation.first(ask("What is ETL?")), answered(List.of(), ETL), ETL, SQL)
        .orElseThrow();
  }

  List<Exchange> history(SessionId session, Caller caller) {
    return continued(following(session, "And how long?", caller)).said();
  }

  static final List<Exchange> SAID = List.of(new Exchange("What is ETL?", "ETL loads."));
}
