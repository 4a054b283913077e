package askdocs.local.template;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The conditions of a template, under the defaults of its parameters.
 *
 * @param declared by name, as the YAML parser left them
 * @param parameters the parameters' values
 */
record Conditions(Map<String, Object> declared, Map<String, Expression> parameters) {
  /** What a condition may refer to beside the parameters: nothing. */
  private static final References NONE =
      new References() {
        @Override
        public Optional<String> ref(String name) {
          return Optional.empty();
        }

        @Override
        public Optional<String> attribute(String resource, String attribute) {
          return Optional.empty();
        }
      };

  /**
   * What is left of a value that may be {@code !If [condition, then, otherwise]}.
   *
   * @throws IllegalArgumentException if there is no such condition
   */
  Object chosen(Object value) {
    return value instanceof Tagged(String tag, List<?> parts)
            && tag.equals("!If")
            && parts.size() == 3
        ? chosen(parts.get(holds(parts.getFirst().toString()) ? 1 : 2))
        : value;
  }

  /**
   * Whether a condition holds.
   *
   * @throws IllegalArgumentException if there is none of that name, or it is not understood
   */
  boolean holds(String name) {
    return Optional.ofNullable(declared.get(name))
        .map(this::isTrue)
        .orElseThrow(() -> new IllegalArgumentException("There is no condition " + name));
  }

  private boolean isTrue(Object condition) {
    return switch (condition) {
      case Tagged(String tag, List<?> parts) when tag.equals("!Equals") && parts.size() == 2 ->
          text(parts.getFirst()).equals(text(parts.getLast()));
      case Tagged(String tag, List<?> parts) when tag.equals("!Not") && parts.size() == 1 ->
          !isTrue(parts.getFirst());
      case Tagged(String tag, List<?> parts) when tag.equals("!And") ->
          parts.stream().allMatch(this::isTrue);
      case Tagged(String tag, List<?> parts) when tag.equals("!Or") ->
          parts.stream().anyMatch(this::isTrue);
      case Tagged(String tag, String name) when tag.equals("!Condition") -> holds(name);
      default -> throw new IllegalArgumentException("Not understood in Conditions: " + condition);
    };
  }

  private String text(Object value) {
    return Expression.of(value, parameters).resolve(NONE);
  }
}
