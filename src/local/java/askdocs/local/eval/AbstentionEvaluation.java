package askdocs.local.eval;

import askdocs.ask.Answer;
import askdocs.ingest.Chunker;
import askdocs.knowledge.IndexRef;
import askdocs.local.bedrock.AnswerMode;
import askdocs.local.eval.AbstentionSet.Question;
import askdocs.local.eval.Asker.Heard;
import askdocs.local.eval.Asker.Wording;
import askdocs.local.eval.Shown.End;
import askdocs.parse.FormatsReader;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Asks questions that the documents answer, and others, and looks who is answered. */
final class AbstentionEvaluation {
  private final Bench bench;
  private final SetIndex indices;
  private final PrintStream progress;

  AbstentionEvaluation(Bench bench, SetIndex indices, PrintStream progress) {
    this.bench = bench;
    this.indices = indices;
    this.progress = progress;
  }

  /**
   * A question and what came of it.
   *
   * @param question the question
   * @param end how it ended
   * @param byModel whether the model claimed a source for anything it said
   * @param given whether a document that answers it was in the prompt
   * @param cited how many sources the answer shows
   * @param gold how many of them are documents that answer it
   * @param answer what the asker was told
   */
  record Asked(
      Question question,
      End end,
      boolean byModel,
      boolean given,
      int cited,
      int gold,
      Answer answer) {}

  /** All of a set's questions, in their order. */
  record Outcome(AbstentionSet set, int passages, List<Asked> asked) {
    Outcome {
      asked = List.copyOf(asked);
    }
  }

  Outcome of(AbstentionSet set) {
    CorpusPassages corpus = CorpusPassages.of(set.documents(), new FormatsReader(), new Chunker());
    IndexRef index = indices.holding(set.name(), corpus.passages());
    bench.standIn().ifPresent(model -> model.answers(AnswerMode.QUOTE));
    Asker asker = new Asker(bench, index, corpus.passages());
    List<Asked> asked = new ArrayList<>();
    progress.printf("%s: asking %,d questions%n", set.name(), set.questions().size());
    for (Question question : set.questions()) {
      asked.add(asked(question, asker.ask(Wording.of(question.text()).without(question.gone()))));
    }
    return new Outcome(set, corpus.passages().size(), asked);
  }

  private static Asked asked(Question question, Heard heard) {
    Set<String> answering = question.answering();
    Shown shown = Shown.of(heard.answer());
    return new Asked(
        question,
        shown.end(),
        heard.modelAnswered(),
        heard.wasGiven(answering),
        shown.sources().size(),
        (int) shown.sources().stream().filter(one -> answering.contains(one.document())).count(),
        heard.answer());
  }
}
