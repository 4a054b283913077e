package askdocs.local.eval;

import askdocs.ask.Fusion;
import askdocs.ask.Hit;
import askdocs.ask.Question;
import askdocs.ask.Reranker;
import askdocs.ask.Retriever.Candidates;
import askdocs.ask.Retriever.Scored;
import askdocs.ask.Retriever.Wanted;
import askdocs.ask.Searching;
import askdocs.knowledge.Access;
import askdocs.knowledge.IndexRef;
import askdocs.knowledge.Passage;
import askdocs.knowledge.PassageId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The ways to find passages that are compared, each as production finds them. */
final class Arms {
  private Arms() {}

  /**
   * All of them; the first is what the others are held against.
   *
   * @param reranker the model that reranks, if one does
   */
  static List<Arm> of(Bench bench, Optional<String> reranker) {
    return Stream.<Arm>concat(
            Stream.of(new Words(bench), new Vectors(bench), new Hybrid(bench)),
            reranker.stream().map(model -> new Reranked(bench, bench.reranker(model))))
        .toList();
  }

  private static List<String> keys(Stream<PassageId> passages) {
    return passages.map(PassageId::key).toList();
  }

  private static Candidates candidates(
      Bench bench, IndexRef index, Question question, boolean byMeaning, int count) {
    return bench
        .retriever()
        .candidates(
            new Wanted(
                index,
                question,
                byMeaning ? Optional.of(bench.embed(index, question)) : Optional.empty(),
                Access.PUBLIC.principals(),
                Optional.empty(),
                count,
                Set.of()),
            bench.deadline());
  }

  private static Stream<PassageId> fused(Bench bench, IndexRef index, Question question) {
    Candidates found = candidates(bench, index, question, true, Searching.DEPTH);
    return Fusion.DEFAULT.fuse(found, Searching.DEPTH).stream().map(Fusion.Fused::id);
  }

  /** BM25 over text and context, by words and by the stems of two languages. */
  private record Words(Bench bench) implements Arm {
    @Override
    public String name() {
      return "BM25";
    }

    @Override
    public List<String> best(IndexRef index, Question question, int passages) {
      Candidates found = candidates(bench, index, question, false, passages);
      return keys(found.byWords().stream().map(Scored::id));
    }
  }

  /** The nearest vectors. */
  private record Vectors(Bench bench) implements Arm {
    @Override
    public String name() {
      return "vectors";
    }

    @Override
    public void prepare(IndexRef index, Question question) {
      bench.embed(index, question);
    }

    @Override
    public List<String> best(IndexRef index, Question question, int passages) {
      Candidates found = candidates(bench, index, question, true, passages);
      return keys(found.byMeaning().stream().map(Scored::id));
    }
  }

  /** Both, fused. */
  private record Hybrid(Bench bench) implements Arm {
    @Override
    public String name() {
      return "hybrid";
    }

    @Override
    public void prepare(IndexRef index, Question question) {
      bench.embed(index, question);
    }

    @Override
    public List<String> best(IndexRef index, Question question, int passages) {
      return keys(fused(bench, index, question).limit(passages));
    }
  }

  /** Both, fused, and the best of them put in order by a model that reads each of them. */
  private record Reranked(Bench bench, Reranker reranker) implements Arm {
    @Override
    public String name() {
      return "reranked";
    }

    @Override
    public void prepare(IndexRef index, Question question) {
      bench.embed(index, question);
    }

    @Override
    public List<String> best(IndexRef index, Question question, int passages) {
      List<PassageId> fused = fused(bench, index, question).limit(Searching.RERANKED).toList();
      if (fused.isEmpty()) {
        return List.of();
      }
      Map<PassageId, Hit> read =
          bench.retriever().read(index, Optional.empty(), Set.copyOf(fused), bench.deadline());
      List<Passage> texts = fused.stream().map(id -> read.get(id).passage()).toList();
      return keys(
          reranker.rerank(question, texts, bench.deadline()).order().stream()
              .map(fused::get)
              .limit(passages));
    }
  }
}
