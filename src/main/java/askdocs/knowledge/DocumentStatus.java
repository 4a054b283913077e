package askdocs.knowledge;

/** How far a document has come; the words of Bedrock Knowledge Bases. */
public enum DocumentStatus {
  /** Known, and nothing done yet. */
  PENDING,
  /** Being read, embedded or written. */
  IN_PROGRESS,
  /** A search can find it. */
  INDEXED,
  /** It could not be read; the reason says why. */
  FAILED,
  /** Left out on purpose, as an unsupported format is; the reason says why. */
  IGNORED,
  /** Gone from the bucket, its passages being removed. */
  DELETING,
  /** Not there. */
  NOT_FOUND
}
