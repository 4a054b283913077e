package askdocs.local.bedrock;

import java.util.Map;

/** A request that gets an error as its answer. */
final class Refused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorType type;
  private final transient Map<String, Object> details;

  /**
   * @param details members of the error's body beside {@code message}
   */
  Refused(ErrorType type, String message, Map<String, Object> details) {
    super(message);
    this.type = type;
    this.details = Map.copyOf(details);
  }

  Refused(ErrorType type, String message) {
    this(type, message, Map.of());
  }

  static Refused validation(String message) {
    return new Refused(ErrorType.VALIDATION, message);
  }

  /** What Bedrock says when the model behind it refuses. */
  static Refused byModel(String message) {
    return validation("The model returned the following errors: " + message);
  }

  static Refused notSpoken(String what) {
    return validation("This stand-in does not speak " + what + " yet.");
  }

  ErrorType type() {
    return type;
  }

  Map<String, Object> details() {
    return details;
  }
}
