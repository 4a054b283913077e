package askdocs.local.bench;

import askdocs.local.eval.Refusal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the command was asked for.
 *
 * @param folders sets in the layout of BEIR, the first the one that is loaded and asked
 * @param documents how many of a set's documents are loaded, at most
 * @param asks how many questions each asks in a round
 * @param rounds how many rounds there are of each
 * @param warm how many questions each asks before anything is measured
 * @param callers how many ask at a time, one series for each number
 * @param latencies how long the stand-in takes
 * @param only the sections that are wanted, by their names; empty for all
 * @param longer whether to measure at sizes that take hours
 * @param keep the folder in which indices are kept for the next run
 * @param json where the figures go as JSON
 */
record BenchWanted(
    List<Path> folders,
    int documents,
    int asks,
    int rounds,
    int warm,
    List<Integer> callers,
    List<Latency> latencies,
    Set<String> only,
    boolean longer,
    Optional<Path> keep,
    Optional<Path> json,
    boolean help) {
  static final String USAGE =
      """
      Usage: scripts/bench FOLDER... [OPTION]...
      Measures AskDocs beside the calls that an answer cannot do without, done bare, and beside
      LangChain4j's and Spring AI's usual chains: the same passages, vectors and model stand-in, each in
      a JVM of its own on this machine, in turns. FOLDER is a set in the layout of BEIR, whose documents
      are loaded and whose questions are asked. Then, with the texts and questions of all folders: how fast
      IngestFunction is and how much memory it takes, how the index grows and finds, and how long a
      reconcile takes.

        asks            time to the answer and to its first piece, CPU, allocation: asks-peers;
                        what each feature of AskDocs adds: asks-features; of the first FOLDER
        quality         nDCG@10 and R@5 of what each finds: in the first FOLDER, with --long in each
        ingest          passages a second, memory, CPU: ingest-small, ingest-pages, ingest-file
        scale, reconcile

        --only A,B      these sections only
        --long          sizes that take hours: whole sets, 100,000 and 500,000 passages
        --keep FOLDER   keep there the indices of scale, and use them again
        --documents N   load at most so many documents of a FOLDER (100)
        --asks N        questions of each in a round (32; an eighth at 600 ms)
        --rounds N      rounds of each; medians and ranges are over rounds (3)
        --warm N        questions of each before anything is measured (500; a quarter of them for
                        each feature); after 6,000 nearly all is compiled, and CPU is that of the work
                        alone
        --callers N,N   how many ask at a time (1,16)
        --latency L     overhead (0 ms), real (30 ms to embed, 600 ms to generate) or both (both)
        --json FILE     the figures as JSON too
      """;

  /** How long the stand-in takes. */
  enum Latency {
    /** At once, so that what is left is overhead and the search. */
    OVERHEAD(0, 0),
    /** As models take. */
    REAL(30, 600);

    private final int embedMillis;
    private final int generateMillis;

    Latency(int embedMillis, int generateMillis) {
      this.embedMillis = embedMillis;
      this.generateMillis = generateMillis;
    }

    int embedMillis() {
      return embedMillis;
    }

    int generateMillis() {
      return generateMillis;
    }

    String title() {
      return "%d ms to embed, %d ms to generate".formatted(embedMillis, generateMillis);
    }

    /** How many questions are asked in a round: fewer where each takes long. */
    int asks(int wanted, int callers) {
      return Math.max(this == REAL ? Math.ceilDiv(wanted, 8) : wanted, callers * 3);
    }
  }

  BenchWanted {
    folders = List.copyOf(folders);
    callers = List.copyOf(callers);
    latencies = List.copyOf(latencies);
    only = Set.copyOf(only);
  }

  /** The set that is loaded and asked. */
  Path folder() {
    return folders.getFirst();
  }

  /**
   * Reads the command's arguments.
   *
   * @param from the folder that files are named from
   */
  static BenchWanted of(List<String> arguments, Path from) {
    List<Path> folders = new ArrayList<>();
    int documents = 100;
    int asks = 32;
    int rounds = 3;
    int warm = 500;
    List<Integer> callers = List.of(1, 16);
    List<Latency> latencies = List.of(Latency.values());
    Set<String> only = Set.of();
    boolean longer = false;
    Optional<Path> keep = Optional.empty();
    Optional<Path> json = Optional.empty();
    boolean help = false;
    Iterator<String> rest = arguments.iterator();
    while (rest.hasNext()) {
      String argument = rest.next();
      switch (argument) {
        case "--help", "-h" -> help = true;
        case "--documents" -> documents = number(argument, rest);
        case "--asks" -> asks = number(argument, rest);
        case "--rounds" -> rounds = number(argument, rest);
        case "--warm" -> warm = number(argument, rest);
        case "--callers" ->
            callers =
                Arrays.stream(value(argument, rest).split(","))
                    .map(one -> number(argument, one))
                    .toList();
        case "--latency" -> latencies = latencies(value(argument, rest));
        case "--only" -> only = Set.copyOf(List.of(value(argument, rest).split(",")));
        case "--long" -> longer = true;
        case "--keep" -> keep = Optional.of(from.resolve(value(argument, rest)));
        case "--json" -> json = Optional.of(from.resolve(value(argument, rest)));
        default -> {
          if (argument.startsWith("-")) {
            throw new Refusal("There is no option " + argument + "\n\n" + USAGE);
          }
          folders.add(from.resolve(argument));
        }
      }
    }
    if (folders.isEmpty() && !help) {
      throw new Refusal("Name a folder.\n\n" + USAGE);
    }
    return new BenchWanted(
        folders, documents, asks, rounds, warm, callers, latencies, only, longer, keep, json, help);
  }

  private static List<Latency> latencies(String named) {
    return switch (named) {
      case "overhead" -> List.of(Latency.OVERHEAD);
      case "real" -> List.of(Latency.REAL);
      case "both" -> List.of(Latency.values());
      default -> throw new Refusal("--latency is overhead, real or both, not " + named);
    };
  }

  private static String value(String option, Iterator<String> rest) {
    if (!rest.hasNext()) {
      throw new Refusal(option + " needs a value");
    }
    return rest.next();
  }

  private static int number(String option, Iterator<String> rest) {
    return number(option, value(option, rest));
  }

  private static int number(String option, String text) {
    try {
      int number = Integer.parseInt(text.strip());
      if (number >= 1) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Told below.
    }
    throw new Refusal(option + " takes whole numbers from 1, not " + text);
  }
}
