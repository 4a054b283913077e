package askdocs.knowledge;

/** What is counted or measured; each becomes a metric of each function, with no other dimension. */
public enum Metric {
  /** Calls that an upstream turned away because there were too many. */
  UPSTREAM_THROTTLES("UpstreamThrottles", Unit.COUNT),
  /** Calls that were made again. */
  UPSTREAM_RETRIES("UpstreamRetries", Unit.COUNT),
  /**
   * What of the deployment's budget is spent or reserved, of the day's or the month's the higher.
   */
  BUDGET_USED("BudgetUsed", Unit.PERCENT),
  /** Documents, per index, on which a run ended. */
  INGESTED("Ingested", Unit.COUNT),
  /** Documents on which a run ended with FAILED. */
  INGEST_FAILED("IngestFailed", Unit.COUNT),
  /** Pieces of work that were put off, because an upstream was. */
  INGEST_PUT_OFF("IngestPutOff", Unit.COUNT),
  /** Documents of which bucket, table and index say different things. */
  DRIFT("Drift", Unit.COUNT);

  /** As CloudWatch names them. */
  public enum Unit {
    COUNT("Count"),
    PERCENT("Percent");

    private final String label;

    Unit(String label) {
      this.label = label;
    }

    /** CloudWatch's word for it. */
    public String label() {
      return label;
    }
  }

  private final String label;
  private final Unit unit;

  Metric(String label, Unit unit) {
    this.label = label;
    this.unit = unit;
  }

  /** Its name in CloudWatch. */
  public String label() {
    return label;
  }

  public Unit unit() {
    return unit;
  }
}
