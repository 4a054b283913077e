package askdocs.ingest;

/** Claims a key for a run. */
@FunctionalInterface
public interface Claiming {
  /**
   * Adds 1 to the key's claim, unconditionally; the result is the run's generation. A row that was
   * not there starts {@code claim} and {@code settled} from the clock, so that no generation ever
   * returns.
   *
   * @return the row as the claim left it
   */
  DocumentRow claim(String key);
}
