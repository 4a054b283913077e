package askdocs.ask;

import askdocs.ask.Degradation.Attempt;
import askdocs.ask.Generator.Generation;
import askdocs.ask.Generator.Stop;
import askdocs.knowledge.Deadline;
import askdocs.knowledge.UpstreamException;
import askdocs.knowledge.UpstreamException.Kind;
import askdocs.spend.Tab;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;

/** Has a model write: the one that is wanted, or else the one to fall back to. */
final class Writing {
  private static final Logger LOG = System.getLogger(Writing.class.getName());

  private final Generator generator;
  private final Degradation degradation;
  private final Costs costs;

  Writing(Generator generator, Degradation degradation, Costs costs) {
    this.generator = generator;
    this.degradation = degradation;
    this.costs = costs;
  }

  /** What a model wrote, by which prompt. */
  record Text(Prompt prompt, Generation generation) {
    /**
     * The same without the sentence that it breaks off in, if it has reached its longest length;
     * empty if that was its first.
     */
    Optional<Text> whole() {
      if (generation.stop() != Stop.TOO_LONG) {
        return Optional.of(this);
      }
      return Optional.of(WholeSentences.of(generation.spans()))
          .filter(spans -> !spans.isEmpty())
          .map(spans ->
              new Text(prompt, new Generation(spans, generation.stop(), generation.usage())));
    }
  }

  /**
   * What a model wrote; empty if none could be reached in time.
   *
   * @throws UpstreamException if the model that is wanted refuses, or answers with nonsense: that
   *     is no matter of time, and a substitute would hide it
   */
  Optional<Text> write(Prompt prompt, Deadline deadline, Tab tab) {
    Optional<Text> text =
        degradation.first(prompt, deadline).flatMap(attempt -> first(attempt, tab));
    return text.isPresent()
        ? text
        : degradation.second(prompt, deadline).flatMap(attempt -> second(attempt, tab));
  }

  private Optional<Text> first(Attempt attempt, Tab tab) {
    try {
      return Optional.of(text(attempt, tab));
    } catch (UpstreamException e) {
      if (e.kind() != Kind.RETRYABLE) {
        throw e;
      }
      return nothing(attempt, e);
    }
  }

  private Optional<Text> second(Attempt attempt, Tab tab) {
    try {
      return Optional.of(text(attempt, tab));
    } catch (UpstreamException e) {
      return nothing(attempt, e);
    }
  }

  private Text text(Attempt attempt, Tab tab) {
    Prompt prompt = attempt.prompt();
    return new Text(
        prompt,
        tab.pay(
            costs.calls(prompt),
            () -> generator.generate(prompt, attempt.deadline()),
            Generation::usage));
  }

  private static Optional<Text> nothing(Attempt attempt, UpstreamException failure) {
    LOG.log(Level.WARNING, "No answer of " + attempt.prompt().model(), failure);
    return Optional.empty();
  }
}
