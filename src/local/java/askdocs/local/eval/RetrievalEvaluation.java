package askdocs.local.eval;

import askdocs.ask.Ask;
import askdocs.ask.Question;
import askdocs.ingest.Chunker;
import askdocs.knowledge.IndexRef;
import askdocs.local.eval.SetSummary.ArmSummary;
import askdocs.local.eval.SetSummary.Comparison;
import askdocs.parse.FormatsReader;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Asks a collection's questions in each way, and measures what comes back. */
final class RetrievalEvaluation {
  private final SetIndex indices;
  private final List<Arm> arms;
  private final PrintStream progress;

  /**
   * @param arms the ways to find passages; the first is what the others are held against
   */
  RetrievalEvaluation(SetIndex indices, List<Arm> arms, PrintStream progress) {
    this.indices = indices;
    this.arms = List.copyOf(arms);
    this.progress = progress;
  }

  /**
   * Measures a collection.
   *
   * @param limit how many of its questions are asked at most
   * @param folded whether they are asked a second time, without accents
   */
  List<SetSummary> of(BeirSet set, long limit, boolean folded) {
    CorpusPassages corpus = CorpusPassages.of(set.documents(), new FormatsReader(), new Chunker());
    IndexRef index = indices.holding(set.name(), corpus.passages());
    List<BeirSet.Question> questions = set.judged().stream().limit(limit).toList();
    BiFunction<String, List<Asked>, SetSummary> summary =
        (name, asked) ->
            new SetSummary(
                name,
                set.documents().size(),
                corpus.passages().size(),
                questions.size(),
                set.questions().size() - set.judged().size(),
                corpus.leftOut(),
                asked.stream().map(Asked::summary).toList(),
                asked.stream().skip(1).map(one -> one.against(asked.getFirst())).toList());
    List<Asked> plain = askAll(set, index, questions, UnaryOperator.identity());
    List<SetSummary> summaries = new ArrayList<>(List.of(summary.apply(set.name(), plain)));
    if (folded) {
      List<Asked> bare = askAll(set, index, questions, Accents::without);
      SetSummary without = summary.apply(set.name() + ", no accents", bare);
      List<Comparison> comparisons = new ArrayList<>(without.comparisons());
      for (int arm = 0; arm < arms.size(); arm++) {
        comparisons.add(bare.get(arm).against(plain.get(arm), "with accents"));
      }
      summaries.add(
          new SetSummary(
              without.name(),
              without.documents(),
              without.passages(),
              without.questions(),
              without.unjudged(),
              without.leftOut(),
              without.arms(),
              comparisons));
    }
    return summaries;
  }

  /** The values of one way, question by question. */
  private record Asked(String name, Map<Measure, double[]> values, double[] millis) {
    ArmSummary summary() {
      return new ArmSummary(name, each(measure -> Estimate.of(values(measure))), Spread.of(millis));
    }

    Comparison against(Asked other) {
      return against(other, other.name());
    }

    Comparison against(Asked other, String than) {
      return new Comparison(
          name,
          than,
          each(measure -> Estimate.ofDifference(values(measure), other.values(measure))));
    }

    private double[] values(Measure measure) {
      return values.getOrDefault(measure, new double[0]);
    }

    private static Map<Measure, Estimate> each(Function<Measure, Estimate> estimate) {
      Map<Measure, Estimate> estimates = new EnumMap<>(Measure.class);
      for (Measure measure : Measure.values()) {
        estimates.put(measure, estimate.apply(measure));
      }
      return estimates;
    }
  }

  private List<Asked> askAll(
      BeirSet set,
      IndexRef index,
      List<BeirSet.Question> questions,
      UnaryOperator<String> spelling) {
    List<Asked> asked = new ArrayList<>();
    for (Arm arm : arms) {
      progress.printf("%s: asking %,d questions, %s%n", set.name(), questions.size(), arm.name());
      asked.add(ask(set, index, questions, spelling, arm));
    }
    return asked;
  }

  private static Asked ask(
      BeirSet set,
      IndexRef index,
      List<BeirSet.Question> questions,
      UnaryOperator<String> spelling,
      Arm arm) {
    Map<Measure, double[]> values = new EnumMap<>(Measure.class);
    Arrays.stream(Measure.values())
        .forEach(measure -> values.put(measure, new double[questions.size()]));
    double[] millis = new double[questions.size()];
    for (int at = 0; at < questions.size(); at++) {
      BeirSet.Question asked = questions.get(at);
      Question question = new Question(spelling.apply(asked.text()));
      arm.prepare(index, question);
      long begun = System.nanoTime();
      List<String> found = arm.best(index, question, Ask.MAX_PASSAGES);
      millis[at] = (System.nanoTime() - begun) / 1e6;
      List<String> documents = found.stream().distinct().limit(Measure.DEEPEST).toList();
      Map<String, Integer> grades = set.judgements().getOrDefault(asked.id(), Map.of());
      int place = at;
      values.forEach((measure, of) -> of[place] = measure.of(documents, grades));
    }
    return new Asked(arm.name(), values, millis);
  }
}
