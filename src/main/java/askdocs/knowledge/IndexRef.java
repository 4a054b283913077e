package askdocs.knowledge;

/**
 * A concrete index of passages and the model that its vectors come from: an embedding made for one
 * index is never searched in another.
 *
 * @param name the index's name in OpenSearch
 * @param embeddingModel the Bedrock id of the embedding model
 * @param dimensions the length of its vectors
 */
public record IndexRef(String name, String embeddingModel, int dimensions) {
  public IndexRef {
    if (name.isBlank() || embeddingModel.isBlank() || dimensions < 1) {
      throw new IllegalArgumentException("An index has a name, a model and dimensions");
    }
  }
}
