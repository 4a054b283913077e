package askdocs.ingest;

/** Settles a run that found nothing to do. */
@FunctionalInterface
public interface Settling {
  /**
   * Sets {@code settled} to the generation, on condition that the row is the one just read, whose
   * {@code settled} is lower. Each conclusion raises {@code settled}, so an equal one means that
   * nothing was concluded in between.
   */
  Verdict settle(DocumentRow read, long generation);
}
