package askdocs.lambda;

import askdocs.ask.Ask;
import askdocs.ask.Question;
import askdocs.knowledge.Caller;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The body of POST /ask and POST /search, read strictly: what is wrong is named. */
final class AskRequests {
  private static final Set<String> FIELDS =
      Set.of("question", "passages", "model", "maxTokens", "filter", "sessionId", "dryRun");
  private static final List<String> NOT_YET = List.of("filter", "sessionId", "dryRun");

  private final String defaultModel;
  private final List<String> allowedModels;

  AskRequests(String defaultModel, List<String> allowedModels) {
    this.defaultModel = defaultModel;
    this.allowedModels = List.copyOf(allowedModels);
  }

  /**
   * Reads a body.
   *
   * @throws ProblemException naming the field that is wrong
   */
  Ask read(String body, Caller caller) {
    JsonNode root = object(body);
    for (Map.Entry<String, JsonNode> field : root.properties()) {
      if (!FIELDS.contains(field.getKey())) {
        throw invalid(shown(field.getKey()), "is an unknown field");
      }
    }
    for (String field : NOT_YET) {
      if (root.has(field)) {
        throw invalid(field, "is not supported yet");
      }
    }
    return new Ask(
        question(root),
        number(root, "passages", Ask.MAX_PASSAGES).orElse(Ask.DEFAULT_PASSAGES),
        model(root),
        number(root, "maxTokens", Ask.LIMIT_OF_MAX_TOKENS).orElse(Ask.DEFAULT_MAX_TOKENS),
        caller);
  }

  private static JsonNode object(String body) {
    JsonNode root;
    try {
      root = Json.STRICT.readTree(body);
    } catch (JsonProcessingException e) {
      throw notJson(e);
    }
    if (root.isMissingNode()) {
      throw new ProblemException(Problem.invalid("The body is not JSON: it is empty."));
    }
    if (!root.isObject()) {
      throw new ProblemException(Problem.invalid("The body is not an object."));
    }
    return root;
  }

  private static ProblemException notJson(JsonProcessingException e) {
    String message = Optional.ofNullable(e.getOriginalMessage()).orElse("");
    if (message.startsWith("Duplicate field")) {
      return new ProblemException(Problem.invalid("The body has a field twice."));
    }
    String where =
        Optional.ofNullable(e.getLocation())
            .map(at ->
                " It breaks off at line " + at.getLineNr() + ", column " + at.getColumnNr() + ".")
            .orElse("");
    return new ProblemException(Problem.invalid("The body is not JSON." + where));
  }

  private static Question question(JsonNode root) {
    JsonNode question = root.path("question");
    if (question.isMissingNode()) {
      throw invalid("question", "is missing");
    }
    if (!question.isTextual()) {
      throw invalid("question", "must be a string");
    }
    try {
      return new Question(question.textValue());
    } catch (IllegalArgumentException e) {
      throw invalid("question", String.valueOf(e.getMessage()));
    }
  }

  private static Optional<Integer> number(JsonNode root, String field, int most) {
    JsonNode value = root.path(field);
    if (value.isMissingNode()) {
      return Optional.empty();
    }
    if (!value.isIntegralNumber()) {
      throw invalid(field, "must be a whole number");
    }
    if (!value.canConvertToInt() || value.intValue() < 1 || value.intValue() > most) {
      throw invalid(field, "must lie between 1 and " + most);
    }
    return Optional.of(value.intValue());
  }

  private String model(JsonNode root) {
    JsonNode model = root.path("model");
    if (model.isMissingNode()) {
      return defaultModel;
    }
    if (!model.isTextual()) {
      throw invalid("model", "must be a string");
    }
    if (!allowedModels.contains(model.textValue())) {
      throw invalid("model", "is unknown; allowed are " + String.join(", ", allowedModels));
    }
    return model.textValue();
  }

  /** A field's name as it may be shown: it comes from the caller. */
  private static String shown(String field) {
    return field.codePointCount(0, field.length()) <= 100
        ? field
        : field.substring(0, field.offsetByCodePoints(0, 100)) + "…";
  }

  private static ProblemException invalid(String field, String what) {
    return new ProblemException(Problem.invalid(field + ": " + what + "."));
  }
}
