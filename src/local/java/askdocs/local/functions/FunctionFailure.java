package askdocs.local.functions;

/** A function ended with an error, as Lambda reports it: not an answer of the function. */
public final class FunctionFailure extends Exception {
  private static final long serialVersionUID = 1L;

  private final String type;

  /**
   * @param type the error's type, as {@code java.lang.IllegalStateException}, {@code
   *     Runtime.ExitError} or {@code Sandbox.Timedout}
   * @param message what it says
   */
  public FunctionFailure(String type, String message) {
    super(message);
    this.type = type;
  }

  /** The error's type. */
  public String type() {
    return type;
  }
}
