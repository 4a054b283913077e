package askdocs.local.bedrock;

import askdocs.local.bedrock.Conversation.Block;
import askdocs.local.bedrock.Conversation.CachePoint;
import askdocs.local.bedrock.Conversation.Cited;
import askdocs.local.bedrock.Conversation.Inference;
import askdocs.local.bedrock.Conversation.SearchResult;
import askdocs.local.bedrock.Conversation.Text;
import askdocs.local.bedrock.Conversation.Turn;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Reads a Converse request by the service model (2023-09-30); the rules beyond it are elsewhere.
 */
final class ConverseReader {
  private static final Set<String> MEMBERS =
      Set.of(
          "messages",
          "system",
          "inferenceConfig",
          "toolConfig",
          "guardrailConfig",
          "additionalModelRequestFields",
          "promptVariables",
          "additionalModelResponseFieldPaths",
          "requestMetadata",
          "performanceConfig",
          "serviceTier",
          "outputConfig");
  private static final Set<String> BLOCKS =
      Set.of(
          "text",
          "image",
          "document",
          "video",
          "audio",
          "toolUse",
          "toolResult",
          "guardContent",
          "cachePoint",
          "reasoningContent",
          "citationsContent",
          "searchResult");
  private static final int MOST_STOP_SEQUENCES = 2_500;
  private static final int MOST_METADATA = 16;
  private static final int MOST_FIELD_PATHS = 10;

  private final Shape shape = new Shape();

  private ConverseReader() {}

  /**
   * The request in this JSON.
   *
   * @throws Refused if the service model forbids it
   */
  static Conversation read(JsonNode json) {
    return new ConverseReader().conversation(json);
  }

  private Conversation conversation(JsonNode json) {
    shape.object(json, "", MEMBERS);
    for (String name :
        List.of("toolConfig", "guardrailConfig", "promptVariables", "outputConfig")) {
      if (json.hasNonNull(name)) {
        throw Refused.notSpoken(name);
      }
    }
    List<String> system = new ArrayList<>();
    if (json.hasNonNull("system")) {
      JsonNode blocks = shape.list(json, "system", "");
      for (int i = 0; i < blocks.size(); i++) {
        system(blocks.get(i), "system." + (i + 1) + ".member", system);
      }
    }
    List<Turn> turns = new ArrayList<>();
    if (json.hasNonNull("messages")) {
      JsonNode messages = shape.list(json, "messages", "");
      for (int i = 0; i < messages.size(); i++) {
        turns.add(turn(messages.get(i), "messages." + (i + 1) + ".member"));
      }
    }
    Inference inference = inference(json.path("inferenceConfig"));
    settings(json);
    JsonNode fields = json.path("additionalModelRequestFields");
    shape.done();
    return new Conversation(system, turns, inference, fields.isObject() ? fields : Json.object());
  }

  private void system(JsonNode block, String path, List<String> system) {
    switch (shape.union(block, path, Set.of("text", "guardContent", "cachePoint"))) {
      case "text" -> {
        String text = shape.text(block, "text", path);
        shape.require(
            !text.isEmpty(), path + ".text", "Member must have length greater than or equal to 1");
        system.add(text);
      }
      case "cachePoint" -> cachePoint(block.get("cachePoint"), path + ".cachePoint");
      default -> throw Refused.notSpoken("guardContent");
    }
  }

  private Turn turn(JsonNode message, String path) {
    shape.object(message, path, Set.of("role", "content"));
    shape.choice(message, "role", path, List.of("user", "assistant"));
    String role = shape.text(message, "role", path);
    JsonNode blocks = shape.list(message, "content", path);
    List<Block> content = new ArrayList<>();
    for (int i = 0; i < blocks.size(); i++) {
      content.add(block(blocks.get(i), path + ".content." + (i + 1) + ".member"));
    }
    return new Turn(role.equals("user"), content);
  }

  private Block block(JsonNode block, String path) {
    String kind = shape.union(block, path, BLOCKS);
    JsonNode value = block.get(kind);
    return switch (kind) {
      case "text" -> new Text(shape.text(block, "text", path));
      case "searchResult" -> searchResult(value, path + ".searchResult");
      case "cachePoint" -> cachePoint(value, path + ".cachePoint");
      case "citationsContent" -> cited(value, path + ".citationsContent");
      default -> throw Refused.notSpoken("content blocks of the kind " + kind);
    };
  }

