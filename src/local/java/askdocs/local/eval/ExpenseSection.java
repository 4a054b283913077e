package askdocs.local.eval;

import askdocs.ask.Answer;
import askdocs.ask.Timings;
import askdocs.local.eval.Section.Table;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** What a question costs and how long it takes, for the report. */
final class ExpenseSection {
  /** Its stages, as the API names them. */
  private static final Map<String, Function<Timings, Duration>> STAGES = stages();

  private ExpenseSection() {}

  private static Map<String, Function<Timings, Duration>> stages() {
    Map<String, Function<Timings, Duration>> stages = new LinkedHashMap<>();
    stages.put("embedMs", Timings::embed);
    stages.put("searchMs", Timings::search);
    stages.put("generateMs", Timings::generate);
    stages.put("totalMs", Timings::total);
    return stages;
  }

  /**
   * The section.
   *
   * @param answers the answers to each set's questions, each asked for the first time; none empty
   * @param standIn whether a stand-in embedded and answered
   */
  static Section of(Map<String, List<Answer>> answers, boolean standIn) {
    List<List<String>> prices = new ArrayList<>();
    List<List<String>> times = new ArrayList<>();
    ArrayNode figures = Figures.JSON.createArrayNode();
    answers.forEach((set, of) -> {
      Estimate price = mean(of, answer -> answer.spending().costUsd().doubleValue());
      Estimate read = mean(of, answer -> answer.spending().inputTokens());
      Estimate written = mean(of, answer -> answer.spending().outputTokens());
      Estimate embedded = mean(of, answer -> answer.spending().embeddingInputTokens());
      prices.add(
          List.of(
              set,
              Integer.toString(of.size()),
              String.format(
                  Locale.ROOT,
                  "%.3f [%.3f, %.3f]",
                  1_000 * price.mean(),
                  1_000 * price.low(),
                  1_000 * price.high()),
              whole(embedded),
              whole(read),
              whole(written)));
      ObjectNode node = figures.addObject().put("set", set).put("questions", of.size());
      node.set("costUsd", Figures.of(price));
      node.set("embeddingInputTokens", Figures.of(embedded));
      node.set("inputTokens", Figures.of(read));
      node.set("outputTokens", Figures.of(written));
      node.put("pricesAsOf", of.getFirst().spending().pricesAsOf().toString());
      List<String> row = new ArrayList<>(List.of(set, Integer.toString(of.size())));
      STAGES.forEach((name, stage) -> {
        Spread spread =
            Spread.of(
                of.stream()
                    .mapToDouble(answer -> stage.apply(answer.timings()).toNanos() / 1e6)
                    .toArray());
        row.add(
            String.format(
                Locale.ROOT, "%.0f (%.0f to %.0f)", spread.median(), spread.low(), spread.high()));
        node.set(name, Figures.of(spread));
      });
      times.add(row);
    });
    List<String> head = new ArrayList<>(List.of("set", "questions"));
    head.addAll(STAGES.keySet());
    return new Section(
        "expense",
        "What a question costs, and how long it takes",
        List.of(
            "Prices are those of the published price list, for the model "
                + Bench.ANSWERING
                + "; means, in brackets 95 % bootstrap intervals. Times are medians on this"
                + " machine, and between which times half of the questions lie.",
            standIn
                ? "A stand-in embedded and answered: its tokens are an estimate, and its times say"
                    + " nothing of Bedrock's."
                : "Bedrock embedded and answered."),
        List.of(
            new Table(
                "A question's price",
                List.of(
                    "set",
                    "questions",
                    "US dollars for 1,000",
                    "tokens embedded",
                    "tokens read",
                    "tokens written"),
                prices),
            new Table("A question's time, ms", head, times)),
        List.of(),
        figures);
  }

  private static Estimate mean(List<Answer> answers, ToDoubleFunction<Answer> of) {
    return Estimate.of(answers.stream().mapToDouble(of).toArray());
  }

  private static String whole(Estimate estimate) {
    return String.format(Locale.ROOT, "%.0f", estimate.mean());
  }
}
