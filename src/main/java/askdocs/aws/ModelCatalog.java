package askdocs.aws;

import askdocs.aws.EmbeddingModel.Format;
import askdocs.spend.ModelName;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What each model accepts: the rows of the resource {@code models.json}, found by a model's id, its
 * inference profile's, or the ARN of either.
 */
public final class ModelCatalog {
  private final JsonNode models;

  private ModelCatalog(JsonNode models) {
    this.models = models;
  }

  /** Reads the resource. */
  public static ModelCatalog read() {
    return new ModelCatalog(Json.resource("models.json"));
  }

  /** All models, those that answer first. */
  public List<ModelRow> rows() {
    List<ModelRow> rows = new ArrayList<>();
    for (ModelRow.Task task : ModelRow.Task.values()) {
      models
          .path(kind(task))
          .properties()
          .forEach(row -> rows.add(row(row.getKey(), task, row.getValue())));
    }
    return rows;
  }

  /** The row of a model, in whichever way it is named. */
  public Optional<ModelRow> find(String modelId) {
    String bare = ModelName.of(modelId).model();
    return rows().stream().filter(row -> row.id().equals(bare)).findFirst();
  }

  /** Whether the model answers questions. */
  public boolean answers(String modelId) {
    return row(modelId, "answering").isPresent();
  }

  /** Whether the model answers questions and cites {@code searchResult} blocks. */
  public boolean answersWithCitations(String modelId) {
    return row(modelId, "answering").map(row -> row.path("citations").asBoolean()).orElse(false);
  }

  /** Whether the model takes a system prompt; most do. */
  boolean takesSystemPrompt(String modelId) {
    return row(modelId, "answering")
        .map(row -> row.path("systemPrompt").asBoolean(true))
        .orElse(true);
  }

  /**
   * How many tokens of its quota a token costs that the model writes: five for Claude 3.7 and
   * later, and no earlier one is listed.
   */
  int quotaOfATokenWritten(String modelId) {
    return ModelName.of(modelId).model().startsWith("anthropic.") ? 5 : 1;
  }

  /** What goes into Converse's {@code additionalModelRequestFields}, if anything. */
  Optional<JsonNode> requestFields(String modelId) {
    return row(modelId, "answering")
        .map(row -> row.path("requestFields"))
        .filter(JsonNode::isObject);
  }

  /** Whether the model makes vectors of this many dimensions. */
  public boolean embeds(String modelId, int dimensions) {
    return embedding(modelId).map(model -> model.dimensions().contains(dimensions)).orElse(false);
  }

  /** What the model accepts, if it embeds. */
  Optional<EmbeddingModel> embedding(String modelId) {
    return row(modelId, "embedding")
        .map(row ->
            new EmbeddingModel(
                Format.valueOf(row.required("format").asText().toUpperCase(Locale.ROOT)),
                dimensions(row),
                row.required("takesDimensions").asBoolean(),
                row.required("textsPerCall").asInt(),
                number(row, "maxCharacters"),
                row.required("maxTokens").asInt()));
  }

  /** Whether the model puts passages in order. */
  public boolean reranks(String modelId) {
    return rerankFields(modelId).isPresent();
  }

  /** What goes into a reranking model's request beside the texts; empty if it is none. */
  Optional<JsonNode> rerankFields(String modelId) {
    return row(modelId, "reranking").map(row -> row.path("requestFields"));
  }

  private Optional<JsonNode> row(String modelId, String kind) {
    return Optional.of(models.path(kind).path(ModelName.of(modelId).model()))
        .filter(JsonNode::isObject);
  }

  private static String kind(ModelRow.Task task) {
    return task.name().toLowerCase(Locale.ROOT);
  }

  private static ModelRow row(String id, ModelRow.Task task, JsonNode row) {
    List<String> profiles = new ArrayList<>();
    row.required("profiles").forEach(profile -> profiles.add(profile.asText()));
    return new ModelRow(
        id,
        task,
        row.path("citations").asBoolean(),
        row.path("systemPrompt").asBoolean(true),
        ModelRow.Sampling.valueOf(row.path("sampling").asText("none").toUpperCase(Locale.ROOT)),
        ModelRow.Thinking.valueOf(row.path("thinking").asText("none").toUpperCase(Locale.ROOT)),
        number(row, "contextTokens").orElseGet(() -> row.required("maxTokens").asInt()),
        number(row, "maxOutputTokens").orElse(0),
        number(row, "cacheMinimumTokens"),
        dimensions(row),
        row.required("onDemand").asBoolean(),
        profiles,
        ModelRow.Status.valueOf(row.required("status").asText().toUpperCase(Locale.ROOT)),
        date(row, "notRetiredBefore"),
        date(row, "endOfLife"),
        row.path("note").asText());
  }

  private static List<Integer> dimensions(JsonNode row) {
    List<Integer> dimensions = new ArrayList<>();
    row.path("dimensions").forEach(size -> dimensions.add(size.asInt()));
    return dimensions;
  }

  private static OptionalInt number(JsonNode row, String field) {
    return row.has(field) ? OptionalInt.of(row.get(field).asInt()) : OptionalInt.empty();
  }

  private static Optional<LocalDate> date(JsonNode row, String field) {
    return Optional.ofNullable(row.get(field)).map(JsonNode::asText).map(LocalDate::parse);
  }
}