  private SearchResult searchResult(JsonNode result, String path) {
    shape.object(result, path, Set.of("source", "title", "content", "citations"));
    String source = shape.text(result, "source", path);
    String title = shape.text(result, "title", path);
    JsonNode items = shape.list(result, "content", path);
    List<String> content = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      String at = path + ".content." + (i + 1) + ".member";
      content.add(shape.text(shape.object(items.get(i), at, Set.of("text")), "text", at));
    }
    boolean citations = false;
    if (result.hasNonNull("citations")) {
      String at = path + ".citations";
      citations =
          shape.flag(shape.object(result.get("citations"), at, Set.of("enabled")), "enabled", at);
    }
    return new SearchResult(source, title, content, citations);
  }

  private CachePoint cachePoint(JsonNode point, String path) {
    shape.object(point, path, Set.of("type", "ttl"));
    shape.text(point, "type", path);
    shape.choice(point, "type", path, List.of("default"));
    shape.choice(point, "ttl", path, List.of("5m", "1h"));
    return new CachePoint();
  }

  private Cited cited(JsonNode block, String path) {
    shape.object(block, path, Set.of("content", "citations"));
    StringBuilder text = new StringBuilder();
    block.path("content").forEach(part -> text.append(part.path("text").asText()));
    boolean ofSearchResults = false;
    for (JsonNode citation : block.path("citations")) {
      shape.object(citation, path, Set.of("title", "source", "sourceContent", "location"));
      ofSearchResults |= citation.path("location").has("searchResultLocation");
    }
    return new Cited(text.toString(), ofSearchResults);
  }

  private Inference inference(JsonNode config) {
    if (config.isMissingNode() || config.isNull()) {
      return new Inference(OptionalInt.empty(), false, false, List.of());
    }
    String path = "inferenceConfig";
    shape.object(config, path, Set.of("maxTokens", "temperature", "topP", "stopSequences"));
    OptionalInt maxTokens = OptionalInt.empty();
    if (config.hasNonNull("maxTokens")) {
      JsonNode node = config.get("maxTokens");
      shape.typed(node.isIntegralNumber(), node, path + ".maxTokens", "Integer");
      shape.number(config, "maxTokens", path, 1, Integer.MAX_VALUE);
      maxTokens = OptionalInt.of(node.intValue());
    }
    boolean temperature = shape.number(config, "temperature", path, 0, 1);
    boolean topP = shape.number(config, "topP", path, 0, 1);
    List<String> stops = new ArrayList<>();
    if (config.hasNonNull("stopSequences")) {
      shape.list(config, "stopSequences", path).forEach(stop -> stops.add(stop.asText()));
    }
    String at = path + ".stopSequences";
    shape.require(
        stops.size() <= MOST_STOP_SEQUENCES,
        at,
        "Member must have length less than or equal to " + MOST_STOP_SEQUENCES);
    shape.require(
        stops.stream().noneMatch(String::isEmpty),
        at,
        "Member must have length greater than or equal to 1");
    return new Inference(maxTokens, temperature, topP, stops);
  }

  private void settings(JsonNode json) {
    JsonNode metadata = json.path("requestMetadata");
    if (!metadata.isMissingNode() && !metadata.isNull()) {
      shape.typed(metadata.isObject(), metadata, "requestMetadata", "map");
      shape.require(
          !metadata.isEmpty() && metadata.size() <= MOST_METADATA,
          "requestMetadata",
          "Member must have length between 1 and " + MOST_METADATA);
    }
    JsonNode paths = json.path("additionalModelResponseFieldPaths");
    shape.require(
        paths.size() <= MOST_FIELD_PATHS,
        "additionalModelResponseFieldPaths",
        "Member must have length less than or equal to " + MOST_FIELD_PATHS);
    shape.choice(
        json.path("performanceConfig"),
        "latency",
        "performanceConfig",
        List.of("standard", "optimized"));
    shape.choice(
        json.path("serviceTier"),
        "type",
        "serviceTier",
        List.of("priority", "default", "flex", "reserved"));
    JsonNode fields = json.path("additionalModelRequestFields");
    shape.typed(
        fields.isMissingNode() || fields.isNull() || fields.isObject(),
        fields,
        "additionalModelRequestFields",
        "document");
  }
}
