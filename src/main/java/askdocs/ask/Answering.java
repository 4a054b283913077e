package askdocs.ask;

import askdocs.ask.Answer.Answered;
import askdocs.ask.Answer.Blocked;
import askdocs.ask.Answer.Outcome;
import askdocs.ask.Answer.Unknown;
import askdocs.ask.Generator.Generation;
import askdocs.ask.Generator.Stop;
import askdocs.knowledge.Deadline;
import askdocs.spend.ModelUsage;
import askdocs.spend.Tab;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A question to an answer, every statement of which points at the words that it rests on. */
public final class Answering {
  private final Searching searching;
  private final Generator generator;
  private final Costs costs;

  public Answering(Searching searching, Generator generator, Costs costs) {
    this.searching = searching;
    this.generator = generator;
    this.costs = costs;
  }

  /**
   * Answers the question from the passages that the caller may read.
   *
   * @throws askdocs.spend.BudgetExhaustedException if it might cost more than is left
   * @throws askdocs.knowledge.UpstreamException if a service that it needs cannot be reached
   */
  public Answer answer(Ask ask, Deadline deadline) {
    Stopwatch watch = new Stopwatch(deadline.clock());
    try (Tab tab = costs.open(ask, costs.answer(ask, searching.index(deadline)), deadline)) {
      return answer(ask, deadline, watch, tab);
    }
  }

  private Answer answer(Ask ask, Deadline deadline, Stopwatch watch, Tab tab) {
    Searching.Found found = searching.find(ask, deadline, watch, tab);
    Prompt prompt =
        PromptSize.within(Costs.promptTokens(ask), Prompt.of(ask, List.of(), found.hits()));
    if (prompt.passages().isEmpty()) {
      return answer(ask, unknown(ask, 0), found, Optional.empty(), watch);
    }
    tab.narrow(List.of(costs.generation(prompt)));
    Generation generation =
        watch.generating(() ->
            tab.pay(
                costs.generation(prompt),
                () -> generator.generate(prompt, deadline),
                Generation::usage));
    Outcome outcome = outcome(ask, prompt, generation);
    return answer(ask, outcome, found, Optional.of(generation.usage()), watch);
  }

  private static Outcome outcome(Ask ask, Prompt prompt, Generation generation) {
    if (generation.stop() == Stop.BLOCKED) {
      return new Blocked(PlainWords.forQuestion(ask.question()).blocked());
    }
    Answered checked = CitationCheck.check(generation.spans(), prompt.passages());
    return checked.citations().isEmpty() ? unknown(ask, checked.unverified()) : checked;
  }

  private static Unknown unknown(Ask ask, int unverified) {
    return new Unknown(PlainWords.forQuestion(ask.question()).unknown(), unverified);
  }

  private Answer answer(
      Ask ask,
      Outcome outcome,
      Searching.Found found,
      Optional<ModelUsage> generation,
      Stopwatch watch) {
    return new Answer(
        outcome,
        ask.model(),
        Spent.of(costs.prices(), found.embedding(), used(found, generation)),
        watch.timings());
  }

  private static List<ModelUsage> used(Searching.Found found, Optional<ModelUsage> generation) {
    return Stream.concat(found.reranking().stream(), generation.stream()).toList();
  }
}
