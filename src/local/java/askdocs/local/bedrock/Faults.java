package askdocs.local.bedrock;

import java.util.List;
import java.util.Map;

/**
 * What goes wrong, as set at {@code PUT /_stand-in/faults}; every member may be left out.
 *
 * @param embedLatencyMs how long an embedding takes at least
 * @param generateLatencyMs how long an answer takes at least
 * @param seed of the shares: the same seed and the same order of calls give the same faults
 * @param shares faults that hit a share of the calls
 * @param failNext faults that hit the next calls
 * @param down connections are closed without an answer
 * @param rateLimits by the model's id, or by that of an inference profile for its calls alone
 * @param tokensPerSecond how fast a streamed answer is written; 0 for at once
 * @param breakStreams breaks off the next streams
 */
public record Faults(
    long embedLatencyMs,
    long generateLatencyMs,
    long seed,
    List<Share> shares,
    List<FailNext> failNext,
    boolean down,
    Map<String, RateLimit> rateLimits,
    int tokensPerSecond,
    List<BreakStreams> breakStreams) {
  /** Nothing goes wrong. */
  public static final Faults NONE = new Faults(0, 0, 0, List.of(), List.of(), false, Map.of());

  /** Faults of calls; streams go as fast as they can. */
  public Faults(
      long embedLatencyMs,
      long generateLatencyMs,
      long seed,
      List<Share> shares,
      List<FailNext> failNext,
      boolean down,
      Map<String, RateLimit> rateLimits) {
    this(embedLatencyMs, generateLatencyMs, seed, shares, failNext, down, rateLimits, 0, List.of());
  }

  public Faults {
    breakStreams = breakStreams == null ? List.of() : List.copyOf(breakStreams);
    if (tokensPerSecond < 0) {
      throw new IllegalArgumentException("tokensPerSecond must be 0 or more");
    }
    shares = shares == null ? List.of() : List.copyOf(shares);
    failNext = failNext == null ? List.of() : List.copyOf(failNext);
    rateLimits = rateLimits == null ? Map.of() : Map.copyOf(rateLimits);
  }

  /**
   * A fault that hits a share of the calls: an error or a broken connection, or a delay, or both.
   *
   * @param share between 0 and 1
   * @param error one of Bedrock's by its name, or {@link #BROKEN_CONNECTION}; none if empty
   * @param operation {@code embed}, {@code generate} or {@code rerank}; all if empty
   * @param model hit only calls of this model; all if empty
   */
  public record Share(double share, String error, long delayMs, String operation, String model) {
    public Share {
      error = error == null ? "" : error;
      operation = operation == null ? "" : operation;
      model = model == null ? "" : model;
      if (share < 0 || share > 1) {
        throw new IllegalArgumentException("A share lies between 0 and 1, not at " + share);
      }
      checked(error.equals(BROKEN_CONNECTION) ? "" : error, operation);
      if (error.isEmpty() && delayMs <= 0) {
        throw new IllegalArgumentException("A share needs an error or a delayMs");
      }
    }
  }

  /** In the place of an error's name: the connection is closed without an answer. */
  public static final String BROKEN_CONNECTION = "BrokenConnection";

  /**
   * A fault that hits the next calls.
   *
   * @param times how many
   * @param message instead of the error's usual one; that one if empty
   * @param originalStatusCode of a ModelErrorException; 500 if 0
   */
  public record FailNext(
      int times,
      String error,
      String message,
      int originalStatusCode,
      String operation,
      String model) {
    public FailNext {
      error = error == null ? "" : error;
      message = message == null ? "" : message;
      operation = operation == null ? "" : operation;
      model = model == null ? "" : model;
      if (times < 1) {
        throw new IllegalArgumentException("times must be 1 or more, not " + times);
      }
      if (error.isEmpty()) {
        throw new IllegalArgumentException("failNext needs an error");
      }
      checked(error, operation);
    }
  }

  /**
   * Breaks off streams that have begun.
   *
   * @param times how many
   * @param afterTokens once so many tokens were written
   * @param error the exception in the stream, by its name; the connection is cut if empty
   */
  public record BreakStreams(int times, int afterTokens, String error) {
    public BreakStreams {
      error = error == null ? "" : error;
      if (times < 1 || afterTokens < 0) {
        throw new IllegalArgumentException("breakStreams: times from 1 on, afterTokens from 0 on");
      }
      checked(error, "");
    }
  }

  /**
   * A model's quota; 0 means none.
   *
   * @param tokensPerMinute of input and output, as reserved and settled by the service
   */
  public record RateLimit(long requestsPerMinute, long tokensPerMinute) {}

  private static void checked(String error, String operation) {
    if (!error.isEmpty()) {
      ErrorType.named(error);
    }
    if (!List.of("", "embed", "generate", "rerank").contains(operation)) {
      throw new IllegalArgumentException(
          "operation is embed, generate or rerank, not " + operation);
    }
  }
}
