package askdocs.local.eval;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What {@code scripts/eval} was asked for.
 *
 * @param folder what is evaluated
 * @param embedding who embeds
 * @param parts what is measured, as far as the folder has what it takes
 * @param sets the names of the sets; all if empty
 * @param limit how many questions of each set, or attacks, are asked at most
 * @param unanswered how many questions of a set with judgements are asked with and without what
 *     answers them
 * @param folded whether questions are asked without accents too
 * @param reranker the model that reranks; empty for none
 * @param documents the files that answers are graded against
 * @param json where the figures go
 * @param html where the page goes
 * @param help whether only its usage is wanted
 */
record Wanted(
    Path folder,
    EmbeddingChoice embedding,
    Set<Part> parts,
    Set<String> sets,
    long limit,
    int unanswered,
    boolean folded,
    Optional<String> reranker,
    Optional<Path> documents,
    Optional<Path> json,
    Optional<Path> html,
    boolean help) {
  static final String USAGE =
      """
      Usage: scripts/eval FOLDER [OPTION]...
      Measures AskDocs on the documents and questions of FOLDER, which is a set or holds sets. What a
      set has in it says what is measured:

        corpus.jsonl, queries.jsonl, qrels.tsv (or qrels/test.tsv): BEIR's layout
            retrieval: recall, MRR and nDCG by words (BM25), by vectors, by what AskDocs makes of
            both, and reranked; abstention: some of the questions answered with the documents that
            answer them, and with these taken away; price and time of an answer
        corpus.jsonl, answerable.jsonl, unanswerable.jsonl
            abstention: who is answered and who is told that the documents do not say
        attacks.jsonl and other .jsonl of documents, each with a question; or BIPIA's and spikee's files
            injection: each attack is planted in documents; the share of answers that it changes, with
            a model that obeys what it reads, with and without each defence

      Each line of a .jsonl is an object. corpus.jsonl: _id, text, and title if there is one; an _id
      that ends in .md or .html is read as such a file. queries.jsonl, answerable.jsonl and
      unanswerable.jsonl: _id, text; answerable.jsonl may name the _id that answers as paragraph.
      qrels.tsv: a line query-id<TAB>corpus-id<TAB>score, and so on; a score above 0 is relevant.
      attacks.jsonl: _id, text. Documents to plant them in: context, question.

        --only A,B        these parts only: retrieval, abstention, injection, citations
        --sets A,B        these sets only
        --limit N         the first N questions of each set, or N attacks spread over all
        --unanswered N    asks N questions of a set in BEIR's layout, spread over it, with and without
                          what answers them; 100 unless said
        --fold-questions  searches a second time for questions without accents
        --embedding WHO   standin (the Bedrock stand-in; it is the default), minilm (the stand-in
                          with MiniLM alone, which knows English only), or aws (Bedrock embeds and
                          answers, with your credentials; it costs money and sends it your texts)
        --rerank MODEL    the model that reranks, or none; amazon.rerank-v1:0 unless said, and none
                          with --embedding aws
        --documents FILES citations: drops the files of this folder into a local stack and asks the
                          questions of the one set over HTTP, to grade what is cited, with an honest
                          model and with lying ones; FILES/files.tsv names each file and its
                          paragraph-ids, which are ids of corpus.jsonl, with commas between
        --json FILE       writes all figures there
        --html FILE       writes a page with plots there
        --help            this text

      Figures in brackets are 95 % bootstrap intervals. What a stand-in answers shows what AskDocs
      makes of it and not how well a model reads. Vectors and indices are kept in target/eval for the
      next run. The README records what was measured.
      Exit status: 0 measured; 2 wrong use, or not possible.
      """;

  private static final String RERANKER = "amazon.rerank-v1:0";
  private static final String NONE = "none";
  private static final int UNANSWERED = 100;

  Wanted {
    parts = Set.copyOf(parts);
    sets = Set.copyOf(sets);
  }

  boolean wants(Part part) {
    return parts.contains(part);
  }

  /**
   * Reads the arguments.
   *
   * @param from where the command was typed, which paths are seen from
   * @throws Refusal naming the one that is wrong
   */
  static Wanted of(List<String> arguments, Path from) {
    Optional<Path> folder = Optional.empty();
    EmbeddingChoice embedding = EmbeddingChoice.STANDIN;
    Set<Part> parts = EnumSet.allOf(Part.class);
    Set<String> sets = Set.of();
    long limit = Long.MAX_VALUE;
    int unanswered = UNANSWERED;
    boolean folded = false;
    Optional<String> reranker = Optional.empty();
    Optional<Path> documents = Optional.empty();
    Optional<Path> json = Optional.empty();
    Optional<Path> html = Optional.empty();
    boolean help = false;
    for (Iterator<String> rest = arguments.iterator(); rest.hasNext(); ) {
      String argument = rest.next();
      switch (argument) {
        case "--embedding" -> embedding = embedding(value(argument, rest));
        case "--only" -> parts = parts(value(argument, rest));
        case "--sets" -> sets = new HashSet<>(List.of(value(argument, rest).split(",")));
        case "--limit" -> limit = number(argument, value(argument, rest), Long.MAX_VALUE);
        case "--unanswered" ->
            unanswered = (int) number(argument, value(argument, rest), Integer.MAX_VALUE);
        case "--fold-questions" -> folded = true;
        case "--rerank" -> reranker = Optional.of(value(argument, rest));
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
    String reranking = reranker.orElse(embedding == EmbeddingChoice.AWS ? NONE : RERANKER);
    return new Wanted(
        folder.orElse(from),
        embedding,
        parts,
        sets,
        limit,
        unanswered,
        folded,
        Optional.of(reranking).filter(model -> !model.equals(NONE)),
        documents,
        json,
        html,
        help);
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

  private static Set<Part> parts(String names) {
    return Arrays.stream(names.split(","))
        .map(name ->
            Part.named(name)
                .orElseThrow(() ->
                    new Refusal("--only takes some of " + Part.all() + ", not " + name + ".")))
        .collect(Collectors.toSet());
  }

  private static long number(String option, String text, long most) {
    try {
      long number = Long.parseLong(text);
      if (number > 0 && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Told below.
    }
    throw new Refusal(option + " takes a number from 1, not " + text + ".");
  }
}
