package askdocs.local.chaos;

/** A change of the bucket: S3 tells of each by one event. */
sealed interface Change {
  /** The document that it concerns. */
  String key();

  /** The document is put. */
  record Put(String key, Content content) implements Change {}

  /** The document is deleted. */
  record Delete(String key) implements Change {}

  /** The document's sidecar is put, or deleted where everybody may read. */
  record Permitting(String key, Permit permit) implements Change {}
}
