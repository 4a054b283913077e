package askdocs.local.gateway;

import askdocs.local.functions.LambdaFunction;
import java.util.Map;
import java.util.Optional;

/**
 * One of the API's methods.
 *
 * @param method as {@code GET}
 * @param resource its path as in the template; {@code {name+}} at the end takes all that follows
 * @param function what answers
 * @param streamed whether its answer goes to the client as it comes
 */
public record Route(String method, String resource, LambdaFunction function, boolean streamed) {
  /** One whose answer is awaited whole. */
  public Route(String method, String resource, LambdaFunction function) {
    this(method, resource, function, false);
  }

  /**
   * The path parameters if the path belongs to this resource.
   *
   * <p>They are as they were sent, percent-encoded: so a REST API passes them, and the path too.
   * (Payload format 2.0 of HTTP APIs decodes both.)
   */
  Optional<Map<String, String>> matches(String path) {
    int greedy = resource.indexOf('{');
    if (greedy < 0) {
      return path.equals(resource) || path.equals(resource + "/")
          ? Optional.of(Map.of())
          : Optional.empty();
    }
    String before = resource.substring(0, greedy);
    if (!path.startsWith(before) || path.length() == before.length()) {
      return Optional.empty();
    }
    String name = resource.substring(greedy + 1, resource.length() - "+}".length());
    return Optional.of(Map.of(name, path.substring(before.length())));
  }
}
