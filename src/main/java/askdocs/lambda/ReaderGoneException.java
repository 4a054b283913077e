package askdocs.lambda;

/** Nobody reads the response any more. */
final class ReaderGoneException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ReaderGoneException() {
    super("The reader has gone");
  }

  ReaderGoneException(Throwable cause) {
    super("The reader has gone", cause);
  }
}
