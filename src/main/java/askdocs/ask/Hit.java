package askdocs.ask;

import askdocs.knowledge.Passage;
import java.util.OptionalDouble;

/**
 * A passage that a search found.
 *
 * @param passage the passage
 * @param score the cosine of its vector and the question's, mapped from −1…1 to 0…1; empty if the
 *     question could not be embedded
 */
public record Hit(Passage passage, OptionalDouble score) {
  public Hit {
    if (score.isPresent() && !(score.getAsDouble() >= 0 && score.getAsDouble() <= 1)) {
      throw new IllegalArgumentException("A score lies between 0 and 1: " + score);
    }
  }

  public Hit(Passage passage, double score) {
    this(passage, OptionalDouble.of(score));
  }
}
