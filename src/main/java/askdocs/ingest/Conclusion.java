package askdocs.ingest;

import askdocs.knowledge.Access;

/** What a run came to for a document. */
public sealed interface Conclusion {
  /**
   * Its passages can be found.
   *
   * @param object the version that was read
   * @param fingerprint what they depend on
   * @param title the document's title
   * @param access who may read it
   * @param passages how many there are
   */
  record Indexed(
      StoredObject object, Fingerprint fingerprint, String title, Access access, int passages)
      implements Conclusion {}

  /**
   * It could not be read.
   *
   * @param object the version that was tried
   * @param fingerprint what the conclusion depends on
   * @param access who may know of it
   * @param reason a sentence for the document's owner
   */
  record Failed(StoredObject object, Fingerprint fingerprint, Access access, String reason)
      implements Conclusion {}

  /**
   * It is left out on purpose.
   *
   * @param object the version that was tried
   * @param fingerprint what the conclusion depends on
   * @param access who may know of it
   * @param reason a sentence for the document's owner
   */
  record Ignored(StoredObject object, Fingerprint fingerprint, Access access, String reason)
      implements Conclusion {}

  /** The bucket has no such object. */
  record Missing() implements Conclusion {}
}
