package askdocs.lambda;

import askdocs.lambda.EmbeddedMetrics.Directive;
import askdocs.lambda.EmbeddedMetrics.Member;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The line that the log has of a request: who asked what of us, how it ended, how long it took and
 * what it cost. Nothing of the question, the passages or the answer is in it, by no setting.
 *
 * <table>
 *   <caption>The metrics in it</caption>
 *   <tr><td>{@code Requests}, {@code Latency}</td><td>by function, and by outcome: that of the
 *       answer, {@code served} for what is no answer, or the problem's code</td></tr>
 *   <tr><td>{@code Cost}</td><td>US dollars, by function, and by model: one of
 *       ALLOWED_MODEL_IDS</td></tr>
 *   <tr><td>{@code DroppedCitations}</td><td>sentences taken out, by function</td></tr>
 * </table>
 */
final class RequestLog {
  private static final String OUTCOME = "outcome";
  private static final String MODEL = "model";

  private RequestLog() {}

  /**
   * The line's fields.
   *
   * @param function the name that the function is deployed under
   * @param took how long the function took
   * @param body the response's body, whole
   */
  static Map<String, Object> of(
      ApiRequest request,
      String function,
      int status,
      ObjectNode body,
      Instant now,
      Duration took) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put(EmbeddedMetrics.FUNCTION, function);
    line.put("route", request.route());
    line.put("caller", request.caller().id());
    line.put("status", status);
    line.put(OUTCOME, body.path(OUTCOME).asText(body.path("code").asText("served")));
    copy(body, line, MODEL);
    body.path("usage").properties().forEach(one -> line.put(one.getKey(), one.getValue()));
    body.path("timings").properties().forEach(one -> line.put(one.getKey(), one.getValue()));
    line.put("Requests", 1);
    line.put("Latency", took.toMillis());
    List<Directive> metrics = new ArrayList<>();
    metrics.add(
        by(
            OUTCOME,
            List.of(new Member("Requests", "Count"), new Member("Latency", "Milliseconds"))));
    JsonNode cost = body.path("usage").path("costUsd");
    if (cost.isNumber()) {
      line.put("Cost", cost);
      List<Member> one = List.of(new Member("Cost", "None"));
      metrics.add(body.has(MODEL) ? by(MODEL, one) : whole(one));
    }
    if (body.path("unverified").isNumber()) {
      line.put("DroppedCitations", body.path("unverified"));
      metrics.add(whole(List.of(new Member("DroppedCitations", "Count"))));
    }
    line.put("_aws", EmbeddedMetrics.metadata(now, metrics));
    return line;
  }

  private static void copy(ObjectNode body, Map<String, Object> line, String name) {
    if (body.has(name)) {
      line.put(name, body.get(name));
    }
  }

  private static Directive whole(List<Member> metrics) {
    return new Directive(List.of(List.of(EmbeddedMetrics.FUNCTION)), metrics);
  }

  private static Directive by(String dimension, List<Member> metrics) {
    return new Directive(
        List.of(List.of(EmbeddedMetrics.FUNCTION), List.of(EmbeddedMetrics.FUNCTION, dimension)),
        metrics);
  }
}
