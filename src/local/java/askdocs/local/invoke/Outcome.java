package askdocs.local.invoke;

/** How an invocation ended. */
public sealed interface Outcome {
  /** What the caller of the function gets, as it came from the function. */
  String payload();

  /**
   * The function answered.
   *
   * @param payload its response, JSON unless the handler wrote something else
   */
  record Answered(String payload) implements Outcome {}

  /**
   * It did not: it threw, could not start, took too long or its process ended.
   *
   * @param errorType as Lambda names it, such as {@code java.lang.IllegalStateException}
   * @param payload the error document that Lambda would return
   */
  record Failed(String errorType, String errorMessage, String payload) implements Outcome {}
}
