package askdocs.local.cost;

import askdocs.local.cost.Estimate.Line;
import askdocs.spend.PriceList;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Formatter;
import java.util.Locale;

/** An estimate, for people and for programs. */
record CostReport(
    Corpus corpus, Wish wish, Estimate estimate, PriceList models, JsonNode services) {
  private static final ObjectMapper JSON = new ObjectMapper();

  String table() {
    StringBuilder text = new StringBuilder();
    try (Formatter out = new Formatter(text, Locale.ROOT)) {
      out.format(
          "An estimate, no offer: model prices of %s, list prices of AWS in %s of %s.%n%n",
          models.asOf(), services.path("region").asText(), services.path("asOf").asText());
      out.format(
          "%,d documents, %,d passages of %.0f tokens%n",
          corpus.documents(), corpus.passages(), corpus.tokensOfAPassage());
      for (String file : corpus.leftOut()) {
        out.format("  left out: %s%n", file);
      }
      out.format("%nOnce%n");
      line(out, estimate.ingestion());
      out.format("%nA month, whatever model answers%n");
      estimate.services().forEach(line -> line(out, line));
      out.format("  %-44s %12.2f%n", "together", estimate.floor());
      out.format(
          "%nA month's %,d questions, %.0f %% of them served by the cache%n",
          wish.questions(), 100 * wish.cached());
      out.format("  %-44s %12s %12s %12s%n", "model", "a question", "a month", "reranked");
      for (Estimate.OfModel one : estimate.answers()) {
        out.format(
            "  %-44s %12.6f %12.2f %12.2f%n",
            one.model(), one.aQuestion(), one.aMonth(), one.aMonthReranked());
      }
      out.format(
          "%nUS dollars. Tokens by a rule of thumb: four Latin letters, or one of another script;"
              + " 30 %% more%nfor the models that answer. A failed try that is billed is not in"
              + " it.");
    }
    return text.toString();
  }

  private static void line(Formatter out, Line line) {
    out.format("  %-44s %12.4f  %s%n", line.what(), line.usd(), line.how());
  }

  ObjectNode json() {
    ObjectNode root = JSON.createObjectNode();
    root.put("modelPricesAsOf", models.asOf().toString());
    root.put("servicePricesAsOf", services.path("asOf").asText());
    root.put("region", services.path("region").asText());
    root.putObject("corpus")
        .put("documents", corpus.documents())
        .put("bytes", corpus.bytes())
        .put("passages", corpus.passages())
        .put("tokens", corpus.tokens())
        .set("leftOut", JSON.valueToTree(corpus.leftOut()));
    root.put("questionsAMonth", wish.questions()).put("cached", wish.cached());
    root.set("onceUsd", amount(estimate.ingestion().usd()));
    ArrayNode monthly = root.putArray("servicesAMonth");
    for (Line line : estimate.services()) {
      monthly
          .addObject()
          .put("service", line.what())
          .put("assumed", line.how())
          .set("usd", amount(line.usd()));
    }
    root.set("servicesAMonthUsd", amount(estimate.floor()));
    ArrayNode answers = root.putArray("answersAMonth");
    for (Estimate.OfModel one : estimate.answers()) {
      ObjectNode model = answers.addObject().put("model", one.model());
      model.set("aQuestionUsd", amount(one.aQuestion()));
      model.set("usd", amount(one.aMonth()));
      model.set("rerankedUsd", amount(one.aMonthReranked()));
    }
    return root;
  }

  private static JsonNode amount(double usd) {
    return JSON.getNodeFactory()
        .numberNode(BigDecimal.valueOf(usd).setScale(6, RoundingMode.HALF_UP));
  }
}
