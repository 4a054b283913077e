package askdocs.aws;

import askdocs.spend.ModelName;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Iterator;
import java.util.Optional;

/** What each model accepts: the rows of the resource {@code models.json}. */
public final class ModelCatalog {
  private final JsonNode models;

  private ModelCatalog(JsonNode models) {
    this.models = models;
  }

  /** Reads the resource. */
  public static ModelCatalog read() {
    return new ModelCatalog(Json.resource("models.json"));
  }

  /** Whether the model answers questions and cites {@code searchResult} blocks. */
  public boolean answersWithCitations(String modelId) {
    return row(modelId, "answering").map(row -> row.path("citations").asBoolean()).orElse(false);
  }

  /** Whether the model makes vectors of this many dimensions. */
  public boolean embeds(String modelId, int dimensions) {
    Iterator<JsonNode> sizes =
        row(modelId, "embedding").map(row -> row.path("dimensions").iterator()).orElse(none());
    while (sizes.hasNext()) {
      if (sizes.next().asInt() == dimensions) {
        return true;
      }
    }
    return false;
  }

  /** Whether the model puts passages in order. */
  public boolean reranks(String modelId) {
    return rerankFields(modelId).isPresent();
  }

  /** What goes into a reranking model's request beside the texts; empty if it is none. */
  Optional<JsonNode> rerankFields(String modelId) {
    return row(modelId, "reranking").map(row -> row.path("requestFields"));
  }

  /** Whether the model takes the number of dimensions in its request. */
  boolean takesDimensions(String modelId) {
    return row(modelId, "embedding")
        .map(row -> row.path("takesDimensions").asBoolean())
        .orElse(false);
  }

  /** What goes into Converse's {@code additionalModelRequestFields}, if anything. */
  Optional<JsonNode> requestFields(String modelId) {
    return row(modelId, "answering")
        .map(row -> row.path("requestFields"))
        .filter(JsonNode::isObject);
  }

  private Optional<JsonNode> row(String modelId, String kind) {
    return Optional.of(models.path(kind).path(ModelName.of(modelId).model()))
        .filter(JsonNode::isObject);
  }

  private static Iterator<JsonNode> none() {
    return Json.MAPPER.createArrayNode().iterator();
  }
}
