package askdocs.aws;

import askdocs.ask.Filter;
import askdocs.knowledge.AttributeValue;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A filter as a query. Each attribute of a passage is a nested document of its own, with its name
 * and its value in the field of the value's type: {@code text}, {@code number}, {@code flag} or
 * {@code texts}.
 */
final class FilterQuery {
  private static final String PATH = "attributes";

  private FilterQuery() {}

  static ObjectNode of(Filter filter) {
    return switch (filter) {
      case Filter.AllOf(List<Filter> members) -> bool("filter", members);
      case Filter.AnyOf(List<Filter> members) -> bool("should", members);
      case Filter.OneOf(String key, List<AttributeValue> values) -> attribute(key, oneOf(values));
      case Filter.NoneOf(String key, List<AttributeValue> values) -> attribute(key, noneOf(values));
      case Filter.Compared(String key, Filter.Order order, double number) ->
          attribute(key, single("range", "number", node().put(bound(order), number)));
      case Filter.StartsWith(String key, String prefix) ->
          attribute(key, single("prefix", "text", node().put("value", prefix)));
      case Filter.ListContains(String key, String member) ->
          attribute(key, single("term", "texts", node().put("value", member)));
      case Filter.StringContains(String key, String part) ->
          attribute(key, anyOf(containing("text", part), containing("texts", part)));
    };
  }

  private static ObjectNode bool(String kind, List<Filter> members) {
    ObjectNode query = node();
    ArrayNode conditions = query.putObject("bool").putArray(kind);
    members.forEach(member -> conditions.add(of(member)));
    return query;
  }

  private static ObjectNode attribute(String key, ObjectNode condition) {
    ObjectNode query = node();
    ArrayNode both =
        query
            .putObject("nested")
            .put("path", PATH)
            .putObject("query")
            .putObject("bool")
            .putArray("filter");
    both.addObject().putObject("term").put(PATH + ".name", key);
    both.add(condition);
    return query;
  }

  private static ObjectNode oneOf(List<AttributeValue> values) {
    return anyOf(
        byField(values).entrySet().stream()
            .map(field -> terms(field.getKey(), field.getValue()))
            .toArray(ObjectNode[]::new));
  }

  /** An attribute of another type is not unequal: it cannot be compared. */
  private static ObjectNode noneOf(List<AttributeValue> values) {
    return anyOf(
        byField(values).entrySet().stream()
            .map(field -> {
              ObjectNode query = node();
              ObjectNode bool = query.putObject("bool");
              bool.putArray("filter")
                  .addObject()
                  .putObject("exists")
                  .put("field", PATH + "." + field.getKey());
              bool.putArray("must_not").add(terms(field.getKey(), field.getValue()));
              return query;
            })
            .toArray(ObjectNode[]::new));
  }

  private static Map<String, ArrayNode> byField(List<AttributeValue> values) {
    Map<String, ArrayNode> fields = new LinkedHashMap<>();
    for (AttributeValue value : values) {
      switch (value) {
        case AttributeValue.Text(String text) -> valuesOf(fields, "text").add(text);
        case AttributeValue.Numeric(double number) -> valuesOf(fields, "number").add(number);
        case AttributeValue.Flag(boolean flag) -> valuesOf(fields, "flag").add(flag);
        case AttributeValue.Texts _ ->
            throw new IllegalArgumentException("A filter compares with no list");
      }
    }
    return fields;
  }

  private static ArrayNode valuesOf(Map<String, ArrayNode> fields, String field) {
    return fields.computeIfAbsent(field, _ -> Json.MAPPER.createArrayNode());
  }

  private static ObjectNode terms(String field, ArrayNode values) {
    ObjectNode query = node();
    query.putObject("terms").set(PATH + "." + field, values);
    return query;
  }

  private static ObjectNode anyOf(ObjectNode... conditions) {
    ObjectNode query = node();
    ArrayNode should = query.putObject("bool").putArray("should");
    for (ObjectNode condition : conditions) {
      should.add(condition);
    }
    return query;
  }

  private static ObjectNode containing(String field, String part) {
    String literal = part.replace("\\", "\\\\").replace("*", "\\*").replace("?", "\\?");
    return single("wildcard", field, node().put("value", "*" + literal + "*"));
  }

  private static ObjectNode single(String kind, String field, ObjectNode condition) {
    ObjectNode query = node();
    query.putObject(kind).set(PATH + "." + field, condition);
    return query;
  }

  private static String bound(Filter.Order order) {
    return switch (order) {
      case GREATER -> "gt";
      case GREATER_OR_EQUAL -> "gte";
      case LESS -> "lt";
      case LESS_OR_EQUAL -> "lte";
    };
  }

  private static ObjectNode node() {
    return Json.MAPPER.createObjectNode();
  }
}
