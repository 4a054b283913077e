package askdocs.ask;

import askdocs.ask.Answer.Answered;
import askdocs.ask.Answer.Blocked;
import askdocs.ask.Answer.Outcome;
import askdocs.ask.Answer.Unknown;
import askdocs.ask.Generator.Generation;
import askdocs.ask.Generator.Stop;
import askdocs.knowledge.Deadline;
import askdocs.spend.ModelUsage;
import askdocs.spend.PriceList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A question to an answer, every statement of which points at the words that it rests on. */
public final class Answering {
  private final Searching searching;
  private final Generator generator;
  private final PriceList prices;

  public Answering(Searching searching, Generator generator, PriceList prices) {
    this.searching = searching;
    this.generator = generator;
    this.prices = prices;
  }

  /**
   * Answers the question from the passages that the caller may read.
   *
   * @throws askdocs.knowledge.UpstreamException if a service that it needs cannot be reached
   */
  public Answer answer(Ask ask, Deadline deadline) {
    Stopwatch watch = new Stopwatch(deadline.clock());
    Searching.Found found = searching.find(ask, deadline, watch);
    if (found.hits().isEmpty()) {
      return answer(ask, unknown(ask, 0), found, Optional.empty(), watch);
    }
    Prompt prompt = Prompt.of(ask, List.of(), found.hits());
    Generation generation = watch.generating(() -> generator.generate(prompt, deadline));
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
        Spent.of(prices, found.embedding(), used(found, generation)),
        watch.timings());
  }

  private static List<ModelUsage> used(Searching.Found found, Optional<ModelUsage> generation) {
    return Stream.concat(found.reranking().stream(), generation.stream()).toList();
  }
}
