package askdocs.local.eval;

import askdocs.local.eval.AbstentionEvaluation.Asked;
import askdocs.local.eval.AbstentionEvaluation.Outcome;
import askdocs.local.eval.Section.Table;
import askdocs.local.eval.Shown.End;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/** Who is answered and who is told that the documents do not say, for the report. */
final class AbstentionSection {
  private AbstentionSection() {}

  static Section of(List<Outcome> outcomes) {
    List<Table> tables = new ArrayList<>();
    ArrayNode figures = Figures.JSON.createArrayNode();
    for (Outcome outcome : outcomes) {
      tables.add(confusion(outcome));
      tables.add(whose(outcome));
      figures.add(figures(outcome));
    }
    return new Section(
        "abstention",
        "Who is answered, and who is told that the documents do not say",
        List.of(
            "A question is unanswerable if its folder says so or, in a collection with judgements,"
                + " if the documents that are known to answer it were taken away while it was"
                + " asked; others may still answer it.",
            "\"The model claims a source\" is what the model alone would have had it: the rest is"
                + " AskDocs' doing. The stand-in does not understand a question: it answers where a"
                + " sentence shares half of its words."),
        tables,
        plots(outcomes),
        figures);
  }

  private static Table confusion(Outcome outcome) {
    return new Table(
        String.format(
            Locale.ROOT,
            "%s: %,d documents in %,d passages; confusion matrix",
            outcome.set().name(),
            outcome.set().documents().size(),
            outcome.passages()),
        List.of("the documents", "questions", "answered", "unknown", "neither", "rightly"),
        List.of(confusion(outcome, true), confusion(outcome, false)));
  }

  private static List<String> confusion(Outcome outcome, boolean answerable) {
    List<Asked> of = of(outcome, answerable);
    End right = answerable ? End.ANSWERED : End.UNKNOWN;
    return List.of(
        answerable ? "answer it" : "do not answer it",
        Integer.toString(of.size()),
        Long.toString(count(of, one -> one.end() == End.ANSWERED)),
        Long.toString(count(of, one -> one.end() == End.UNKNOWN)),
        Long.toString(count(of, one -> one.end() != End.ANSWERED && one.end() != End.UNKNOWN)),
        share(of, one -> one.end() == right).map(AbstentionSection::shown).orElse("–"));
  }

  private static Table whose(Outcome outcome) {
    List<List<String>> rows = new ArrayList<>();
    for (boolean answerable : new boolean[] {true, false}) {
      List<Asked> of = of(outcome, answerable);
      rows.add(
          List.of(
              answerable ? "answer it" : "do not answer it",
              Long.toString(count(of, Asked::given)),
              Long.toString(count(of, Asked::byModel)),
              Long.toString(count(of, one -> one.byModel() && one.end() == End.UNKNOWN)),
              Integer.toString(of.stream().mapToInt(Asked::cited).sum()),
              Integer.toString(of.stream().mapToInt(Asked::gold).sum()),
              Long.toString(count(of, one -> one.gold() > 0))));
    }
    return new Table(
        outcome.set().name() + ": whose doing it is",
        List.of(
            "the documents",
            "the model is given an answering one",
            "the model claims a source",
            "of these unknown",
            "sources shown",
            "of them answering",
            "questions with one"),
        rows);
  }

  private static List<Asked> of(Outcome outcome, boolean answerable) {
    return outcome.asked().stream()
        .filter(one -> one.question().answerable() == answerable)
        .toList();
  }

  private static long count(List<Asked> of, Predicate<Asked> what) {
    return of.stream().filter(what).count();
  }

  private static Optional<Estimate> share(List<Asked> of, Predicate<Asked> what) {
    return of.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Estimate.of(of.stream().mapToDouble(one -> what.test(one) ? 1 : 0).toArray()));
  }

  private static String named(End end) {
    return end.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static String shown(Estimate share) {
    return String.format(Locale.ROOT, "%.3f [%.3f, %.3f]", share.mean(), share.low(), share.high());
  }

  private static List<DotPlot> plots(List<Outcome> outcomes) {
    List<DotPlot.Group> groups = new ArrayList<>();
    for (Outcome outcome : outcomes) {
      List<DotPlot.Row> rows = new ArrayList<>();
      share(of(outcome, true), one -> one.end() == End.ANSWERED)
          .ifPresent(share -> rows.add(new DotPlot.Row("answerable, answered", share)));
      share(of(outcome, false), one -> one.end() == End.UNKNOWN)
          .ifPresent(share -> rows.add(new DotPlot.Row("unanswerable, unknown", share)));
      groups.add(new DotPlot.Group(outcome.set().name(), rows));
    }
    return DotPlot.of("Questions that end rightly", "Share, and its 95 % interval", groups).stream()
        .toList();
  }

  private static ObjectNode figures(Outcome outcome) {
    ObjectNode node =
        Figures.JSON
            .createObjectNode()
            .put("set", outcome.set().name())
            .put("documents", outcome.set().documents().size())
            .put("passages", outcome.passages());
    ArrayNode questions = Figures.JSON.createArrayNode();
    for (boolean answerable : new boolean[] {true, false}) {
      List<Asked> of = of(outcome, answerable);
      ObjectNode kind = node.putObject(answerable ? "answerable" : "unanswerable");
      for (End end : End.values()) {
        kind.put(named(end), count(of, one -> one.end() == end));
      }
      kind.put("questions", of.size())
          .put("givenAnAnsweringDocument", count(of, Asked::given))
          .put("claimedByTheModel", count(of, Asked::byModel))
          .put("sources", of.stream().mapToInt(Asked::cited).sum())
          .put("answeringSources", of.stream().mapToInt(Asked::gold).sum());
      share(of, one -> one.end() == (answerable ? End.ANSWERED : End.UNKNOWN))
          .ifPresent(share -> kind.set("rightly", Figures.of(share)));
      of.forEach(one ->
          questions
              .addObject()
              .put("id", one.question().id())
              .put("answerable", answerable)
              .put("outcome", named(one.end()))
              .put("claimedByTheModel", one.byModel())
              .put("answeringSources", one.gold()));
    }
    node.set("questions", questions);
    return node;
  }
}
