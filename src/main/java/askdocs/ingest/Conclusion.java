package askdocs.ingest;

/** What a run came to for a document. */
public sealed interface Conclusion {
  /**
   * Its passages can be found.
   *
   * @param source the version that was read
   * @param title the document's title
   * @param passages how many there are
   */
  record Indexed(Source source, String title, int passages) implements Conclusion {}

  /**
   * It could not be read.
   *
   * @param source the version that was tried
   * @param reason a sentence for the document's owner
   */
  record Failed(Source source, String reason) implements Conclusion {}

  /**
   * It is left out on purpose.
   *
   * @param source the version that was tried
   * @param reason a sentence for the document's owner
   */
  record Ignored(Source source, String reason) implements Conclusion {}

  /** The bucket has no such object. */
  record Missing() implements Conclusion {}
}
