package askdocs.local.invoke;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

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
   * The function answered piece by piece.
   *
   * @param bytes the metadata's JSON, eight NUL bytes, and the body
   * @param errorType what broke it off, where something did
   * @param errorBody the error document; empty where there is none
   */
  record Streamed(byte[] bytes, Optional<String> errorType, String errorBody) implements Outcome {
    /** The metadata and the body, with an empty line between them. */
    @Override
    public String payload() {
      return new String(bytes, StandardCharsets.UTF_8).replace("\0".repeat(8), "\n\n");
    }
  }

  /**
   * It did not: it threw, could not start, took too long or its process ended.
   *
   * @param errorType as Lambda names it, such as {@code java.lang.IllegalStateException}
   * @param payload the error document that Lambda would return
   */
  record Failed(String errorType, String errorMessage, String payload) implements Outcome {}
}
