package askdocs.ask;

/**
 * Is told of an answer while it comes about. Nothing that it was told is taken back: the texts put
 * together are the answer's text, and the citations are the answer's.
 *
 * <p>Any of its methods may throw a {@link RuntimeException}, which ends the answering.
 */
public interface Audience {
  /** The passages that the answer will be written from, best first. */
  void found(SearchResult passages);

  /** The next piece of the answer's text. */
  void said(String text);

  /** The next of the answer's citations; the text that it is about was said before. */
  void cited(Citation citation);
}
