package askdocs.ask;

/** There is no such session, or it has expired, or it is another caller's: nobody is told which. */
public final class SessionNotFoundException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public SessionNotFoundException() {
    super("There is no such session");
  }
}
