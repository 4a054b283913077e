package askdocs.ask;

/** The beginning of an answer was told, and the whole of it does not hold. */
public final class AnswerWithdrawnException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  AnswerWithdrawnException() {
    super("The answer is not what was told of it");
  }
}
