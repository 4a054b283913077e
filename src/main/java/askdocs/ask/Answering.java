package askdocs.ask;

import askdocs.ask.Answer.Outcome;
import askdocs.ask.Answer.PassagesOnly;
import askdocs.ask.Answer.Unknown;
import askdocs.ask.Writing.Text;
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
  private final AnswerCache cache;
  private final Writing writing;
  private final Costs costs;
  private final Set<Defence> defences;

  /** With all defences. */
  public Answering(
      Conversations conversations,
      Searching searching,
      AnswerCache cache,
      Generator generator,
      Costs costs) {
    this(conversations, searching, cache, generator, costs, Defence.ALL);
  }

  /** With some defences, to measure what the others are worth. */
  public Answering(
      Conversations conversations,
      Searching searching,
      AnswerCache cache,
      Generator generator,
      Costs costs,
      Set<Defence> defences) {
    this.conversations = conversations;
    this.searching = searching;
    this.cache = cache;
    this.writing = new Writing(generator, new Degradation(costs.fallback()), costs);
    this.costs = costs;
    this.defences = Set.copyOf(defences);
  }

  /**
   * Answers the question from the passages that the caller may read; of a dry run, says what that
   * might cost, and calls no model.
   *
   * @throws askdocs.spend.BudgetExhaustedException if it might cost more than is left
   * @throws SessionNotFoundException if it names a session that the caller does not have
   * @throws askdocs.knowledge.UpstreamException if what searches cannot be reached, or the model
   *     refuses or answers with nonsense
   */
  public Answer answer(Ask ask, Deadline deadline) {
    return answer(ask, deadline, writing, Hearing.NOBODY);
  }

  /** The same, told while it comes about. */
  public Answer answer(
      Ask ask, Deadline deadline, StreamingGenerator streaming, Audience audience) {
    Hearing.ByAudience hearing = new Hearing.ByAudience(streaming, audience, defences);
    try {
      return answer(
          ask, deadline, new Writing(hearing, new Degradation(costs.fallback()), costs), hearing);
    } catch (Hearing.BrokenOffException e) {
      throw e.failure();
    }
  }

  private Answer answer(Ask ask, Deadline deadline, Writing writing, Hearing hearing) {
    Stopwatch watch = new Stopwatch(deadline.clock());
    if (ask.dryRun()) {
      return new Answer(
          costs.estimate(ask, searching.index(deadline)),
          ask.model(),
          Spent.of(costs.prices(), Optional.empty(), List.of()),
          watch.timings());
    }
    try (Tab tab = costs.open(ask, costs.answer(ask, searching.index(deadline)), deadline)) {
      Conversation conversation = conversations.continued(ask, deadline, tab);
      return answer(conversation, deadline, watch, tab, writing, hearing);
    }
  }

  private Answer answer(
      Conversation conversation,
      Deadline deadline,
      Stopwatch watch,
      Tab tab,
      Writing writing,
      Hearing hearing) {
    Ask ask = conversation.ask();
    Searching.Found found = searching.find(ask, deadline, watch, tab);
    Prompt prompt =
        PromptSize.within(
            Costs.promptTokens(ask),
            Prompt.of(ask, conversation.said(), found.hits(), today(deadline), defences));
    hearing.found(() -> result(conversation, found, watch));
    if (NothingInCommon.of(ask.question(), prompt.passages())) {
      Outcome unknown = hearing.end(unknown(ask));
      return answer(conversation, unknown, ask.model(), found, Optional.empty(), deadline, watch);
    }
    Optional<Text> cached =
        cache.find(prompt, deadline).map(generation -> new Text(prompt, generation));
    Optional<Text> text =
        cached.isPresent() ? cached : write(prompt, deadline, watch, tab, writing);
    Outcome outcome =
        hearing.end(
            text.flatMap(Text::whole)
                .map(whole -> Verdict.of(whole.prompt(), whole.generation(), defences))
                .orElseGet(() -> passagesOnly(ask, found)));
    Answer answer =
        answer(
            conversation,
            outcome,
            text.map(written -> written.prompt().model()).orElse(ask.model()),
            found,
            text.map(written -> written.generation().usage()),
            deadline,
            watch);
    if (cached.isPresent()) {
      return answer.fromCache();
    }
    text.filter(written -> written.prompt().equals(prompt))
        .ifPresent(written -> cache.keep(prompt, written.generation(), outcome, deadline));
    return answer;
  }

  private Optional<Text> write(
      Prompt prompt, Deadline deadline, Stopwatch watch, Tab tab, Writing writing) {
    tab.narrow(List.of(costs.generation(prompt)));
    return watch.generating(() -> writing.write(prompt, deadline, tab));
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
      return result(conversation, found, watch);
    }
  }

  private SearchResult result(Conversation conversation, Searching.Found found, Stopwatch watch) {
    return new SearchResult(
        found.hits(),
        Spent.of(costs.prices(), found.embedding(), used(conversation, found, Optional.empty())),
        watch.timings());
  }

  private static LocalDate today(Deadline deadline) {
    return LocalDate.ofInstant(deadline.clock().instant(), ZoneOffset.UTC);
  }

  private static Unknown unknown(Ask ask) {
    return new Unknown(PlainWords.forQuestion(ask.question()).unknown(), 0);
  }

  private static PassagesOnly passagesOnly(Ask ask, Searching.Found found) {
    return new PassagesOnly(PlainWords.forQuestion(ask.question()).passagesOnly(), found.hits());
  }

  private Answer answer(
      Conversation conversation,
      Outcome outcome,
      String model,
      Searching.Found found,
      Optional<ModelUsage> generation,
      Deadline deadline,
      Stopwatch watch) {
    Optional<SessionId> session = conversations.remembered(conversation, outcome, found, deadline);
    return new Answer(
        outcome,
        model,
        Spent.of(costs.prices(), found.embedding(), used(conversation, found, generation)),
        watch.timings(),
        session,
        conversation.standAlone(),
        false);
  }

  private static List<ModelUsage> used(
      Conversation conversation, Searching.Found found, Optional<ModelUsage> generation) {
    return Stream.of(conversation.condensing(), found.reranking(), generation)
        .flatMap(Optional::stream)
        .toList();
  }
}
