package askdocs.local.tools;

/** Why a command cannot do what it was asked for, in words for whoever typed it. */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Refusal(String message) {
    super(message);
  }
}
