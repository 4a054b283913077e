package askdocs.lambda;

import askdocs.lambda.EmbeddedMetrics.Directive;
import askdocs.lambda.EmbeddedMetrics.Member;
import askdocs.spend.CostRecorder;
import askdocs.spend.Usd;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A line in the log for what a request, or a batch of passages, spent on a model: also for one that
 * failed afterwards. Its metric {@code Spent} is in US dollars, by function and by model; who spent
 * it is a field and no dimension, for CloudWatch bills every value of a dimension.
 */
final class SpendLog implements CostRecorder {
  private static final Logger LOG = System.getLogger(SpendLog.class.getName());

  private final String function;
  private final Clock clock;

  SpendLog(String function, Clock clock) {
    this.function = function;
    this.clock = clock;
  }

  @Override
  public void record(String spender, String model, Usd cost) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put(EmbeddedMetrics.FUNCTION, function);
    line.put("caller", spender);
    line.put("model", model);
    line.put("Spent", cost.dollars());
    line.put(
        "_aws",
        EmbeddedMetrics.metadata(
            clock.instant(),
            List.of(
                new Directive(
                    List.of(
                        List.of(EmbeddedMetrics.FUNCTION),
                        List.of(EmbeddedMetrics.FUNCTION, "model")),
                    List.of(new Member("Spent", "None"))))));
    LOG.log(Level.INFO, "spent", line);
  }
}
