package askdocs.bench;

import java.util.List;

/** A way from a question to an answer. */
public interface Asker {
  /**
   * Asks.
   *
   * @return the answer's text
   * @throws Exception if there is none
   */
  String ask(String question) throws Exception;

  /**
   * Asks, and is told the answer while it comes about.
   *
   * @param first to be run as soon as there is a first piece of the answer, and as often as wished
   * @return the answer's text
   * @throws Exception if there is none
   */
  default String stream(String question, Runnable first) throws Exception {
    throw new UnsupportedOperationException("This one does not stream");
  }

  /**
   * Searches only.
   *
   * @return the keys of the documents that the passages found are of, best first; a document comes
   *     as often as it has passages
   * @throws Exception if the search failed
   */
  default List<String> find(String question) throws Exception {
    throw new UnsupportedOperationException("This one does not only search");
  }
}
