package askdocs.lambda;

import askdocs.knowledge.Metric;
import askdocs.knowledge.Metrics;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Metrics as members of log lines, which CloudWatch takes out of the log by itself: no call is made
 * and no right is needed. Powertools does the same for about half a second of a first answer.
 *
 * <p>A dimension multiplies what CloudWatch charges for, so all of them have few values. A caller
 * is a member of the line and no dimension: Logs Insights sums up by it.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html">Embedded
 *     metric format</a>
 */
final class EmbeddedMetrics implements Metrics {
  /** What all metrics lie in. */
  static final String NAMESPACE = "AskDocs";

  /** The dimension that every metric has; the function's name holds the stack's. */
  static final String FUNCTION = "FunctionName";

  private static final Logger LOG = System.getLogger(EmbeddedMetrics.class.getName());

  private final String function;
  private final Clock clock;

  /**
   * @param function the name that the function is deployed under
   */
  EmbeddedMetrics(String function, Clock clock) {
    this.function = function;
    this.clock = clock;
  }

  @Override
  public void add(Metric metric, double value) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put(
        "_aws",
        metadata(
            clock.instant(),
            List.of(
                new Directive(
                    List.of(List.of(FUNCTION)),
                    List.of(new Member(metric.label(), metric.unit().label()))))));
    fields.put(FUNCTION, function);
    fields.put(metric.label(), value);
    LOG.log(Level.INFO, "metric", fields);
  }

  /**
   * A member of the line that is a metric.
   *
   * @param unit as CloudWatch names it
   */
  record Member(String name, String unit) {}

  /**
   * Which members are metrics, and by which others they are told apart.
   *
   * @param dimensions sets of members; each metric is kept once for each set
   */
  record Directive(List<List<String>> dimensions, List<Member> metrics) {
    Directive {
      dimensions = List.copyOf(dimensions);
      metrics = List.copyOf(metrics);
    }
  }

  /** The member {@code _aws} of a line that holds the members that are named. */
  static ObjectNode metadata(Instant time, List<Directive> directives) {
    ObjectNode metadata = Json.STRICT.createObjectNode().put("Timestamp", time.toEpochMilli());
    ArrayNode list = metadata.putArray("CloudWatchMetrics");
    for (Directive directive : directives) {
      ObjectNode one = list.addObject().put("Namespace", NAMESPACE);
      ArrayNode sets = one.putArray("Dimensions");
      directive.dimensions().forEach(set -> set.forEach(sets.addArray()::add));
      ArrayNode metrics = one.putArray("Metrics");
      directive
          .metrics()
          .forEach(
              member -> metrics.addObject().put("Name", member.name()).put("Unit", member.unit()));
    }
    return metadata;
  }
}
