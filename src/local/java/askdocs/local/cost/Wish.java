package askdocs.local.cost;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is to be estimated.
 *
 * @param folder the folder of documents
 * @param questions how many a month
 * @param models the models that might answer
 * @param rerankModel the model that would rerank
 * @param cached the part of the questions that the answer cache serves, 0 to 1
 * @param passages the passages that an answer rests on
 * @param answerTokens the length of an answer
 * @param json whether to print JSON
 */
record Wish(
    String folder,
    long questions,
    List<String> models,
    Optional<String> rerankModel,
    double cached,
    int passages,
    int answerTokens,
    boolean json) {
  /** What is answered by, unless it is said. */
  private static final List<String> MODELS =
      List.of(
          "us.anthropic.claude-haiku-5-5",
          "us.anthropic.claude-haiku-4-5-20251001-v1:0",
          "us.anthropic.claude-sonnet-5-5",
          "us.anthropic.claude-opus-5-5");

  /**
   * Reads the command line.
   *
   * @throws IllegalArgumentException saying what is wrong
   */
  static Wish of(List<String> arguments) {
    Optional<String> folder = Optional.empty();
    long questions = 10_000;
    List<String> models = new ArrayList<>();
    Optional<String> reranker = Optional.of("amazon.rerank-v1:0");
    double cached = 0;
    int passages = 8;
    int answerTokens = 150;
    boolean json = false;
    for (int at = 0; at < arguments.size(); at++) {
      String argument = arguments.get(at);
      if (argument.equals("--json")) {
        json = true;
      } else if (!argument.startsWith("--")) {
        folder = Optional.of(argument);
      } else {
        at++;
        if (at == arguments.size()) {
          throw new IllegalArgumentException(argument + " needs a value");
        }
        String value = arguments.get(at);
        switch (argument) {
          case "--questions" -> questions = (long) number(argument, value, 0, 1e12);
          case "--model" -> models.add(value);
          case "--rerank" -> reranker = Optional.of(value);
          case "--cached" -> cached = number(argument, value, 0, 1);
          case "--passages" -> passages = (int) number(argument, value, 1, 50);
          case "--answer-tokens" -> answerTokens = (int) number(argument, value, 1, 4_096);
          default -> throw new IllegalArgumentException("Unknown: " + argument);
        }
      }
    }
    return new Wish(
        folder.orElseThrow(() -> new IllegalArgumentException("Name a folder of documents")),
        questions,
        models.isEmpty() ? MODELS : List.copyOf(models),
        reranker,
        cached,
        passages,
        answerTokens,
        json);
  }

  private static double number(String option, String value, double least, double most) {
    try {
      double number = Double.parseDouble(value);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new IllegalArgumentException(
        "%s: a number from %.0f to %.0f, not %s".formatted(option, least, most, value));
  }
}
