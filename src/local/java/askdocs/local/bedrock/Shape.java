package askdocs.local.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/**
 * Checks JSON against the service model, collecting what violates a constraint.
 *
 * <p>A wrong type or an unknown member ends the reading at once: as an error of the protocol, or as
 * a ValidationException. Violated constraints are all named in one ValidationException by {@link
 * #done()}, in the words of the service's framework.
 */
final class Shape {
  private final List<String> violations = new ArrayList<>();

  /** The JSON as an object with none but these members. */
  JsonNode object(JsonNode node, String path, Set<String> members) {
    typed(node.isObject(), node, path, "structure");
    for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!members.contains(name)) {
        throw Refused.validation(
            "Unknown field '" + name + "'" + (path.isEmpty() ? "" : " at '" + path + "'") + ".");
      }
    }
    return node;
  }

  /** The one member of a union. */
  String union(JsonNode node, String path, Set<String> members) {
    object(node, path, members);
    if (node.size() != 1) {
      throw Refused.validation(
          "The value at '" + path + "' must have exactly one member, it has " + node.size() + ".");
    }
    return node.fieldNames().next();
  }

  /** A required string; empty if it is missing. */
  String text(JsonNode parent, String name, String path) {
    JsonNode node = required(parent, name, path);
    if (node.isMissingNode()) {
      return "";
    }
    typed(node.isTextual(), node, path + "." + name, "String");
    return node.textValue();
  }

  boolean flag(JsonNode parent, String name, String path) {
    JsonNode node = required(parent, name, path);
    typed(node.isMissingNode() || node.isBoolean(), node, path + "." + name, "Boolean");
    return node.booleanValue();
  }

  /** A required list; empty if it is missing. */
  JsonNode list(JsonNode parent, String name, String path) {
    JsonNode node = required(parent, name, path);
    typed(node.isMissingNode() || node.isArray(), node, join(path, name), "list");
    return node;
  }

  /** A string out of a fixed choice, if it is there. */
  void choice(JsonNode parent, String name, String path, List<String> choices) {
    if (parent.hasNonNull(name)) {
      String value = text(parent, name, path);
      if (!choices.contains(value)) {
        violated(value, join(path, name), "Member must satisfy enum value set: " + choices);
      }
    }
  }

  /** Whether a number is there; it must lie in the range. */
  boolean number(JsonNode parent, String name, String path, int least, int most) {
    JsonNode node = parent.path(name);
    if (node.isMissingNode() || node.isNull()) {
      return false;
    }
    typed(node.isNumber(), node, join(path, name), "Float");
    BigDecimal value = node.decimalValue();
    if (value.compareTo(BigDecimal.valueOf(least)) < 0) {
      violated(
          node.asText(),
          join(path, name),
          "Member must have value greater than or equal to " + least);
    }
    if (value.compareTo(BigDecimal.valueOf(most)) > 0) {
      violated(
          node.asText(), join(path, name), "Member must have value less than or equal to " + most);
    }
    return true;
  }

  void require(boolean holds, String path, String constraint) {
    if (!holds) {
      violations.add("Value at '" + path + "' failed to satisfy constraint: " + constraint);
    }
  }

  void typed(boolean right, JsonNode node, String path, String wanted) {
    if (!right) {
      throw new Refused(
          ErrorType.SERIALIZATION,
          node.getNodeType() + "_VALUE can not be converted to " + wanted + " at '" + path + "'");
    }
  }

  /**
   * @throws Refused if a constraint was violated
   */
  void done() {
    if (!violations.isEmpty()) {
      int n = violations.size();
      throw Refused.validation(
          n
              + " validation error"
              + (n == 1 ? "" : "s")
              + " detected: "
              + String.join("; ", violations));
    }
  }

  private JsonNode required(JsonNode parent, String name, String path) {
    JsonNode node = parent.path(name);
    boolean there = !node.isMissingNode() && !node.isNull();
    require(there, join(path, name), "Member must not be null");
    return there ? node : Json.MAPPER.missingNode();
  }

  private void violated(String value, String path, String constraint) {
    violations.add(
        "Value '" + value + "' at '" + path + "' failed to satisfy constraint: " + constraint);
  }

  private static String join(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }
}
