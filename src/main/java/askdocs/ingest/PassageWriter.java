package askdocs.ingest;

import askdocs.knowledge.AttributeValue;
import askdocs.knowledge.Embedding;
import askdocs.knowledge.Passage;
import java.util.List;
import java.util.Map;

/** Writes passages to the index. */
@FunctionalInterface
public interface PassageWriter {
  /**
   * Writes passages of one document. Those of an id that is already there are replaced.
   *
   * @param last whether no more of the document come: then it returns when a search can find these
   *     and all that were written before them
   * @throws askdocs.knowledge.UpstreamException if a single one could not be written
   */
  void write(List<Embedded> passages, boolean last);

  /**
   * A passage with its vector.
   *
   * @param passage the passage
   * @param embedding the vector of its context and text
   * @param attributes what searches can filter by
   */
  record Embedded(Passage passage, Embedding embedding, Map<String, AttributeValue> attributes) {
    public Embedded {
      attributes = Map.copyOf(attributes);
    }
  }
}
