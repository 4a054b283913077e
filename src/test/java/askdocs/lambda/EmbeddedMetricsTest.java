package askdocs.lambda;

import static askdocs.lambda.Samples.CLOCK;
import static askdocs.lambda.Samples.RECEIVED;
import static askdocs.lambda.Samples.json;
import static org.junit.jupiter.api.Assertions.assertEquals;

import askdocs.knowledge.Metric;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

class EmbeddedMetricsTest {
  @Test
  void aMetricIsALineThatCloudWatchTakesItOutOf() {
    ObjectNode line =
        LoggedLines.of(() -> new EmbeddedMetrics("ask-1", CLOCK).add(Metric.UPSTREAM_THROTTLES, 2))
            .getFirst();

    assertEquals(
        json(
            """
            {"_aws": {"Timestamp": %d, "CloudWatchMetrics": [
               {"Namespace": "AskDocs", "Dimensions": [["FunctionName"]],
                "Metrics": [{"Name": "UpstreamThrottles", "Unit": "Count"}]}]},
             "FunctionName": "ask-1", "UpstreamThrottles": 2.0}\
            """
                .formatted(RECEIVED.toEpochMilli())),
        line.retain("_aws", "FunctionName", "UpstreamThrottles"));
  }
}
