package askdocs.ask;

import askdocs.knowledge.Deadline;
import askdocs.knowledge.Embedding;
import askdocs.knowledge.IndexRef;

/** Makes a question's vector. */
@FunctionalInterface
public interface QuestionEmbedder {
  /**
   * Embeds with the model that the index's passages were embedded with.
   *
   * @throws askdocs.knowledge.UpstreamException if the model cannot be reached before the deadline
   */
  EmbeddedQuestion embed(IndexRef index, Question question, Deadline deadline);

  /**
   * A question's vector.
   *
   * @param embedding the vector, as long as the index says
   * @param inputTokens the tokens that the model counted
   * @param unanswered how many tries got no answer, so that they may have been billed
   */
  record EmbeddedQuestion(Embedding embedding, long inputTokens, int unanswered) {
    /** A vector that was to be had at once. */
    public EmbeddedQuestion(Embedding embedding, long inputTokens) {
      this(embedding, inputTokens, 0);
    }
  }
}
