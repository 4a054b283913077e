package askdocs.local.eval;

import askdocs.local.bedrock.AnswerMode;
import askdocs.local.eval.BeirSet.Question;
import askdocs.local.eval.CitationGrader.Graded;
import askdocs.local.eval.OriginalFiles.Standing;
import askdocs.local.eval.RecordedBedrock.Exchange;
import askdocs.local.eval.Section.Table;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;

/**
 * Drops files into the bucket of a whole local stack, asks questions over HTTP, and grades what is
 * cited: with the honest model, and with one that lies in each of the ways that it can.
 */
final class CitationEvaluation {
  /** Each of these lies in every citation it makes, so each that is shown has slipped through. */
  static final List<AnswerMode> LIES =
      List.of(
          AnswerMode.WRONG_INDEX,
          AnswerMode.ALTERED_QUOTE,
          AnswerMode.FOREIGN_QUOTE,
          AnswerMode.OUT_OF_RANGE,
          AnswerMode.UNKNOWN_SOURCE);

  private static final int LIED_TO = 100;

  /** What a file that is withdrawn says from then on. */
  private static final String WITHDRAWN = "This document was withdrawn.\n";

  private final StackUnderTest stack;
  private final BeirSet set;
  private final OriginalFiles files;
  private final PrintStream progress;

  CitationEvaluation(StackUnderTest stack, BeirSet set, OriginalFiles files, PrintStream progress) {
    this.stack = stack;
    this.set = set;
    this.files = files;
    this.progress = progress;
  }

  /** How models are given passages. */
  private enum Given {
    SEARCH_RESULTS(Bench.ANSWERING, ""),
    /** To those that cite nothing by themselves. */
    NUMBERED(Way.NUMBERED, ", numbered passages");

    private final String model;
    private final String shown;

    Given(String model, String shown) {
      this.model = model;
      this.shown = shown;
    }
  }

  /** One way in which a model answered, and the grades of what it led to. */
  private record Answers(Given given, AnswerMode mode, List<Graded> grades, List<Told> told) {
    String name() {
      return named(mode) + given.shown;
    }

    int sum(ToIntFunction<Graded> count) {
      return grades.stream().mapToInt(count).sum();
    }

    long answered() {
      return told.stream().filter(Told::answered).count();
    }
  }

  /**
   * Measures it.
   *
   * @param limit how many questions are asked at most
   */
  Section measure(long limit) throws IOException, InterruptedException {
    stack.load(files, files.names(), progress);
    Map<String, Standing> standing = files.standing(set);
    List<Question> questions =
        set.judged().stream()
            .filter(question -> gold(question).stream().anyMatch(standing::containsKey))
            .limit(limit)
            .toList();
    if (questions.isEmpty()) {
      throw new Refusal("No question is answered by a paragraph that stands in a file");
    }
    List<Answers> graded = new ArrayList<>();
    List<Question> some = questions.stream().limit(LIED_TO).toList();
    for (Given given : Given.values()) {
      graded.add(ask(given, AnswerMode.QUOTE, questions, standing));
      for (AnswerMode lie : LIES) {
        graded.add(ask(given, lie, some, standing));
      }
    }
    withdraw(some, standing);
    for (Given given : Given.values()) {
      graded.add(ask(given, AnswerMode.SUPERSEDED, some, standing));
    }
    stack.model().answers(AnswerMode.QUOTE);
    return section(graded, standing.size());
  }

  /** Replaces the files that answer the questions; the model has read them, and remembers. */
  private void withdraw(List<Question> questions, Map<String, Standing> standing)
      throws IOException, InterruptedException {
    List<String> names =
        questions.stream()
            .flatMap(question -> gold(question).stream())
            .flatMap(id -> Optional.ofNullable(standing.get(id)).stream())
            .map(Standing::file)
            .distinct()
            .toList();
    Path stub = Files.createTempFile("askdocs-eval-", ".txt");
    try {
      Files.writeString(stub, WITHDRAWN);
      names.forEach(name -> files.replace(name, stub));
      stack.load(files, names, progress);
      names.forEach(files::text);
    } finally {
      Files.delete(stub);
    }
  }

  private Set<String> gold(Question question) {
    Map<String, Integer> grades = set.judgements().getOrDefault(question.id(), Map.of());
    return Set.copyOf(
        grades.entrySet().stream()
            .filter(one -> one.getValue() > 0)
            .map(Map.Entry::getKey)
            .toList());
  }

