package askdocs.aws;

import java.util.List;
import java.util.OptionalInt;

/**
 * What an embedding model accepts: a row of {@code models.json}.
 *
 * @param format whose requests and answers it has
 * @param dimensions the lengths of vectors that it makes
 * @param takesDimensions whether a request names the length
 * @param textsPerCall the most texts in a call
 * @param maxCharacters the most code points of a text; empty where only tokens count
 * @param maxTokens the most tokens of a text
 */
record EmbeddingModel(
    Format format,
    List<Integer> dimensions,
    boolean takesDimensions,
    int textsPerCall,
    OptionalInt maxCharacters,
    int maxTokens) {
  EmbeddingModel {
    dimensions = List.copyOf(dimensions);
  }

  /** Whose requests and answers a model has. */
  enum Format {
    TITAN,
    COHERE
  }

  boolean fits(String text) {
    return maxCharacters.isEmpty()
        || text.codePointCount(0, text.length()) <= maxCharacters.getAsInt();
  }
}
