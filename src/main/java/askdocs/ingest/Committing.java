package askdocs.ingest;

/** Commits what a run concluded. */
@FunctionalInterface
public interface Committing {
  /**
   * Writes the conclusion under the claim's generation, on condition that {@code settled} is what
   * the claim found it to be. Whoever concluded since may have looked at the bucket later, however
   * early its claim was: its conclusion is not to be overwritten by an older view.
   *
   * @param claimed the row as the claim left it
   */
  Verdict commit(DocumentRow claimed, Conclusion conclusion);
}
