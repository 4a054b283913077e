package askdocs.ask;

import java.util.List;

/**
 * Whether what a search found has nothing to do with the question, so that no model need be asked:
 * no passage has a telling word of it, in its text, its title or its headings, and no passage's
 * vector points in the direction of its own, which is a cosine above 0, or a score above {@value
 * #APART}.
 *
 * <p>That is little to ask, and on purpose: how high the cosine of a passage that answers is
 * differs from model to model and from question to question. A question in another language has a
 * score; one that could not be embedded has none, and then something may always be in common.
 */
final class NothingInCommon {
  /** The score of vectors at right angles, the same for every model. */
  static final double APART = 0.5;

  private NothingInCommon() {}

  static boolean of(Question question, List<PromptPassage> passages) {
    ContentWords asked = ContentWords.of(question.text());
    return passages.stream().noneMatch(passage -> isNear(passage) || touches(asked, passage));
  }

  private static boolean isNear(PromptPassage passage) {
    return passage.hit().score().isEmpty() || passage.hit().score().getAsDouble() > APART;
  }

  private static boolean touches(ContentWords asked, PromptPassage passage) {
    return asked.touches(ContentWords.of(passage.title() + "\n" + passage.passage().text()));
  }
}
