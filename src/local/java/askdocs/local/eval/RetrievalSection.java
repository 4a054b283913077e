package askdocs.local.eval;

import askdocs.local.eval.Section.Table;
import askdocs.local.eval.SetSummary.ArmSummary;
import askdocs.local.eval.SetSummary.Comparison;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** How retrieval measured, for the report. */
final class RetrievalSection {
  private static final List<Measure> PLOTTED = List.of(Measure.NDCG_10, Measure.RECALL_5);

  private RetrievalSection() {}

  static Section of(List<SetSummary> sets) {
    List<Table> tables = new ArrayList<>();
    for (SetSummary set : sets) {
      tables.add(means(set));
      if (!set.comparisons().isEmpty()) {
        tables.add(differences(set));
      }
    }
    return new Section(
        "retrieval",
        "What questions find",
        List.of(
            "Means over the questions, in brackets 95 % bootstrap intervals. Differences are taken"
                + " question by question (paired bootstrap): where the interval holds 0, there may"
                + " be none.",
            "A search's time is that of this machine, the question's vector at hand: its median,"
                + " and between which times half of them lie."),
        tables,
        plots(sets),
        figures(sets));
  }

  private static Table means(SetSummary set) {
    List<String> head = head("configuration");
    head.add("a search, ms");
    List<List<String>> rows = new ArrayList<>();
    for (ArmSummary arm : set.arms()) {
      List<String> row = row(arm.name(), arm.measures(), "%.3f [%.3f, %.3f]");
      row.add(
          String.format(
              Locale.ROOT,
              "%.0f (%.0f to %.0f)",
              arm.millis().median(),
              arm.millis().low(),
              arm.millis().high()));
      rows.add(row);
    }
    String left =
        set.leftOut().isEmpty()
            ? ""
            : ", " + set.leftOut().size() + " of them not readable and left out";
    String unjudged =
        set.unjudged() == 0 ? "" : ", " + set.unjudged() + " more without a judgement";
    return new Table(
        String.format(
            Locale.ROOT,
            "%s: %,d documents in %,d passages%s; %,d questions%s",
            set.name(),
            set.documents(),
            set.passages(),
            left,
            set.questions(),
            unjudged),
        head,
        rows);
  }

  private static Table differences(SetSummary set) {
    return new Table(
        set.name() + ": differences",
        head("difference"),
        set.comparisons().stream()
            .map(pair ->
                row(pair.name() + " − " + pair.than(), pair.differences(), "%+.3f [%+.3f, %+.3f]"))
            .toList());
  }

  private static List<String> head(String first) {
    List<String> head = new ArrayList<>(List.of(first));
    Arrays.stream(Measure.values()).map(Measure::shown).forEach(head::add);
    return head;
  }

  private static List<String> row(String name, Map<Measure, Estimate> estimates, String form) {
    List<String> row = new ArrayList<>(List.of(name));
    for (Measure measure : Measure.values()) {
      Estimate one = estimate(estimates, measure);
      row.add(String.format(Locale.ROOT, form, one.mean(), one.low(), one.high()));
    }
    return row;
  }

  private static Estimate estimate(Map<Measure, Estimate> estimates, Measure measure) {
    return Optional.ofNullable(estimates.get(measure)).orElseThrow();
  }

  private static List<DotPlot> plots(List<SetSummary> sets) {
    List<DotPlot> plots = new ArrayList<>();
    for (Measure measure : PLOTTED) {
      DotPlot.of(
              measure.shown() + " of each configuration",
              measure.shown() + ": mean and 95 % interval",
              groups(
                  sets,
                  set ->
                      set.arms().stream()
                          .map(
                              arm -> new DotPlot.Row(arm.name(), estimate(arm.measures(), measure)))
                          .toList()))
          .ifPresent(plots::add);
    }
    DotPlot.of(
            "Differences in nDCG@10, question by question",
            "Difference in nDCG@10: mean and 95 % interval",
            groups(
                sets,
                set ->
                    set.comparisons().stream()
                        .map(pair ->
                            new DotPlot.Row(
                                pair.name() + " − " + pair.than(),
                                estimate(pair.differences(), Measure.NDCG_10)))
                        .toList()))
        .ifPresent(plots::add);
    return plots;
  }

  private static List<DotPlot.Group> groups(
      List<SetSummary> sets, Function<SetSummary, List<DotPlot.Row>> rows) {
    return sets.stream().map(set -> new DotPlot.Group(set.name(), rows.apply(set))).toList();
  }

  private static ArrayNode figures(List<SetSummary> sets) {
    ArrayNode figures = Figures.JSON.createArrayNode();
    for (SetSummary set : sets) {
      ObjectNode node = figures.addObject();
      node.put("set", set.name())
          .put("documents", set.documents())
          .put("passages", set.passages())
          .put("questions", set.questions())
          .put("unjudged", set.unjudged());
      ObjectNode leftOut = node.putObject("leftOut");
      set.leftOut().forEach(leftOut::put);
      ArrayNode arms = node.putArray("configurations");
      for (ArmSummary arm : set.arms()) {
        ObjectNode one = arms.addObject().put("name", arm.name());
        one.set("measures", estimates(arm.measures()));
        one.set("searchMillis", Figures.of(arm.millis()));
      }
      ArrayNode comparisons = node.putArray("differences");
      for (Comparison pair : set.comparisons()) {
        comparisons
            .addObject()
            .put("name", pair.name())
            .put("than", pair.than())
            .set("measures", estimates(pair.differences()));
      }
    }
    return figures;
  }

  private static ObjectNode estimates(Map<Measure, Estimate> estimates) {
    ObjectNode node = Figures.JSON.createObjectNode();
    for (Measure measure : Measure.values()) {
      node.set(measure.shown(), Figures.of(estimate(estimates, measure)));
    }
    return node;
  }
}
