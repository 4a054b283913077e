package askdocs.local.eval;

import java.util.List;
import java.util.Map;

/**
 * A collection with questions, and which documents answer them.
 *
 * @param name the folder's name
 * @param documents what is searched
 * @param questions what is asked
 * @param judgements for each judged question the grades of its documents, by id; more than 0 is
 *     relevant
 */
public record BeirSet(
    String name,
    List<Document> documents,
    List<Question> questions,
    Map<String, Map<String, Integer>> judgements) {
  public BeirSet {
    documents = List.copyOf(documents);
    questions = List.copyOf(questions);
    judgements = Map.copyOf(judgements);
  }

  /**
   * A document.
   *
   * @param id its name; one that ends as a file's name does says how the text is to be read
   * @param title its title; empty if the text alone names it
   * @param text all of it
   */
  public record Document(String id, String title, String text) {}

  /** A question. */
  public record Question(String id, String text) {}

  /** The questions that a document is known to answer: the others measure nothing. */
  public List<Question> judged() {
    return questions.stream().filter(question -> judgements.containsKey(question.id())).toList();
  }
}
