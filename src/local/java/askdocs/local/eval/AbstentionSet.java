package askdocs.local.eval;

import askdocs.local.eval.BeirSet.Document;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Questions of which it is known whether the documents answer them.
 *
 * @param name what it is called
 * @param documents what is searched
 * @param questions what is asked
 */
record AbstentionSet(String name, List<Document> documents, List<Question> questions) {
  AbstentionSet {
    documents = List.copyOf(documents);
    questions = List.copyOf(questions);
  }

  /**
   * A question.
   *
   * @param id its name
   * @param text the question
   * @param answerable whether the documents answer it
   * @param answering the documents that do; empty if they are not known
   * @param gone the documents that are taken away while it is asked
   */
  record Question(
      String id, String text, boolean answerable, Set<String> answering, Set<String> gone) {
    Question {
      answering = Set.copyOf(answering);
      gone = Set.copyOf(gone);
    }
  }

  /**
   * Some of a collection's questions, spread evenly over it, each asked twice: with the documents
   * that are known to answer it, and with these taken away.
   *
   * @param count how many questions at most
   */
  static AbstentionSet of(BeirSet set, int count) {
    List<BeirSet.Question> judged = set.judged();
    int asked = Math.min(count, judged.size());
    List<Question> questions = new ArrayList<>();
    IntStream.range(0, asked)
        .mapToObj(at -> judged.get((int) ((long) at * judged.size() / asked)))
        .forEach(question -> {
          Set<String> answering = new HashSet<>();
          Map<String, Integer> grades = set.judgements().getOrDefault(question.id(), Map.of());
          grades.forEach((document, grade) -> {
            if (grade > 0) {
              answering.add(document);
            }
          });
          questions.add(new Question(question.id(), question.text(), true, answering, Set.of()));
          questions.add(new Question(question.id(), question.text(), false, Set.of(), answering));
        });
    return new AbstentionSet(set.name(), set.documents(), questions);
  }
}
