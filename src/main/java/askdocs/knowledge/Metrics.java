package askdocs.knowledge;

/** Takes numbers for graphs and alarms. It asks nobody, so it neither fails nor takes time. */
@FunctionalInterface
public interface Metrics {
  /** For what is not watched. */
  Metrics NONE = (_, _) -> {};

  /** Adds a value to what CloudWatch sums up, averages and takes the highest of. */
  void add(Metric metric, double value);
}
