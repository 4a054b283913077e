package askdocs.ask;

import askdocs.knowledge.Passage;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A piece of the answer and the words that it rests on, each of them found in its document.
 *
 * @param range the piece of the answer
 * @param sources what it rests on, never empty
 */
public record Citation(TextRange range, List<Source> sources) {
  public Citation {
    sources = List.copyOf(sources);
    if (sources.isEmpty()) {
      throw new IllegalArgumentException("A citation has a source");
    }
  }

  /**
   * Words in a document.
   *
   * @param passage the passage that they stand in
   * @param quote the words, as they stand in the document's extracted text
   * @param start offset of the first character in the document's extracted text, in UTF-16 code
   *     units
   * @param end offset behind the last character
   * @param score how near the passage was to the question, 0 to 1; empty if that is not known
   */
  public record Source(Passage passage, String quote, int start, int end, OptionalDouble score) {
    public Source(Passage passage, String quote, int start, int end, double score) {
      this(passage, quote, start, end, OptionalDouble.of(score));
    }
  }
}
