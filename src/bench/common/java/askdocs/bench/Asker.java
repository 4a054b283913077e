package askdocs.bench;

/** A way from a question to an answer. */
@FunctionalInterface
public interface Asker {
  /**
   * Asks.
   *
   * @return the answer's text
   * @throws Exception if there is none
   */
  String ask(String question) throws Exception;
}
