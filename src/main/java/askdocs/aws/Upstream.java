package askdocs.aws;

import java.time.Duration;

/**
 * A service that is called by the one policy; each has a circuit breaker of its own, by its name.
 *
 * @param name what logs call it
 * @param longestTry how long one try may take, so that one that hangs leaves time for another
 */
public record Upstream(String name, Duration longestTry) {
  private static final String OPENSEARCH = "OpenSearch";
  private static final String BUCKET = "The bucket";

  /** Searches, for a caller who waits. */
  static final Upstream SEARCH = new Upstream(OPENSEARCH, Duration.ofSeconds(5));

  /** All else that OpenSearch does: writes wait for its refresh, removals may take long. */
  static final Upstream INDEX = new Upstream(OPENSEARCH, Duration.ofSeconds(30));

  /** The table of documents' states. */
  static final Upstream TABLE = new Upstream("The state table", Duration.ofSeconds(5));

  /** The table of what asking writes, without which most can still be answered. */
  static final Upstream SPEND_TABLE = new Upstream("The spend table", Duration.ofSeconds(5));

  /** Looks at objects, and lists them. */
  static final Upstream BUCKET_LOOK = new Upstream(BUCKET, Duration.ofSeconds(10));

  /** Fetches an object of 200 MB at the most. */
  static final Upstream BUCKET_FETCH = new Upstream(BUCKET, Duration.ofMinutes(2));

  /** The queues. */
  static final Upstream QUEUE = new Upstream("The queue", Duration.ofSeconds(10));

  /** The secret of OpenSearch's user, which is kept for minutes. */
  static final Upstream SECRETS = new Upstream("Secrets Manager", Duration.ofSeconds(3));

  /** A model that embeds a question or orders passages, for a caller who waits. */
  static Upstream quick(String model) {
    return new Upstream(model, Duration.ofSeconds(5));
  }

  /** A model that embeds passages. */
  static Upstream patient(String model) {
    return new Upstream(model, Duration.ofSeconds(20));
  }

  /** A model that writes: its answer may take all the time that there is. */
  static Upstream writing(String model) {
    return new Upstream(model, Duration.ofMinutes(2));
  }
}
