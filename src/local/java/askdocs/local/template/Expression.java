package askdocs.local.template;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A value in a template: a text, or a function of CloudFormation over other values.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference.html">Intrinsic
 *     functions</a>
 */
public sealed interface Expression {
  /** The text that it stands for. */
  String resolve(References references);

  /** A value as it is written. */
  record Text(String text) implements Expression {
    @Override
    public String resolve(References references) {
      return text;
    }
  }

  /** {@code !Ref name}. */
  record Ref(String name) implements Expression {
    @Override
    public String resolve(References references) {
      return known(references.ref(name), "!Ref " + name);
    }
  }

  /** {@code !GetAtt resource.attribute}. */
  record Attribute(String resource, String attribute) implements Expression {
    @Override
    public String resolve(References references) {
      return known(
          references.attribute(resource, attribute), "!GetAtt " + resource + "." + attribute);
    }
  }

  /** {@code !Join [separator, values]}; a list parameter is its text already. */
  record Join(String separator, List<Expression> values) implements Expression {
    @Override
    public String resolve(References references) {
      return values.stream()
          .map(value -> value.resolve(references))
          .collect(Collectors.joining(separator));
    }
  }

  /** {@code !Sub text} or {@code !Sub [text, names]}. */
  record Sub(String text, Map<String, Expression> names) implements Expression {
    /** {@code ${Name}}, {@code ${Resource.Attribute}}, or the literal {@code ${!Name}}. */
    private static final Pattern NAME = Pattern.compile("\\$\\{(!?)([A-Za-z0-9:.]+)}");

    @Override
    public String resolve(References references) {
      return NAME.matcher(text)
          .replaceAll(
              match -> Matcher.quoteReplacement(value(match.group(1), match.group(2), references)));
    }

    private String value(String literal, String name, References references) {
      if (!literal.isEmpty()) {
        return "${" + name + "}";
      }
      Expression named = names.get(name);
      if (named != null) {
        return named.resolve(references);
      }
      return (name.contains(".") ? Expression.attribute(name) : new Ref(name)).resolve(references);
    }
  }

  private static String known(Optional<String> value, String reference) {
    return value.orElseThrow(
        () -> new IllegalArgumentException("Nothing is known locally for " + reference));
  }

  /**
   * Reads a value as the YAML parser left it.
   *
   * @param parameters the values of the template's parameters, by name
   * @throws IllegalArgumentException if it is a function that is not known here
   */
  static Expression of(Object value, Map<String, Expression> parameters) {
    return switch (value) {
      case Tagged(String tag, String name) when tag.equals("!Ref") ->
          parameters.getOrDefault(name, new Ref(name));
      case Tagged(String tag, String path) when tag.equals("!GetAtt") && path.contains(".") ->
          attribute(path);
      case Tagged(String tag, String text) when tag.equals("!Sub") -> new Sub(text, parameters);
      case Tagged(String tag, List<?> parts) when tag.equals("!Sub") && parts.size() == 2 ->
          sub(parts.getFirst().toString(), parts.getLast(), parameters);
      case Tagged(String tag, List<?> parts) when tag.equals("!Join") && parts.size() == 2 ->
          join(parts.getFirst().toString(), parts.getLast(), parameters);
      case String text -> new Text(text);
      case Number number -> new Text(number.toString());
      case Boolean truth -> new Text(truth.toString());
      default -> throw new IllegalArgumentException("Not understood in the template: " + value);
    };
  }

  private static Attribute attribute(String path) {
    int dot = path.indexOf('.');
    return new Attribute(path.substring(0, dot), path.substring(dot + 1));
  }

  private static Sub sub(String text, Object own, Map<String, Expression> parameters) {
    Map<String, Expression> names = new HashMap<>(parameters);
    if (own instanceof Map<?, ?> map) {
      map.forEach((name, value) -> names.put(name.toString(), of(value, parameters)));
    }
    return new Sub(text, names);
  }

  private static Join join(String separator, Object values, Map<String, Expression> parameters) {
    return new Join(
        separator,
        values instanceof List<?> list
            ? list.stream().map(value -> of(value, parameters)).toList()
            : List.of(of(values, parameters)));
  }
}
