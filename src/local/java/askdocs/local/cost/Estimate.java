package askdocs.local.cost;

import java.util.List;

/**
 * What a deployment would cost, in US dollars.
 *
 * @param ingestion what embedding the folder costs, once
 * @param services what the services beside the models cost, a month
 * @param answers what the models cost, a month, by the model that answers
 */
record Estimate(Line ingestion, List<Line> services, List<OfModel> answers) {
  Estimate {
    services = List.copyOf(services);
    answers = List.copyOf(answers);
  }

  /**
   * One thing that costs.
   *
   * @param what the thing
   * @param usd its price
   * @param how how it was reckoned
   */
  record Line(String what, double usd, String how) {}

  /**
   * What a model's answers cost.
   *
   * @param model its id
   * @param aQuestion the price of a question that it answers
   * @param aMonth the price of all questions of a month
   * @param aMonthReranked the same with reranking
   */
  record OfModel(String model, double aQuestion, double aMonth, double aMonthReranked) {}

  /** What the services cost together, a month. */
  double floor() {
    return services.stream().mapToDouble(Line::usd).sum();
  }
}
