package askdocs.ask;

/**
 * What was asked before, and what was answered: plain text, without citations.
 *
 * @param question the question, as it was asked
 * @param answer the answer, its first {@value #MAX_ANSWER} code points if it has more
 */
public record Exchange(String question, String answer) {
  /** How much of an answer is remembered, in code points. */
  static final int MAX_ANSWER = 4_000;

  public Exchange {
    if (question.isBlank() || answer.isBlank()) {
      throw new IllegalArgumentException("An exchange has a question and an answer");
    }
    if (answer.codePointCount(0, answer.length()) > MAX_ANSWER) {
      answer = answer.substring(0, answer.offsetByCodePoints(0, MAX_ANSWER - 1)) + "…";
    }
  }
}
