package askdocs.aws;

/** What requests are answered that never leave this JVM. */
@FunctionalInterface
public interface HttpAnswers {
  /**
   * The body of a 200, in JSON.
   *
   * @param operation as services name it in the header {@code X-Amz-Target}; empty for others
   * @param path the path, percent-encoded
   * @param body what was sent, unzipped
   */
  byte[] to(String operation, String path, byte[] body);
}
