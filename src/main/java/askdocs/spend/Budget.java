package askdocs.spend;

/**
 * A limit on what is spent in a time.
 *
 * @param whose whose spending it limits
 * @param period the time
 * @param limit the most that is spent in it
 */
public record Budget(Whose whose, Period period, Usd limit) {
  /** Whose spending. */
  public enum Whose {
    CALLER,
    DEPLOYMENT,
    INGESTION
  }

  /** A day or a calendar month, in UTC. */
  public enum Period {
    DAY,
    MONTH
  }
}
