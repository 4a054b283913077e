package askdocs.ingest;

import askdocs.knowledge.Embedding;
import java.util.List;

/** Makes passages' vectors. */
@FunctionalInterface
public interface PassageEmbedder {
  /**
   * The vectors of the texts, in their order.
   *
   * @throws askdocs.knowledge.UpstreamException if the model cannot be reached or refuses
   */
  List<Embedding> embed(List<String> texts);
}
