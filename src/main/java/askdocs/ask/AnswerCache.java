package askdocs.ask;

import askdocs.ask.Answer.Answered;
import askdocs.ask.Answer.Blocked;
import askdocs.ask.Answer.Estimated;
import askdocs.ask.Answer.Outcome;
import askdocs.ask.Answer.PassagesOnly;
import askdocs.ask.Answer.Unknown;
import askdocs.ask.AnswerLookup.Kept;
import askdocs.ask.Generator.Claim;
import askdocs.ask.Generator.Generation;
import askdocs.ask.Generator.Marked;
import askdocs.ask.Generator.Quoted;
import askdocs.ask.Generator.Span;
import askdocs.ask.Generator.Stop;
import askdocs.knowledge.Deadline;
import askdocs.knowledge.UpstreamException;
import askdocs.spend.ModelUsage;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What models wrote, for prompts that come again.
 *
 * <p>What is kept is what the model wrote and not the answer: its claims are verified each time
 * against the passages of the prompt at hand. What is kept of a failing store is nothing: the model
 * is asked then.
 */
public final class AnswerCache {
  /** What is longer is not kept, in UTF-16 code units: an item of DynamoDB's has 400 KB. */
  static final int MAX_LENGTH = 60_000;

  /** How long an answer waits for the store. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private static final System.Logger LOG = System.getLogger(AnswerCache.class.getName());

  private final AnswerLookup lookup;
  private final AnswerKeeper keeper;
  private final Optional<Duration> timeToLive;

  private AnswerCache(AnswerLookup lookup, AnswerKeeper keeper, Optional<Duration> timeToLive) {
    this.lookup = lookup;
    this.keeper = keeper;
    this.timeToLive = timeToLive;
  }

  /** A cache in this store; what it holds is used for this long. */
  public AnswerCache(AnswerLookup lookup, AnswerKeeper keeper, Duration timeToLive) {
    this(lookup, keeper, Optional.of(timeToLive));
  }

  /** None at all: a model is asked each time. */
  public static AnswerCache none() {
    return new AnswerCache((_, _) -> Optional.empty(), (_, _, _) -> {}, Optional.empty());
  }

  /** What the model wrote when it was given this very prompt; it costs nothing now. */
  Optional<Generation> find(Prompt prompt, Deadline deadline) {
    if (timeToLive.isEmpty()) {
      return Optional.empty();
    }
    Instant now = deadline.clock().instant();
    try {
      return lookup
          .find(AnswerKey.of(prompt), deadline.within(PATIENCE))
          .filter(kept -> kept.expiresAt().isAfter(now))
          .map(kept ->
              new Generation(
                  kept.spans(), Stop.FINISHED, new ModelUsage(prompt.model(), 0, 0, 0, 0)));
    } catch (UpstreamException e) {
      LOG.log(Level.WARNING, "The answer cache was not read", e);
      return Optional.empty();
    }
  }

  /**
   * Keeps what the model wrote, if it is worth it.
   *
   * <table>
   *   <caption>What is not kept, so that asking again may do better</caption>
   *   <tr><td>what a guardrail or a filter stopped</td></tr>
   *   <tr><td>an answer that was cut off, or has sentences that could not be verified</td></tr>
   *   <tr><td>what another model wrote than the one that was asked for</td></tr>
   * </table>
   *
   * <p>That the documents do not say is kept: with other documents the prompt is another one.
   */
  void keep(Prompt prompt, Generation generation, Outcome outcome, Deadline deadline) {
    if (timeToLive.isEmpty()
        || generation.stop() != Stop.FINISHED
        || unverified(outcome) > 0
        || !generation.usage().model().equals(prompt.model())
        || length(generation.spans()) > MAX_LENGTH) {
      return;
    }
    Instant expires = deadline.clock().instant().plus(timeToLive.get());
    try {
      keeper.keep(
          AnswerKey.of(prompt), new Kept(generation.spans(), expires), deadline.within(PATIENCE));
    } catch (UpstreamException e) {
      LOG.log(Level.WARNING, "An answer was not cached", e);
    }
  }

  private static int unverified(Outcome outcome) {
    return switch (outcome) {
      case Answered answered -> answered.unverified();
      case Unknown unknown -> unknown.unverified();
      case Blocked _, PassagesOnly _, Estimated _ -> 0;
    };
  }

  private static int length(List<Span> spans) {
    return spans.stream()
        .mapToInt(span ->
            span.text().length() + span.claims().stream().mapToInt(AnswerCache::length).sum())
        .sum();
  }

  private static int length(Claim claim) {
    return switch (claim) {
      case Quoted quoted -> quoted.quotes().stream().mapToInt(String::length).sum();
      case Marked _ -> 0;
    };
  }
}
