package askdocs.ask;

import askdocs.ask.Answer.Outcome;
import askdocs.ask.Answer.Unknown;
import askdocs.ask.Generator.Generation;
import askdocs.knowledge.Deadline;
import askdocs.spend.ModelUsage;
import askdocs.spend.Tab;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A question to an answer, every statement of which points at the words that it rests on. */
public final class Answering {
  private final Conversations conversations;
  private final Searching searching;
  private final Generator generator;
  private final Costs costs;
  private final Set<Defence> defences;

  /** With all defences. */
  public Answering(
      Conversations conversations, Searching searching, Generator generator, Costs costs) {
    this(conversations, searching, generator, costs, Defence.ALL);
  }

  /** With some defences, to measure what the others are worth. */
  public Answering(
      Conversations conversations,
      Searching searching,
      Generator generator,
      Costs costs,
      Set<Defence> defences) {
    this.conversations = conversations;
    this.searching = searching;
    this.generator = generator;
    this.costs = costs;
    this.defences = Set.copyOf(defences);
  }

  /**
   * Answers the question from the passages that the caller may read.
   *
   * @throws askdocs.spend.BudgetExhaustedException if it might cost more than is left
   * @throws SessionNotFoundException if it names a session that the caller does not have
   * @throws askdocs.knowledge.UpstreamException if a service that it needs cannot be reached
   */
  public Answer answer(Ask ask, Deadline deadline) {
    Stopwatch watch = new Stopwatch(deadline.clock());
    try (Tab tab = costs.open(ask, costs.answer(ask, searching.index(deadline)), deadline)) {
      return answer(conversations.continued(ask, deadline, tab), deadline, watch, tab);
    }
  }

  private Answer answer(Conversation conversation, Deadline deadline, Stopwatch watch, Tab tab) {
    Ask ask = conversation.ask();
    Searching.Found found = searching.find(ask, deadline, watch, tab);
    Prompt prompt =
        PromptSize.within(
            Costs.promptTokens(ask),
            Prompt.of(ask, conversation.said(), found.hits(), today(deadline), defences));
    if (prompt.passages().isEmpty()) {
      return answer(conversation, unknown(ask), found, Optional.empty(), deadline, watch);
    }
    tab.narrow(List.of(costs.generation(prompt)));
    Generation generation =
        watch.generating(() ->
            tab.pay(
                costs.generation(prompt),
                () -> generator.generate(prompt, deadline),
                Generation::usage));
    Outcome outcome = Verdict.of(prompt, generation, defences);
    return answer(conversation, outcome, found, Optional.of(generation.usage()), deadline, watch);
  }

  /**
   * The passages that the question would be answered from. Nothing is remembered of it.
   *
   * @throws askdocs.spend.BudgetExhaustedException if it might cost more than is left
   * @throws SessionNotFoundException if it names a session that the caller does not have
   * @throws askdocs.knowledge.UpstreamException if a service that it needs cannot be reached
   */
  public SearchResult search(Ask ask, Deadline deadline) {
    Stopwatch watch = new Stopwatch(deadline.clock());
    try (Tab tab = costs.open(ask, costs.search(ask, searching.index(deadline)), deadline)) {
      Conversation conversation = conversations.continued(ask, deadline, tab);
      Searching.Found found = searching.find(conversation.ask(), deadline, watch, tab);
      return new SearchResult(
          found.hits(),
          Spent.of(costs.prices(), found.embedding(), used(conversation, found, Optional.empty())),
          watch.timings());
    }
  }

  private static LocalDate today(Deadline deadline) {
    return LocalDate.ofInstant(deadline.clock().instant(), ZoneOffset.UTC);
  }

  private static Unknown unknown(Ask ask) {
    return new Unknown(PlainWords.forQuestion(ask.question()).unknown(), 0);
  }

  private Answer answer(
      Conversation conversation,
      Outcome outcome,
      Searching.Found found,
      Optional<ModelUsage> generation,
      Deadline deadline,
      Stopwatch watch) {
    Optional<SessionId> session = conversations.remembered(conversation, outcome, found, deadline);
    return new Answer(
        outcome,
        conversation.ask().model(),
        Spent.of(costs.prices(), found.embedding(), used(conversation, found, generation)),
        watch.timings(),
        session,
        conversation.standAlone());
  }

  private static List<ModelUsage> used(
      Conversation conversation, Searching.Found found, Optional<ModelUsage> generation) {
    return Stream.of(conversation.condensing(), found.reranking(), generation)
        .flatMap(Optional::stream)
        .toList();
  }
}
