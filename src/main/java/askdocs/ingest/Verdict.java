package askdocs.ingest;

/** What became of a conditional write. */
public sealed interface Verdict {
  /** It was written. */
  record Accepted() implements Verdict {}

  /**
   * The condition failed, or the write had gone through before and only its answer was lost.
   *
   * @param row the row as it stands
   */
  record Refused(DocumentRow row) implements Verdict {}
}