  private Answers ask(
      Given given, AnswerMode mode, List<Question> questions, Map<String, Standing> standing)
      throws IOException, InterruptedException {
    progress.printf(
        "Asking %,d questions, the model in mode %s%s%n",
        questions.size(), named(mode), given.shown);
    stack.model().answers(mode);
    CitationGrader grader = new CitationGrader(files, standing);
    List<Graded> grades = new ArrayList<>();
    List<Told> all = new ArrayList<>();
    for (Question question : questions) {
      stack.recorded().take();
      Told told = stack.ask(question.text(), given.model);
      List<Exchange> exchanges = stack.recorded().take();
      grades.add(grader.grade(told, exchanges, gold(question)));
      all.add(told);
    }
    return new Answers(given, mode, grades, all);
  }

  private static String named(AnswerMode mode) {
    return mode.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private Section section(List<Answers> graded, int standing) {
    List<List<String>> rows = new ArrayList<>();
    ArrayNode modes = Figures.JSON.createArrayNode();
    for (Answers one : graded) {
      int shown = one.sum(Graded::shown);
      int correct = one.sum(Graded::correct);
      int told = one.sum(Graded::told);
      int dropped = one.sum(Graded::dropped);
      int questions = one.grades().size();
      int found = one.sum(grade -> grade.found() ? 1 : 0);
      rows.add(
          List.of(
              one.name(),
              Integer.toString(questions),
              Long.toString(one.answered()),
              Integer.toString(shown),
              share(correct, shown),
              share(one.sum(Graded::gold), shown),
              share(found, questions),
              Integer.toString(one.sum(Graded::claimed)),
              Integer.toString(told),
              share(told - dropped, told),
              share(dropped, told)));
      ObjectNode node = modes.addObject();
      node.put("mode", one.name())
          .put("questions", questions)
          .put("answered", one.answered())
          .put("shown", shown)
          .put("true", correct)
          .put("gold", one.sum(Graded::gold))
          .put("questionsWithGold", found)
          .put("claimed", one.sum(Graded::claimed))
          .put("told", told)
          .put("dropped", dropped);
      ArrayNode wrong = node.putArray("wrong");
      one.grades().stream()
          .flatMap(grade -> grade.wrong().stream())
          .forEach(cited ->
              wrong
                  .addObject()
                  .put("said", cited.piece())
                  .put("document", cited.key())
                  .put("quote", cited.quote()));
      ArrayNode lost = node.putArray("lost");
      one.grades().forEach(grade -> grade.lost().forEach(lost::add));
      node.set("costUsd", Figures.of(spread(one, Told::costUsd)));
      node.set("millis", Figures.of(spread(one, Told::millis)));
    }
    ObjectNode figures =
        Figures.JSON
            .createObjectNode()
            .put("files", files.names().size())
            .put("paragraphsFound", standing);
    figures.set("modes", modes);
    Answers honest = graded.getFirst();
    return new Section(
        "citations",
        "What answers cite",
        List.of(
            files.names().size()
                + " files were dropped into the bucket of a local stack and asked about over HTTP."
                + " A citation is true if its quote stands at just its place in the text of the"
                + " file, and its piece of the answer says no more than that; it is gold if it lies"
                + " in a paragraph that answers the question.",
            "The model is a stand-in that quotes sentences which share words with the question: how"
                + " often it answers, and from the right paragraph, is its doing. In the modes"
                + " below the first, every one of its citations is a lie: none may be shown. Before"
                + " the last of them, the files that it had read were replaced."),
        List.of(
            new Table(
                set.name() + ": citations",
                List.of(
                    "mode of the model",
                    "questions",
                    "answered",
                    "shown",
                    "true (precision)",
                    "gold",
                    "questions with a gold one",
                    "claimed by the model",
                    "truly",
                    "of these shown (recall)",
                    "dropped"),
                rows),
            new Table(
                set.name() + ": an ask, by the honest model",
                List.of("figure", "median", "half of them from", "to"),
                List.of(
                    row("price, US dollars", "%.6f", spread(honest, Told::costUsd)),
                    row("time on this machine, ms", "%.0f", spread(honest, Told::millis))))),
        List.of(),
        figures);
  }

  private static List<String> row(String name, String form, Spread spread) {
    return List.of(
        name,
        String.format(Locale.ROOT, form, spread.median()),
        String.format(Locale.ROOT, form, spread.low()),
        String.format(Locale.ROOT, form, spread.high()));
  }

  private static Spread spread(Answers one, ToDoubleFunction<Told> of) {
    return Spread.of(one.told().stream().mapToDouble(of).toArray());
  }

  private static String share(int part, int of) {
    return of == 0
        ? "–"
        : String.format(Locale.ROOT, "%.3f (%d of %d)", (double) part / of, part, of);
  }
}
