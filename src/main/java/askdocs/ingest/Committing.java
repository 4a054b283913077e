package askdocs.ingest;

/** Commits what a run concluded. */
@FunctionalInterface
public interface Committing {
  /** Writes the conclusion, on condition that {@code settled} is below the generation. */
  Verdict commit(String key, long generation, Conclusion conclusion);
}
