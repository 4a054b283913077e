package askdocs.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What {@code openapi.json} says of requests and responses, held against those of the tests. Of
 * JSON Schema it knows what the document uses.
 */
final class DocumentedApi {
  private static final JsonNode DOCUMENT = OpenApi.document();

  private DocumentedApi() {}

  /**
   * Fails if a response is none that the document describes. A path that it does not have is for
   * the test that compares the paths.
   *
   * @param event the gateway's event
   * @param response the function's proxy response
   */
  static void requireDescribed(JsonNode event, JsonNode response) {
    JsonNode operation =
        DOCUMENT
            .path("paths")
            .path(event.path("resource").asText().replace("+}", "}"))
            .path(event.path("httpMethod").asText().toLowerCase(java.util.Locale.ROOT));
    if (operation.isMissingNode() || !response.has("statusCode")) {
      return;
    }
    int status = response.path("statusCode").intValue();
    JsonNode described =
        operation.path("responses").path(status == 200 ? "200" : "default").path("content");
    String type = response.path("headers").path("Content-Type").textValue().replaceFirst(";.*", "");
    List<String> faults = new ArrayList<>();
    if (described.has(type)) {
      JsonNode body = Samples.json(response.path("body").textValue());
      check(described.path(type).path("schema"), body, "body", faults);
    } else {
      faults.add("no response of " + type + " is described");
    }
    if (!faults.isEmpty()) {
      throw new AssertionError(
          "src/main/resources/askdocs/openapi.json does not describe this response of "
              + event.path("resource")
              + ": "
              + faults);
    }
  }

  /** Whether the document allows this value, and if not, what is wrong with it. */
  static List<String> faults(String schema, JsonNode value) {
    List<String> faults = new ArrayList<>();
    check(schema(schema), value, schema, faults);
    return faults;
  }

  static JsonNode schema(String name) {
    return DOCUMENT.path("components").path("schemas").path(name);
  }

  private static void check(JsonNode schema, JsonNode value, String at, List<String> faults) {
    String reference = schema.path("$ref").asText();
    if (!reference.isEmpty()) {
      check(schema(reference.replaceFirst(".*/", "")), value, at, faults);
      return;
    }
    if (schema.has("oneOf")) {
      long fitting = schema.path("oneOf").valueStream().filter(one -> fits(one, value, at)).count();
      if (fitting != 1) {
        faults.add(at + " fits " + fitting + " of the alternatives");
      }
      return;
    }
    if (!isOfType(schema.path("type").asText(), value)) {
      faults.add(at + " is no " + schema.path("type").asText() + ": " + value);
      return;
    }
    if (schema.has("enum") && schema.path("enum").valueStream().noneMatch(value::equals)) {
      faults.add(at + " is none of " + schema.path("enum") + ": " + value);
    }
    members(schema, value, at, faults);
    for (int i = 0; i < (value.isArray() ? value.size() : 0); i++) {
      check(schema.path("items"), value.get(i), at + "[" + i + "]", faults);
    }
  }

  private static boolean fits(JsonNode schema, JsonNode value, String at) {
    List<String> faults = new ArrayList<>();
    check(schema, value, at, faults);
    return faults.isEmpty();
  }

  private static void members(JsonNode schema, JsonNode value, String at, List<String> faults) {
    if (!value.isObject()) {
      return;
    }
    for (JsonNode required : schema.path("required")) {
      if (!value.has(required.textValue())) {
        faults.add(at + "." + required.textValue() + " is missing");
      }
    }
    JsonNode others = schema.path("additionalProperties");
    for (Map.Entry<String, JsonNode> member : value.properties()) {
      String name = at + "." + member.getKey();
      JsonNode described = schema.path("properties").path(member.getKey());
      if (!described.isMissingNode()) {
        check(described, member.getValue(), name, faults);
      } else if (others.isObject()) {
        check(others, member.getValue(), name, faults);
      } else if (others.isBoolean() && !others.booleanValue()) {
        faults.add(name + " is not described");
      }
    }
  }

  private static boolean isOfType(String type, JsonNode value) {
    return switch (type) {
      case "object" -> value.isObject();
      case "array" -> value.isArray();
      case "string" -> value.isTextual();
      case "boolean" -> value.isBoolean();
      case "integer" -> value.isIntegralNumber();
      case "number" -> value.isNumber();
      case "" -> true;
      default -> throw new AssertionError("openapi.json has a type that is not known: " + type);
    };
  }
}
