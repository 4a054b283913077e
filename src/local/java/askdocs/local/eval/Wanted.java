package askdocs.local.eval;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What {@code scripts/eval} was asked for.
 *
 * @param folder what is evaluated
 * @param embedding who embeds
 * @param sets the names of the sets; all if empty
 * @param limit how many questions of each set are asked at most
 * @param folded whether they are asked without accents too
 * @param documents the files that answers are graded against
 * @param json where the figures go
 * @param html where the page goes
 * @param help whether only its usage is wanted
 */
record Wanted(
    Path folder,
    EmbeddingChoice embedding,
    Set<String> sets,
    long limit,
    boolean folded,
    Optional<Path> documents,
    Optional<Path> json,
    Optional<Path> html,
    boolean help) {
  static final String USAGE =
      """
      Usage: scripts/eval FOLDER [OPTION]...
      Measures how well questions find the documents that answer them: by words (BM25), by vectors,
      and by what AskDocs makes of both. FOLDER is a set in BEIR's layout (corpus.jsonl,
      queries.jsonl, and qrels.tsv or qrels/test.tsv), or holds such sets.

        --sets A,B        these sets only
        --limit N         the first N questions of each set
        --fold-questions  asks a second time, without accents
        --embedding WHO   standin (the Bedrock stand-in; it is the default), minilm (the stand-in
                          with MiniLM alone, which knows English only), or aws (Bedrock, with your
                          credentials; it costs money and sends it your texts)
        --documents FILES drops the files of this folder into a local stack and asks the questions of
                          the one set over HTTP, to grade what is cited; FILES/files.tsv names
                          each file and its paragraph-ids, which are ids of corpus.jsonl
        --json FILE       writes all figures there
        --html FILE       writes a page with plots there
        --help            this text

      Vectors and indices are kept in target/eval for the next run.
      Exit status: 0 measured; 2 wrong use, or not possible.
      """;

  /**
   * Reads the arguments.
   *
   * @param from where the command was typed, which paths are seen from
   * @throws Refusal naming the one that is wrong
   */
  static Wanted of(List<String> arguments, Path from) {
    Optional<Path> folder = Optional.empty();
    EmbeddingChoice embedding = EmbeddingChoice.STANDIN;
    Set<String> sets = Set.of();
    long limit = Long.MAX_VALUE;
    boolean folded = false;
    Optional<Path> documents = Optional.empty();
    Optional<Path> json = Optional.empty();
    Optional<Path> html = Optional.empty();
    boolean help = false;
    for (Iterator<String> rest = arguments.iterator(); rest.hasNext(); ) {
      String argument = rest.next();
      switch (argument) {
        case "--embedding" -> embedding = embedding(value(argument, rest));
        case "--sets" -> sets = Set.of(value(argument, rest).split(","));
        case "--limit" -> limit = limit(value(argument, rest));
        case "--fold-questions" -> folded = true;
        case "--documents" -> documents = Optional.of(from.resolve(value(argument, rest)));
        case "--json" -> json = Optional.of(from.resolve(value(argument, rest)));
        case "--html" -> html = Optional.of(from.resolve(value(argument, rest)));
        case "--help", "-h" -> help = true;
        default -> {
          if (argument.startsWith("-") || folder.isPresent()) {
            throw new Refusal("Not understood: " + argument + ".\n\n" + USAGE.strip());
          }
          folder = Optional.of(from.resolve(argument));
        }
      }
    }
    if (folder.isEmpty() && !help) {
      throw new Refusal(USAGE.strip());
    }
    return new Wanted(
        folder.orElse(from), embedding, sets, limit, folded, documents, json, html, help);
  }

  private static String value(String option, Iterator<String> rest) {
    if (!rest.hasNext()) {
      throw new Refusal(option + " needs a value. See scripts/eval --help.");
    }
    return rest.next();
  }

  private static EmbeddingChoice embedding(String name) {
    return EmbeddingChoice.named(name)
        .orElseThrow(() ->
            new Refusal(
                "--embedding takes one of " + EmbeddingChoice.all() + ", not " + name + "."));
  }

  private static long limit(String text) {
    try {
      long limit = Long.parseLong(text);
      if (limit > 0) {
        return limit;
      }
    } catch (NumberFormatException e) {
      // Told below.
    }
    throw new Refusal("--limit takes a number from 1, not " + text + ".");
  }
}
