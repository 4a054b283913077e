package askdocs.lambda;

import askdocs.ask.Filter;
import askdocs.knowledge.AttributeValue;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The field {@code filter} of a request, read strictly: what is wrong is named by its path. */
final class Filters {
  private static final String KEY = "key";
  private static final String VALUE = "value";

  private final String path;
  private final JsonNode operand;

  /** An operator's operand, and where in the request it stands. */
  private Filters(String path, JsonNode operand) {
    this.path = path;
    this.operand = operand;
  }

  /**
   * Reads a filter.
   *
   * @param path where it stands in the request, as in {@code filter.andAll[1]}
   * @throws ProblemException naming the path of what is wrong
   */
  static Filter read(JsonNode node, String path) {
    if (!node.isObject() || node.size() != 1) {
      throw invalid(path, "must be an object with one operator");
    }
    Map.Entry<String, JsonNode> only = node.properties().iterator().next();
    String at = path + "." + Shown.name(only.getKey());
    Filters filters = new Filters(at, only.getValue());
    return limited(
        at,
        switch (only.getKey()) {
          case "equals" -> () -> new Filter.OneOf(filters.key(), List.of(filters.value()));
          case "notEquals" -> () -> new Filter.NoneOf(filters.key(), List.of(filters.value()));
          case "in" -> () -> new Filter.OneOf(filters.key(), filters.values());
          case "notIn" -> () -> new Filter.NoneOf(filters.key(), filters.values());
          case "greaterThan" -> () -> filters.compared(Filter.Order.GREATER);
          case "greaterThanOrEquals" -> () -> filters.compared(Filter.Order.GREATER_OR_EQUAL);
          case "lessThan" -> () -> filters.compared(Filter.Order.LESS);
          case "lessThanOrEquals" -> () -> filters.compared(Filter.Order.LESS_OR_EQUAL);
          case "startsWith" -> () -> new Filter.StartsWith(filters.key(), filters.text());
          case "listContains" -> () -> new Filter.ListContains(filters.key(), filters.text());
          case "stringContains" -> () -> new Filter.StringContains(filters.key(), filters.text());
          case "andAll" -> () -> new Filter.AllOf(filters.members());
          case "orAll" -> () -> new Filter.AnyOf(filters.members());
          default -> throw invalid(at, "is an unknown operator");
        });
  }

  /** What is well-formed and beyond the limits is refused by the filter itself. */
  private static Filter limited(String at, Supplier<Filter> filter) {
    try {
      return filter.get();
    } catch (IllegalArgumentException e) {
      throw invalid(at, String.valueOf(e.getMessage()));
    }
  }

  private Filter compared(Filter.Order order) {
    JsonNode value = operand(VALUE);
    if (!value.isNumber()) {
      throw invalid(path + "." + VALUE, "must be a number");
    }
    return new Filter.Compared(key(), order, value.doubleValue());
  }

  private List<Filter> members() {
    if (!operand.isArray()) {
      throw invalid(path, "must be a list of filters");
    }
    List<Filter> members = new ArrayList<>();
    for (JsonNode member : operand) {
      members.add(read(member, path + "[" + members.size() + "]"));
    }
    return members;
  }

  private String key() {
    return text(operand(KEY), path + "." + KEY);
  }

  private String text() {
    return text(operand(VALUE), path + "." + VALUE);
  }

  private AttributeValue value() {
    return value(operand(VALUE), path + "." + VALUE);
  }

  private List<AttributeValue> values() {
    String at = path + "." + VALUE;
    JsonNode list = operand(VALUE);
    if (!list.isArray()) {
      throw invalid(at, "must be a list");
    }
    List<AttributeValue> values = new ArrayList<>();
    for (JsonNode member : list) {
      values.add(value(member, at + "[" + values.size() + "]"));
    }
    return values;
  }

  /** One of an operator's two fields; there are no others. */
  private JsonNode operand(String name) {
    if (!operand.isObject()) {
      throw invalid(path, "must be an object with key and value");
    }
    for (Map.Entry<String, JsonNode> field : operand.properties()) {
      if (!field.getKey().equals(KEY) && !field.getKey().equals(VALUE)) {
        throw invalid(path + "." + Shown.name(field.getKey()), "is an unknown field");
      }
    }
    if (!operand.has(name)) {
      throw invalid(path + "." + name, "is missing");
    }
    return operand.path(name);
  }

  private static AttributeValue value(JsonNode node, String at) {
    if (node.isTextual()) {
      return new AttributeValue.Text(text(node, at));
    }
    if (node.isBoolean()) {
      return new AttributeValue.Flag(node.booleanValue());
    }
    if (node.isNumber() && Double.isFinite(node.doubleValue())) {
      return new AttributeValue.Numeric(node.doubleValue());
    }
    throw invalid(at, "must be a string, a finite number or a boolean");
  }

  private static String text(JsonNode node, String at) {
    if (!node.isTextual()) {
      throw invalid(at, "must be a string");
    }
    String text = node.textValue();
    if (text.codePoints().anyMatch(point -> point >= 0xD800 && point <= 0xDFFF)) {
      throw invalid(at, "must not hold half of a surrogate pair");
    }
    return text;
  }

  private static ProblemException invalid(String at, String what) {
    return new ProblemException(Problem.invalid(at + ": " + what + "."));
  }
}
