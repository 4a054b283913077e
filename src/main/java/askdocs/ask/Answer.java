package askdocs.ask;

import askdocs.spend.Spending;
import askdocs.spend.Usd;
import java.util.List;
import java.util.Optional;

/**
 * What a question came to.
 *
 * @param outcome the answer, or why there is none
 * @param model the id of the model that answered, or was to
 * @param spending what it used and cost
 * @param timings where the time went
 * @param session the conversation to go on with; empty if none is kept
 * @param standAlone the question that was searched, if it is not the one that was asked
 * @param cached whether the model had been given the very same before, and was not asked again
 */
public record Answer(
    Outcome outcome,
    String model,
    Spending spending,
    Timings timings,
    Optional<SessionId> session,
    Optional<Question> standAlone,
    boolean cached) {

  /** An answer outside of any conversation. */
  public Answer(Outcome outcome, String model, Spending spending, Timings timings) {
    this(outcome, model, spending, timings, Optional.empty(), Optional.empty(), false);
  }

  /** The same, out of the cache. */
  Answer fromCache() {
    return new Answer(outcome, model, spending, timings, session, standAlone, true);
  }

  /** How it ended. */
  public sealed interface Outcome {}

  /**
   * The documents say.
   *
   * @param text the answer
   * @param citations what it rests on, in the answer's order, never empty
   * @param unsupported the answer's sentences that claim no source
   * @param unverified the number of sentences taken out: none of their citations held, or a defence
   *     forbids them
   */
  public record Answered(
      String text, List<Citation> citations, List<TextRange> unsupported, int unverified)
      implements Outcome {
    public Answered {
      citations = List.copyOf(citations);
      unsupported = List.copyOf(unsupported);
    }
  }

  /**
   * The documents do not say.
   *
   * @param text a sentence that says so, in the question's language
   * @param unverified the number of sentences taken out: none of their citations held, or a defence
   *     forbids them
   */
  public record Unknown(String text, int unverified) implements Outcome {}

  /**
   * Nothing was asked of any model: what the request might cost.
   *
   * @param inputTokens the most tokens that the answering model reads in a try
   * @param outputTokens the most that it writes in a try
   * @param embeddingInputTokens the most that the embedding model reads in a try
   * @param tries how often each model may be tried
   * @param atMost the price of all that, with every try: what would be reserved
   */
  public record Estimated(
      long inputTokens, long outputTokens, long embeddingInputTokens, int tries, Usd atMost)
      implements Outcome {}

  /**
   * A guardrail or a content filter stepped in.
   *
   * @param text a sentence that says so, in the question's language
   */
  public record Blocked(String text) implements Outcome {}

  /**
   * No model could be reached in time, or what it wrote broke off before its first sentence ended.
   *
   * @param text a sentence that says so, in the question's language
   * @param passages the passages that an answer would have rested on, best first, never empty
   */
  public record PassagesOnly(String text, List<Hit> passages) implements Outcome {
    public PassagesOnly {
      passages = List.copyOf(passages);
    }
  }
}
