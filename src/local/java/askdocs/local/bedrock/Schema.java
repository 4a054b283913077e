package askdocs.local.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Checks the body of an InvokeModel request against the schema of Cohere's models and of the
 * rerankers, collecting what violates it.
 *
 * <p>The messages are those seen in public reports: each violation a JSON pointer and what is wrong
 * there, one after the other, as in {@code #: required key [texts] not found#/input_type: x is not
 * a valid enum value}.
 */
final class Schema {
  private final JsonNode body;
  private final StringBuilder violations = new StringBuilder();

  /**
   * @param members that the body may have
   * @throws Refused if the body is not a JSON object
   */
  Schema(byte[] body, Set<String> members) {
    this.body =
        Json.parse(body)
            .filter(JsonNode::isObject)
            .orElseThrow(() ->
                Refused.validation(
                    "Malformed input request, please reformat your input and try again."));
    this.body
        .fieldNames()
        .forEachRemaining(name -> {
          if (!members.contains(name)) {
            violated("", "extraneous key [" + name + "] is not permitted");
          }
        });
  }

  /** Notes a violation at a JSON pointer; the root's is empty. */
  void violated(String pointer, String what) {
    violations.append('#').append(pointer).append(": ").append(what);
  }

  /**
   * @throws Refused naming all violations, if there are any
   */
  void done() {
    if (!violations.isEmpty()) {
      throw Refused.validation(
          "Malformed input request: " + violations + ", please reformat your input and try again.");
    }
  }

  /**
   * @throws Refused with these words if there are violations
   */
  void done(String words) {
    if (!violations.isEmpty()) {
      throw Refused.validation(words);
    }
  }

  Optional<JsonNode> member(String name) {
    return Optional.ofNullable(body.get(name));
  }

  Optional<JsonNode> required(String name) {
    Optional<JsonNode> member = member(name);
    if (member.isEmpty()) {
      violated("", "required key [" + name + "] not found");
    }
    return member;
  }

  /** The string at a pointer; empty if it is none, which is then noted. */
  String text(JsonNode node, String pointer) {
    if (!node.isTextual()) {
      violated(pointer, "expected type: String, found: " + typeOf(node));
      return "";
    }
    return node.textValue();
  }

  /** A whole number within bounds, if it is there. */
  OptionalInt number(String name, int least, int most) {
    Optional<JsonNode> member = member(name);
    if (member.isEmpty()) {
      return OptionalInt.empty();
    }
    JsonNode node = member.get();
    if (!node.isIntegralNumber()) {
      violated("/" + name, "expected type: Integer, found: " + typeOf(node));
    } else if (!node.canConvertToInt() || node.intValue() > most) {
      violated("/" + name, node + " is not less or equal to " + most);
    } else if (node.intValue() < least) {
      violated("/" + name, node + " is not greater or equal to " + least);
    }
    return OptionalInt.of(node.intValue());
  }

  /** The members of an array of so many, if it is one. */
  List<JsonNode> list(JsonNode node, String pointer, int least, int most) {
    if (!node.isArray()) {
      violated(pointer, "expected type: JSONArray, found: " + typeOf(node));
      return List.of();
    }
    if (node.size() < least) {
      violated(pointer, "expected minimum item count: " + least + ", found: " + node.size());
    }
    if (node.size() > most) {
      violated(pointer, "expected maximum item count: " + most + ", found: " + node.size());
    }
    List<JsonNode> members = new ArrayList<>();
    node.forEach(members::add);
    return members;
  }

  /** A string out of a choice, if it is there and one of them. */
  Optional<String> choice(JsonNode node, String pointer, Set<String> choices) {
    String value = text(node, pointer);
    if (!choices.contains(value)) {
      if (node.isTextual()) {
        violated(pointer, value + " is not a valid enum value");
      }
      return Optional.empty();
    }
    return Optional.of(value);
  }

  /** What the schema library behind the messages calls this kind of value. */
  static String typeOf(JsonNode node) {
    return switch (node.getNodeType()) {
      case STRING -> "String";
      case NUMBER -> node.isIntegralNumber() ? "Integer" : "BigDecimal";
      case BOOLEAN -> "Boolean";
      case ARRAY -> "JSONArray";
      case OBJECT -> "JSONObject";
      case NULL, MISSING, BINARY, POJO -> "Null";
    };
  }
}
