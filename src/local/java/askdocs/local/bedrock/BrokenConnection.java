package askdocs.local.bedrock;

/** Closes the connection on which a request came, without an answer. */
final class BrokenConnection extends RuntimeException {
  private static final long serialVersionUID = 1L;
}
