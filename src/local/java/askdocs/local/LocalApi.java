package askdocs.local;

import askdocs.local.gateway.Route;
import askdocs.local.template.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What the template says of a function's events.
 *
 * @param function its logical id
 * @param routes the API's methods that it answers
 * @param queue how a queue's messages come to it, if they do
 */
record LocalApi(String function, List<Endpoint> routes, Optional<Batches> queue) {
  /** One method of the API. */
  record Endpoint(String method, String resource, boolean streamed) {}

  /**
   * How messages come.
   *
   * @param size the most of one event
   * @param concurrency the most invocations at once
   */
  record Batches(int size, int concurrency) {}

  /** The events of each function of a template, in its order. */
  static List<LocalApi> of(Template template) {
    return template.resources("AWS::Serverless::Function").entrySet().stream()
        .map(function -> of(template, function.getKey(), function.getValue()))
        .toList();
  }

  private static LocalApi of(Template template, String name, Map<String, Object> function) {
    List<Endpoint> routes = new ArrayList<>();
    Optional<Batches> queue = Optional.empty();
    for (Object declared : map(function.get("Events")).values()) {
      Map<?, ?> event = map(declared);
      Map<?, ?> properties = map(event.get("Properties"));
      switch (String.valueOf(event.get("Type"))) {
        case "Api" ->
            routes.add(
                new Endpoint(
                    properties.get("Method").toString().toUpperCase(Locale.ROOT),
                    properties.get("Path").toString(),
                    "RESPONSE_STREAM".equals(properties.get("ResponseTransferMode"))));
        case "SQS" ->
            queue =
                Optional.of(
                    new Batches(
                        number(template, properties.get("BatchSize"), 10),
                        number(
                            template,
                            map(properties.get("ScalingConfig")).get("MaximumConcurrency"),
                            2)));
        default -> {
          // A schedule, for one: nothing comes of it locally.
        }
      }
    }
    return new LocalApi(name, List.copyOf(routes), queue);
  }

  private static int number(Template template, Object value, int missing) {
    return value == null
        ? missing
        : Integer.parseInt(
            template
                .expression(value)
                .resolve(askdocs.local.template.LocalResources.ON_DEFAULT_PORTS));
  }

  private static Map<?, ?> map(Object value) {
    return value instanceof Map<?, ?> map ? map : Map.of();
  }

  /** Its routes to a function. */
  List<Route> to(askdocs.local.functions.LambdaFunction target) {
    return routes.stream()
        .map(route -> new Route(route.method(), route.resource(), target, route.streamed()))
        .toList();
  }
}
