package askdocs.local.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/**
 * What a Titan text embedding model is asked.
 *
 * <p>Violations of the schema are reported as the service does: one in words, more than one only by
 * their number. The words are those of the JSON schema library behind the messages seen in public.
 */
record TitanRequest(String text, int dimensions, boolean normalize, Set<Type> types) {
  static final int MAX_CHARACTERS = 50_000;
  static final int MAX_TOKENS = 8_192;
  private static final int FIRST_DIMENSIONS = 1536;
  private static final int SECOND_DIMENSIONS = 1024;

  /** How the numbers of an embedding are given. */
  enum Type {
    FLOAT,
    BINARY
  }

  static TitanRequest read(byte[] body, boolean second) {
    JsonNode json =
        Json.parse(body)
            .filter(JsonNode::isObject)
            .orElseThrow(() ->
                Refused.validation(
                    "Malformed input request, please reformat your input and try again."));
    List<String> violations = new ArrayList<>();
    String text = text(json, violations);
    int dimensions = second ? SECOND_DIMENSIONS : FIRST_DIMENSIONS;
    boolean normalize = second;
    Set<Type> types = EnumSet.of(Type.FLOAT);
    for (Iterator<String> keys = json.fieldNames(); keys.hasNext(); ) {
      String key = keys.next();
      JsonNode value = json.get(key);
      if (key.equals("inputText")) {
        continue;
      }
      switch (second ? key : "") {
        case "dimensions" -> dimensions = dimensions(value, violations);
        case "normalize" -> normalize = normalize(value, violations);
        case "embeddingTypes" -> types = types(value, violations);
        default -> violations.add("extraneous key [" + key + "] is not permitted");
      }
    }
    if (!violations.isEmpty()) {
      throw malformed(violations);
    }
    int tokens = Tokens.count(text);
    if (tokens > MAX_TOKENS) {
      throw Refused.validation(
          "400 Bad Request: Too many input tokens. Max input tokens: "
              + MAX_TOKENS
              + ", request input token count: "
              + tokens
              + " ");
    }
    return new TitanRequest(text, dimensions, normalize, types);
  }

  private static String text(JsonNode json, List<String> violations) {
    JsonNode text = json.get("inputText");
    if (text == null) {
      violations.add("required key [inputText] not found");
      return "";
    }
    if (!text.isTextual()) {
      violations.add("expected type: String, found: " + Schema.typeOf(text));
      return "";
    }
    String value = text.textValue();
    int characters = value.codePointCount(0, value.length());
    if (characters == 0) {
      violations.add("expected minLength: 1, actual: 0");
    } else if (characters > MAX_CHARACTERS) {
      violations.add("expected maxLength: " + MAX_CHARACTERS + ", actual: " + characters);
    }
    return value;
  }

  private static int dimensions(JsonNode value, List<String> violations) {
    if (!value.isIntegralNumber()) {
      violations.add("expected type: Integer, found: " + Schema.typeOf(value));
    } else if (!Set.of(256, 512, 1024).contains(value.intValue())) {
      violations.add(value + " is not a valid enum value");
    }
    return value.intValue();
  }

  private static boolean normalize(JsonNode value, List<String> violations) {
    if (!value.isBoolean()) {
      violations.add("expected type: Boolean, found: " + Schema.typeOf(value));
    }
    return value.booleanValue();
  }

  private static Set<Type> types(JsonNode value, List<String> violations) {
    if (!value.isArray()) {
      violations.add("expected type: JSONArray, found: " + Schema.typeOf(value));
      return Set.of();
    }
    if (value.isEmpty()) {
      violations.add("expected minimum item count: 1, found: 0");
    }
    Set<Type> types = EnumSet.noneOf(Type.class);
    for (JsonNode type : value) {
      switch (type.asText()) {
        case "float" -> types.add(Type.FLOAT);
        case "binary" -> types.add(Type.BINARY);
        default -> violations.add(type.asText() + " is not a valid enum value");
      }
    }
    return types;
  }

  private static Refused malformed(List<String> violations) {
    String what =
        violations.size() == 1
            ? violations.getFirst()
            : violations.size() + " schema violations found";
    return Refused.validation(
        "Malformed input request: " + what + ", please reformat your input and try again.");
  }
}
