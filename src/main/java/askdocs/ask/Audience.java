package askdocs.ask;

/**
 * Is told of an answer while it comes about: its text as it is written, its citations as they are
 * verified. What was told may be taken back by a text that begins before its end; in the end it is
 * the answer's text, and the answer's citations in their order.
 *
 * <p>Any of its methods may throw a {@link RuntimeException}, which ends the answering.
 */
public interface Audience {
  /** The passages that the answer will be written from, best first. */
  void found(SearchResult passages);

  /**
   * A piece of the answer's text. From where it begins, nothing holds that was told before: no
   * text, and no citation that ends behind there.
   *
   * @param start where it stands in the answer, in UTF-16 code units; never behind the end of what
   *     was told
   */
  void said(int start, String text);

  /** The next of the answer's citations; the text that it is about was said before. */
  void cited(Citation citation);
}
