package askdocs.local.chaos;

import java.util.Iterator;
import java.util.List;

/**
 * What was asked for on the command line.
 *
 * @param load how many small objects to load undisturbed instead; 0 for none
 */
record Wanted(long seed, int events, int keys, int kills, int load, boolean keep, boolean help) {
  static final String USAGE =
      """
      Usage: scripts/chaos [OPTION]...
      Starts a local stack of its own, changes the bucket while the parts of the stack fail, and
      holds in the end bucket, state table and index against each other.

        --seed N    other changes (1)
        --events N  how many changes, an event of S3 each (2000)
        --keys N    of how many documents (300)
        --kills N   how often the ingesting function's JVM is killed (10)
        --load N    instead, puts N small objects with nothing failing, and measures
        --keep      keeps the folder with data and logs, as a difference does, too
        --help      this text

      Exit status: 0 all agrees; 1 something differs; 2 wrong use, or not possible.
      """;

  static Wanted of(List<String> arguments) {
    Wanted wanted = new Wanted(1, 2_000, 300, 10, 0, false, false);
    for (Iterator<String> rest = arguments.iterator(); rest.hasNext(); ) {
      String argument = rest.next();
      wanted =
          switch (argument) {
            case "--seed" -> wanted.seed(number(argument, rest));
            case "--events" -> wanted.events(number(argument, rest));
            case "--keys" -> wanted.keys(number(argument, rest));
            case "--kills" -> wanted.kills(number(argument, rest));
            case "--load" -> wanted.load(number(argument, rest));
            case "--keep" -> wanted.keep(true);
            case "--help", "-h" -> wanted.help(true);
            default -> throw new IllegalArgumentException("Not understood: " + argument);
          };
    }
    return wanted;
  }

  private static int number(String option, Iterator<String> rest) {
    if (!rest.hasNext()) {
      throw new IllegalArgumentException(option + " needs a number");
    }
    String text = rest.next();
    if (!text.matches("\\d{1,7}")) {
      throw new IllegalArgumentException(option + " needs a number, and got " + text);
    }
    return Integer.parseInt(text);
  }

  private Wanted seed(long other) {
    return new Wanted(other, events, keys, kills, load, keep, help);
  }

  private Wanted events(int other) {
    return new Wanted(seed, atLeastOne(other), keys, kills, load, keep, help);
  }

  private Wanted keys(int other) {
    return new Wanted(seed, events, atLeastOne(other), kills, load, keep, help);
  }

  private Wanted kills(int other) {
    return new Wanted(seed, events, keys, other, load, keep, help);
  }

  private Wanted load(int other) {
    return new Wanted(seed, events, keys, kills, atLeastOne(other), keep, help);
  }

  private Wanted keep(boolean other) {
    return new Wanted(seed, events, keys, kills, load, other, help);
  }

  private Wanted help(boolean other) {
    return new Wanted(seed, events, keys, kills, load, keep, other);
  }

  private static int atLeastOne(int number) {
    if (number < 1) {
      throw new IllegalArgumentException("There must be one at least");
    }
    return number;
  }
}
