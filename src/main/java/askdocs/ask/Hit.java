package askdocs.ask;

import askdocs.knowledge.Passage;

/**
 * A passage that a search found.
 *
 * @param passage the passage
 * @param score the cosine of its vector and the question's, mapped from −1…1 to 0…1
 */
public record Hit(Passage passage, double score) {
  public Hit {
    if (!(score >= 0 && score <= 1)) {
      throw new IllegalArgumentException("A score lies between 0 and 1: " + score);
    }
  }
}
