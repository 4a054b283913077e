package askdocs.local.eval;

import askdocs.ask.Question;
import askdocs.knowledge.IndexRef;
import java.util.List;

/** A way to find passages. */
interface Arm {
  /** What it is called in the tables. */
  String name();

  /** Makes what the search needs and its time should not hold: the question's vector. */
  default void prepare(IndexRef index, Question question) {}

  /** The keys of the passages' documents, best passage first; a document may come again. */
  List<String> best(IndexRef index, Question question, int passages);
}
