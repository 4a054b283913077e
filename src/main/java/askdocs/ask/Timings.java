package askdocs.ask;

import java.time.Duration;

/**
 * Where the time went.
 *
 * @param embed the question's embedding
 * @param search the search, and the look at what is live
 * @param generate the model's answer
 * @param total all of it
 */
public record Timings(Duration embed, Duration search, Duration generate, Duration total) {}
