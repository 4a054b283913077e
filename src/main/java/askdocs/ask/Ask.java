package askdocs.ask;

import askdocs.knowledge.Caller;
import java.util.Optional;

/**
 * One request, complete and valid.
 *
 * @param question what is asked
 * @param filter what the attributes of a document must be
 * @param passages how many passages to find and to answer from, 1 to 50
 * @param model the Bedrock id of the model or inference profile that answers
 * @param maxTokens the longest answer, in the model's tokens, 1 to 4,096
 * @param caller who asks
 * @param session the conversation that it goes on with
 * @param dryRun whether only to say what it might cost
 */
public record Ask(
    Question question,
    Optional<Filter> filter,
    int passages,
    String model,
    int maxTokens,
    Caller caller,
    Optional<SessionId> session,
    boolean dryRun) {
  /** The passages that an answer rests on unless the request says otherwise. */
  public static final int DEFAULT_PASSAGES = 8;

  /** The most passages that a request may ask for. */
  public static final int MAX_PASSAGES = 50;

  /** The longest answer unless the request says otherwise, in tokens. */
  public static final int DEFAULT_MAX_TOKENS = 800;

  /** The longest answer that a request may ask for, in tokens. */
  public static final int LIMIT_OF_MAX_TOKENS = 4_096;

  /** A request that asks all documents. */
  public Ask(Question question, int passages, String model, int maxTokens, Caller caller) {
    this(question, Optional.empty(), passages, model, maxTokens, caller, Optional.empty());
  }

  /** A request that is to be answered. */
  public Ask(
      Question question,
      Optional<Filter> filter,
      int passages,
      String model,
      int maxTokens,
      Caller caller,
      Optional<SessionId> session) {
    this(question, filter, passages, model, maxTokens, caller, session, false);
  }

  public Ask {
    if (passages < 1 || passages > MAX_PASSAGES) {
      throw new IllegalArgumentException("passages: 1 to " + MAX_PASSAGES);
    }
    if (maxTokens < 1 || maxTokens > LIMIT_OF_MAX_TOKENS) {
      throw new IllegalArgumentException("maxTokens: 1 to " + LIMIT_OF_MAX_TOKENS);
    }
  }

  /** The same request with another question. */
  Ask asking(Question other) {
    return new Ask(other, filter, passages, model, maxTokens, caller, session, dryRun);
  }
}
