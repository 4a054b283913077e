package askdocs.local.tools;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What {@code scripts/reindex} is told.
 *
 * @param verb what to do
 * @param model the embedding model of the new index
 * @param dimensions the dimensions of its vectors
 * @param aws whether to work on the stack that the environment names
 */
record ReindexCommand(
    String verb, Optional<String> model, Optional<Integer> dimensions, boolean aws) {
  private static final Set<String> VERBS =
      Set.of("start", "status", "switch", "rollback", "finish");

  static ReindexCommand of(List<String> arguments) {
    Deque<String> left = new ArrayDeque<>(arguments);
    String verb = "";
    Optional<String> model = Optional.empty();
    Optional<Integer> dimensions = Optional.empty();
    boolean aws = false;
    while (!left.isEmpty()) {
      String argument = left.pop();
      switch (argument) {
        case "--help", "-h" -> {
          return new ReindexCommand("help", Optional.empty(), Optional.empty(), false);
        }
        case "--aws" -> aws = true;
        case "--model" -> model = Optional.of(value(argument, left));
        case "--dimensions" -> dimensions = Optional.of(number(value(argument, left)));
        default -> {
          if (!verb.isEmpty() || !VERBS.contains(argument)) {
            throw new Refusal("Unknown: " + argument + "\n\n" + Reindex.USAGE);
          }
          verb = argument;
        }
      }
    }
    if (verb.isEmpty()) {
      throw new Refusal(Reindex.USAGE);
    }
    if (!verb.equals("start") && (model.isPresent() || dimensions.isPresent())) {
      throw new Refusal("--model and --dimensions go with start.");
    }
    return new ReindexCommand(verb, model, dimensions, aws);
  }

  private static String value(String option, Deque<String> left) {
    if (left.isEmpty()) {
      throw new Refusal(option + " takes a value.");
    }
    return left.pop();
  }

  private static int number(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new Refusal("--dimensions takes a whole number, not " + text + ".");
    }
  }
}
