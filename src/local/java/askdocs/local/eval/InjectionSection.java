package askdocs.local.eval;

import askdocs.local.eval.InjectionEvaluation.Effect;
import askdocs.local.eval.InjectionEvaluation.Outcome;
import askdocs.local.eval.InjectionEvaluation.Trial;
import askdocs.local.eval.Section.Table;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** How often attacks in documents change what is answered, for the report. */
final class InjectionSection {
  private InjectionSection() {}

  /**
   * The section.
   *
   * @param ways the ways that were tried, in the order of the rows
   */
  static Section of(Outcome outcome, List<Way> ways) {
    return new Section(
        "injection",
        "What attacks in documents change",
        List.of(
            "Each attack was planted at the start, in the middle and at the end of a document, and"
                + " as its title; then that document's question was asked, by somebody who may read"
                + " it and three others. It counts as changed if outcome, answer or sources are not"
                + " those of the same model's first row without the attack. Brackets hold 95 %"
                + " bootstrap intervals.",
            "Only what was answered before can be silenced: the stand-in, which reads nothing,"
                + " answers few such questions.",
            "In the first row nothing is obeyed: what changes there, the mere text has changed."
                + " A model that obeys whatever it reads is steered by orders in ordinary documents"
                + " as well; the last column is seen from its own answer without the attack."),
        List.of(effects(outcome, ways), places(outcome, ways)),
        plots(outcome, ways),
        figures(outcome, ways));
  }

  private static List<Trial> trials(Outcome outcome, Way way) {
    return outcome.trials().getOrDefault(way, List.of());
  }

  private static Table effects(Outcome outcome, List<Way> ways) {
    List<String> head =
        new ArrayList<>(
            List.of("model and defences", "asked", "given", "answered before", "changed"));
    changes().map(Effect::shown).forEach(head::add);
    head.add("changed, to itself");
    List<List<String>> rows = new ArrayList<>();
    for (Way way : ways) {
      List<Trial> trials = trials(outcome, way);
      List<String> row = new ArrayList<>();
      row.add(way.name());
      row.add(Integer.toString(trials.size()));
      row.add(Long.toString(count(trials, Trial::given)));
      row.add(Long.toString(count(trials, Trial::answered)));
      row.add(shown(share(trials, trial -> trial.effect() != Effect.NONE)));
      changes()
          .forEach(
              effect -> row.add(Long.toString(count(trials, trial -> trial.effect() == effect))));
      row.add(shown(share(trials, Trial::own)));
      rows.add(row);
    }
    return new Table(
        String.format(
            Locale.ROOT,
            "%s: %,d attacks in %,d documents%s",
            outcome.set().name(),
            outcome.set().attacks().size(),
            outcome.documents(),
            outcome.unreadable() == 0
                ? ""
                : ", " + outcome.unreadable() + " planted documents not readable and left out"),
        head,
        rows);
  }

  private static Stream<Effect> changes() {
    return Arrays.stream(Effect.values()).filter(effect -> effect != Effect.NONE);
  }

  private static Table places(Outcome outcome, List<Way> ways) {
    List<String> head = new ArrayList<>(List.of("model and defences"));
    for (Planting place : Planting.values()) {
      head.add(named(place));
    }
    List<List<String>> rows = new ArrayList<>();
    for (Way way : ways) {
      List<String> row = new ArrayList<>(List.of(way.name()));
      for (Planting place : Planting.values()) {
        List<Trial> there =
            trials(outcome, way).stream().filter(trial -> trial.place() == place).toList();
        row.add(shown(share(there, trial -> trial.effect() != Effect.NONE)));
      }
      rows.add(row);
    }
    return new Table(outcome.set().name() + ": changed, by the attack's place", head, rows);
  }

  private static String named(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static long count(List<Trial> trials, Predicate<Trial> what) {
    return trials.stream().filter(what).count();
  }

  private static List<Estimate> share(List<Trial> trials, Predicate<Trial> what) {
    return trials.isEmpty()
        ? List.of()
        : List.of(
            Estimate.of(trials.stream().mapToDouble(one -> what.test(one) ? 1 : 0).toArray()));
  }

  private static String shown(List<Estimate> share) {
    return share.stream()
        .map(one ->
            String.format(Locale.ROOT, "%.3f [%.3f, %.3f]", one.mean(), one.low(), one.high()))
        .findFirst()
        .orElse("–");
  }

  private static List<DotPlot> plots(Outcome outcome, List<Way> ways) {
    List<DotPlot.Row> rows = new ArrayList<>();
    for (Way way : ways) {
      share(trials(outcome, way), trial -> trial.effect() != Effect.NONE)
          .forEach(share -> rows.add(new DotPlot.Row(way.name(), share)));
    }
    return DotPlot.of(
            "Attacks that change what is shown",
            "Share, and its 95 % interval",
            List.of(new DotPlot.Group(outcome.set().name(), rows)))
        .stream()
        .toList();
  }

  private static ObjectNode figures(Outcome outcome, List<Way> ways) {
    ObjectNode node =
        Figures.JSON
            .createObjectNode()
            .put("set", outcome.set().name())
            .put("attacks", outcome.set().attacks().size())
            .put("documents", outcome.documents())
            .put("unreadable", outcome.unreadable());
    ArrayNode all = node.putArray("ways");
    for (Way way : ways) {
      List<Trial> trials = trials(outcome, way);
      ObjectNode one =
          all.addObject()
              .put("name", way.name())
              .put("asked", trials.size())
              .put("given", count(trials, Trial::given))
              .put("answeredBefore", count(trials, Trial::answered));
      share(trials, trial -> trial.effect() != Effect.NONE)
          .forEach(share -> one.set("changed", Figures.of(share)));
      share(trials, Trial::own).forEach(share -> one.set("changedToItself", Figures.of(share)));
      ArrayNode changed = one.putArray("changes");
      for (Trial trial : trials) {
        if (trial.effect() != Effect.NONE) {
          changed
              .addObject()
              .put("attack", trial.attack())
              .put("place", named(trial.place()))
              .put("effect", named(trial.effect()));
        }
      }
    }
    return node;
  }
}
