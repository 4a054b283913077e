package askdocs.local.template;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * A SAM template: its functions as they are deployed, with the defaults of its parameters.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification.html">The
 *     specification</a>
 */
public final class Template {
  private final Path folder;
  private final Map<String, Object> root;
  private final Map<String, Expression> parameters = new HashMap<>();

  private Template(Path folder, Map<String, Object> root) {
    this.folder = folder;
    this.root = root;
    map(root.getOrDefault("Parameters", Map.of()))
        .forEach((name, declared) -> {
          Object value = map(declared).get("Default");
          if (value != null) {
            parameters.put(name, new Expression.Text(value.toString()));
          }
        });
  }

  /**
   * Reads a template.
   *
   * @throws IOException if the file cannot be read or is no YAML
   */
  public static Template load(Path file) throws IOException {
    try (Reader reader = Files.newBufferedReader(file)) {
      Object root = new Yaml(new TaggedYaml()).load(reader);
      return new Template(file.toAbsolutePath().getParent(), map(root));
    } catch (YAMLException e) {
      throw new IOException(file + " is no YAML: " + e.getMessage(), e);
    }
  }

  /**
   * A function as it is deployed.
   *
   * @param name its logical id
   * @param runtime Lambda's name of what runs it
   * @param handler {@code class::method}
   * @param memoryMb its memory in MB
   * @param timeout how long an invocation may take
   * @param codeUri the folder that its package is made from
   * @param snapStart whether it starts from a snapshot
   * @param environment the values of its environment variables
   */
  public record Function(
      String name,
      String runtime,
      String handler,
      int memoryMb,
      Duration timeout,
      Path codeUri,
      boolean snapStart,
      Map<String, Expression> environment) {
    public Function {
      environment = Map.copyOf(environment);
      if (name.isBlank() || handler.isBlank() || memoryMb < 128 || !timeout.isPositive()) {
        throw new IllegalArgumentException("Not a function: " + name);
      }
    }

    /** Whether {@code bootstrap} in its package starts it, and not a runtime of Lambda's. */
    public boolean bringsItsJvm() {
      return runtime.startsWith("provided");
    }

    /** The same, started anew each time. */
    public Function onDemand() {
      return new Function(name, runtime, handler, memoryMb, timeout, codeUri, false, environment);
    }

    /** Its environment variables where these references hold, by name. */
    public Map<String, String> environment(References references) {
      return environment.entrySet().stream()
          .collect(
              Collectors.toMap(
                  Map.Entry::getKey,
                  entry -> entry.getValue().resolve(references),
                  (first, _) -> first,
                  TreeMap::new));
    }
  }

  /** Its functions, in the order of the file. */
  public List<Function> functions() {
    return resources("AWS::Serverless::Function").keySet().stream().map(this::function).toList();
  }

  /**
   * One of its functions.
   *
   * @throws IllegalArgumentException if it has none of that name, naming those that it has
   */
  public Function function(String name) {
    Map<String, Map<String, Object>> functions = resources("AWS::Serverless::Function");
    if (!functions.containsKey(name)) {
      throw new IllegalArgumentException(
          "There is no function "
              + name
              + ". The template has: "
              + String.join(", ", functions.keySet()));
    }
    Map<String, Object> own = functions.get(name);
    Map<String, Object> shared =
        map(map(root.getOrDefault("Globals", Map.of())).getOrDefault("Function", Map.of()));
    Map<String, Object> all = new LinkedHashMap<>(shared);
    all.putAll(own);
    Map<String, Expression> environment = new LinkedHashMap<>();
    variables(shared).forEach((key, value) -> environment.put(key, expression(value)));
    variables(own).forEach((key, value) -> environment.put(key, expression(value)));
    return new Function(
        name,
        text(all, name, "Runtime"),
        text(all, name, "Handler"),
        Integer.parseInt(text(all, name, "MemorySize")),
        Duration.ofSeconds(Long.parseLong(text(all, name, "Timeout"))),
        folder.resolve(text(all, name, "CodeUri")).normalize(),
        "PublishedVersions".equals(map(all.getOrDefault("SnapStart", Map.of())).get("ApplyOn")),
        environment);
  }

  /** The properties of the resources of a type, by logical id, in the order of the file. */
  public Map<String, Map<String, Object>> resources(String type) {
    Map<String, Map<String, Object>> found = new LinkedHashMap<>();
    map(root.get("Resources"))
        .forEach((name, resource) -> {
          if (type.equals(map(resource).get("Type"))) {
            found.put(name, map(map(resource).getOrDefault("Properties", Map.of())));
          }
        });
    return found;
  }

  /** A resource with its type and its policies, by logical id; empty if there is none. */
  public Map<String, Object> resource(String name) {
    return map(map(root.get("Resources")).getOrDefault(name, Map.of()));
  }

  /** What is declared of a parameter; empty if there is none. */
  public Map<String, Object> parameter(String name) {
    return map(map(root.getOrDefault("Parameters", Map.of())).getOrDefault(name, Map.of()));
  }

  /**
   * The default of a parameter.
   *
   * @throws IllegalArgumentException if it has none, or there is no such parameter
   */
  public String defaultOf(String name) {
    if (parameters.get(name) instanceof Expression.Text(String value)) {
      return value;
    }
    throw new IllegalArgumentException("No parameter of the template has a default: " + name);
  }

  /**
   * A value of the template, in which the parameters have their defaults.
   *
   * @throws IllegalArgumentException if it is a function that is not known here
   */
  public Expression expression(Object value) {
    return Expression.of(conditions().chosen(value), parameters);
  }

  private Conditions conditions() {
    return new Conditions(map(root.getOrDefault("Conditions", Map.of())), parameters);
  }

  private static Map<String, Object> variables(Map<String, Object> function) {
    return map(
        map(function.getOrDefault("Environment", Map.of())).getOrDefault("Variables", Map.of()));
  }

  private static String text(Map<String, Object> properties, String name, String property) {
    Object value = properties.get(property);
    if (value == null) {
      throw new IllegalArgumentException(name + " has no " + property + " in the template");
    }
    return value.toString();
  }

  private static Map<String, Object> map(Object value) {
    if (!(value instanceof Map<?, ?> map)) {
      throw new IllegalArgumentException("Not a map in the template: " + value);
    }
    Map<String, Object> copy = new LinkedHashMap<>();
    map.forEach((key, item) -> copy.put(String.valueOf(key), item));
    return copy;
  }
}
