package askdocs.lambda;

import askdocs.ask.Ask;
import askdocs.ask.Filter;
import askdocs.ask.Question;
import askdocs.ask.SessionId;
import askdocs.knowledge.Caller;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The body of POST /ask and POST /search, read strictly: what is wrong is named. */
final class AskRequests {
  static final Set<String> FIELDS =
      Set.of("question", "passages", "model", "maxTokens", "filter", "sessionId", "dryRun");

  /** What Jackson says of a name that comes twice. */
  private static final Pattern DUPLICATE =
      Pattern.compile("Duplicate field '(.*)'", Pattern.DOTALL);

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
        throw invalid(Shown.name(field.getKey()), "is an unknown field");
      }
    }
    return new Ask(
        question(root),
        filter(root),
        number(root, "passages", Ask.MAX_PASSAGES).orElse(Ask.DEFAULT_PASSAGES),
        model(root),
        number(root, "maxTokens", Ask.LIMIT_OF_MAX_TOKENS).orElse(Ask.DEFAULT_MAX_TOKENS),
        caller,
        session(root),
        flag(root, "dryRun"));
  }

  /**
   * Reads the body of a search, of which there is no dry run.
   *
   * @throws ProblemException naming the field that is wrong
   */
  Ask readSearch(String body, Caller caller) {
    Ask ask = read(body, caller);
    if (ask.dryRun()) {
      throw invalid("dryRun", "is for POST /ask only");
    }
    return ask;
  }

  /** A body that is an object. */
  static JsonNode object(String body) {
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
    Optional<String> twice = duplicate(e);
    if (twice.isPresent()) {
      return invalid(Shown.name(twice.get()), "is there twice");
    }
    if (e instanceof StreamConstraintsException) {
      return new ProblemException(
          Problem.invalid(
              "The body is not JSON as it is taken here: it is nested too deeply, or a name or a"
                  + " number in it is too long."));
    }
    String where =
        Optional.ofNullable(e.getLocation())
            .map(at -> "line " + at.getLineNr() + ", column " + at.getColumnNr())
            .orElse("its end");
    if (String.valueOf(e.getOriginalMessage()).contains("surrogate")) {
      return new ProblemException(
          Problem.invalid(
              "The name of a field holds half of a surrogate pair, before " + where + "."));
    }
    return new ProblemException(
        Problem.invalid("The body is not JSON. It breaks off at " + where + "."));
  }

  /** The name that an object has twice, if that is what was wrong. */
  private static Optional<String> duplicate(JsonProcessingException e) {
    Matcher message = DUPLICATE.matcher(Optional.ofNullable(e.getOriginalMessage()).orElse(""));
    return message.matches() ? Optional.of(message.group(1)) : Optional.empty();
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

  private static Optional<Filter> filter(JsonNode root) {
    return root.has("filter")
        ? Optional.of(Filters.read(root.path("filter"), "filter"))
        : Optional.empty();
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

  private static boolean flag(JsonNode root, String field) {
    JsonNode value = root.path(field);
    if (!value.isMissingNode() && !value.isBoolean()) {
      throw invalid(field, "must be true or false");
    }
    return value.asBoolean(false);
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

  /** A name that no session can have is answered like one that no session has. */
  private static Optional<SessionId> session(JsonNode root) {
    JsonNode id = root.path("sessionId");
    if (id.isMissingNode()) {
      return Optional.empty();
    }
    if (!id.isTextual()) {
      throw invalid("sessionId", "must be a string");
    }
    return Optional.of(
        SessionId.of(id.textValue())
            .orElseThrow(() -> new ProblemException(Problem.sessionNotFound())));
  }

  private static ProblemException invalid(String field, String what) {
    return new ProblemException(Problem.invalid(field + ": " + what + "."));
  }
}
