package askdocs.local.bench;

import askdocs.ingest.Chunker;
import askdocs.knowledge.Passage;
import askdocs.local.eval.BeirSet;
import askdocs.local.eval.CorpusPassages;
import askdocs.parse.FormatsReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * What people wrote, cut as AskDocs cuts it, and asked.
 *
 * @param passages texts of passages, no two alike
 * @param questions texts of questions
 */
record RealTexts(List<String> passages, List<String> questions) {
  private static final int DOCUMENTS_AT_ONCE = 100;

  RealTexts {
    passages = List.copyOf(passages);
    questions = List.copyOf(questions);
  }

  /**
   * Some passages of the sets and some of their questions, drawn from all of them.
   *
   * @param most how many passages, at most
   * @param asked how many questions, at most
   */
  static RealTexts of(List<BeirSet> sets, int most, int asked) {
    List<BeirSet.Document> documents =
        shuffled(sets.stream().flatMap(set -> set.documents().stream()).toList());
    List<String> passages = new ArrayList<>();
    for (int from = 0; from < documents.size() && passages.size() < most; ) {
      int to = Math.min(from + DOCUMENTS_AT_ONCE, documents.size());
      CorpusPassages.of(documents.subList(from, to), new FormatsReader(), new Chunker())
          .passages()
          .stream()
          .map(Passage::text)
          .forEach(passages::add);
      from = to;
    }
    return new RealTexts(
        passages.stream().distinct().limit(most).toList(),
        shuffled(sets.stream().flatMap(set -> set.questions().stream()).toList()).stream()
            .map(BeirSet.Question::text)
            .distinct()
            .limit(asked)
            .toList());
  }

  private static <T> List<T> shuffled(List<T> all) {
    List<T> shuffled = new ArrayList<>(all);
    Collections.shuffle(shuffled, new Random(1));
    return shuffled;
  }
}
