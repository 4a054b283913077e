package askdocs.local.faults;

import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What was asked for on the command line.
 *
 * @param asks how many questions are asked while Bedrock fails
 * @param concurrency how many at a time
 * @param throttled of a hundred calls of Bedrock, how many are throttled
 * @param outageSeconds how long OpenSearch is away
 * @param documents how many are ingested against a rate limit
 * @param perMinute that limit, in embeddings
 */
record Wanted(
    Set<Part> parts,
    long seed,
    int asks,
    int concurrency,
    int throttled,
    int outageSeconds,
    int documents,
    int perMinute,
    boolean help) {
  /** What can be shown. */
  enum Part {
    ASKS,
    STACKED,
    OUTAGE,
    INGEST
  }

  static final String USAGE =
      """
      Usage: scripts/faults [PART]... [OPTION]...
      Starts a local stack of its own for each part, has its upstreams fail, and says what callers
      and ingestion notice of it. Without a PART, all of them:

        asks     questions over HTTP while Bedrock throttles 30 % of its calls, answers 10 % with
                 500, 503, 424 or 408, delays 5 % by 20 s and breaks 2 % of the connections
        stacked  the same with the SDK's own retries switched on beneath ours
        outage   OpenSearch is away for a while and comes back
        ingest   documents against a limit of embeddings a minute

        --seed N         other faults (1)
        --asks N         how many questions (1000)
        --concurrency N  how many at a time (24)
        --throttled N    of a hundred calls of Bedrock, how many are throttled (30)
        --outage N       how many seconds OpenSearch is away (60)
        --documents N    how many documents, of one passage each (500)
        --per-minute N   how many embeddings a minute are permitted (60)
        --help           this text

      Exit status: 0 all was as it must be; 1 something was not; 2 wrong use, or not possible.
      """;

  static Wanted of(List<String> arguments) {
    Set<Part> parts = EnumSet.noneOf(Part.class);
    Wanted wanted = new Wanted(parts, 1, 1_000, 24, 30, 60, 500, 60, false);
    for (Iterator<String> rest = arguments.iterator(); rest.hasNext(); ) {
      String argument = rest.next();
      switch (argument) {
        case "--seed", "--throttled" -> wanted = wanted.with(argument, number(argument, rest));
        case "--asks", "--concurrency", "--outage", "--documents", "--per-minute" ->
            wanted = wanted.with(argument, Math.max(1, number(argument, rest)));
        case "--help", "-h" -> wanted = wanted.with(argument, 0);
        default -> parts.add(part(argument));
      }
    }
    if (parts.isEmpty()) {
      parts.addAll(EnumSet.allOf(Part.class));
    }
    return wanted;
  }

  private static Part part(String argument) {
    for (Part part : Part.values()) {
      if (part.name().toLowerCase(Locale.ROOT).equals(argument)) {
        return part;
      }
    }
    throw new IllegalArgumentException("Not understood: " + argument);
  }

  private static int number(String option, Iterator<String> rest) {
    String text = rest.hasNext() ? rest.next() : "";
    if (!text.matches("\\d{1,7}")) {
      throw new IllegalArgumentException(option + " needs a number, and got " + text);
    }
    return Integer.parseInt(text);
  }

  private Wanted with(String option, int number) {
    return new Wanted(
        parts,
        option.equals("--seed") ? number : seed,
        option.equals("--asks") ? number : asks,
        option.equals("--concurrency") ? number : concurrency,
        option.equals("--throttled") ? Math.min(100, number) : throttled,
        option.equals("--outage") ? number : outageSeconds,
        option.equals("--documents") ? number : documents,
        option.equals("--per-minute") ? number : perMinute,
        help || option.equals("--help") || option.equals("-h"));
  }
}
