package askdocs.lambda;

import askdocs.ask.Answer;
import askdocs.ask.Answer.Answered;
import askdocs.ask.Answer.Blocked;
import askdocs.ask.Answer.Estimated;
import askdocs.ask.Answer.PassagesOnly;
import askdocs.ask.Answer.Unknown;
import askdocs.ask.Citation;
import askdocs.ask.Hit;
import askdocs.ask.SearchResult;
import askdocs.ask.TextRange;
import askdocs.ask.Timings;
import askdocs.knowledge.Passage;
import askdocs.spend.Spending;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.OptionalDouble;

/** The bodies of POST /ask and POST /search. */
final class AskResponses {
  private AskResponses() {}

  static ObjectNode answer(Answer answer, String requestId) {
    ObjectNode root = Json.STRICT.createObjectNode();
    switch (answer.outcome()) {
      case Answered answered -> {
        root.put("outcome", "answered").put("answer", answered.text());
        ArrayNode citations = root.putArray("citations");
        answered.citations().forEach(citation -> citations.add(citation(citation)));
        ArrayNode unsupported = root.putArray("unsupported");
        for (TextRange range : answered.unsupported()) {
          unsupported.addObject().put("start", range.start()).put("end", range.end());
        }
        root.put("unverified", answered.unverified());
      }
      case Unknown unknown ->
          withoutSources(root, "unknown", unknown.text()).put("unverified", unknown.unverified());
      case PassagesOnly nothing -> {
        withoutSources(root, "passages-only", nothing.text()).put("unverified", 0);
        root.set("passages", passages(nothing.passages()));
      }
      case Blocked blocked -> withoutSources(root, "blocked", blocked.text()).put("unverified", 0);
      case Estimated estimated -> {
        root.put("outcome", "estimated");
        root.set("estimate", estimate(estimated));
      }
    }
    answer.session().ifPresent(session -> root.put("sessionId", session.value()));
    answer.standAlone().ifPresent(question -> root.put("standAloneQuestion", question.text()));
    root.put("model", answer.model());
    if (answer.cached()) {
      root.put("cached", true);
    }
    root.set("usage", usage(answer.spending()));
    root.set(
        "timings",
        timings(answer.timings()).put("generateMs", answer.timings().generate().toMillis()));
    return root.put("requestId", requestId);
  }

  private static ObjectNode estimate(Estimated estimated) {
    return Json.STRICT
        .createObjectNode()
        .put("inputTokens", estimated.inputTokens())
        .put("outputTokens", estimated.outputTokens())
        .put("embeddingInputTokens", estimated.embeddingInputTokens())
        .put("tries", estimated.tries())
        .put("costUsd", plain(estimated.atMost().dollars()));
  }

  private static ObjectNode withoutSources(ObjectNode root, String outcome, String text) {
    root.put("outcome", outcome).put("answer", text).putArray("citations");
    root.putArray("unsupported");
    return root;
  }

  /** An element of an answer's citations. */
  static ObjectNode citation(Citation citation) {
    ObjectNode node =
        Json.STRICT
            .createObjectNode()
            .put("start", citation.range().start())
            .put("end", citation.range().end());
    ArrayNode sources = node.putArray("sources");
    for (Citation.Source source : citation.sources()) {
      ObjectNode shown =
          about(source.passage())
              .put("quote", source.quote())
              .put("start", source.start())
              .put("end", source.end());
      sources.add(withScore(shown, source.score()));
    }
    return node;
  }

  static ObjectNode passages(SearchResult result, String requestId) {
    ObjectNode root = Json.STRICT.createObjectNode();
    root.set("passages", passages(result.hits()));
    root.set("usage", usage(result.spending()));
    root.set("timings", timings(result.timings()));
    return root.put("requestId", requestId);
  }

  private static ArrayNode passages(List<Hit> hits) {
    ArrayNode passages = Json.STRICT.createArrayNode();
    for (Hit hit : hits) {
      ObjectNode shown =
          about(hit.passage())
              .put("text", hit.passage().text())
              .put("start", hit.passage().location().start())
              .put("end", hit.passage().location().end());
      passages.add(withScore(shown, hit.score()));
    }
    return passages;
  }

  private static ObjectNode about(Passage passage) {
    ObjectNode node =
        Json.STRICT
            .createObjectNode()
            .put("uri", passage.uri().toString())
            .put("version", passage.version())
            .put("title", passage.title());
    passage.date().ifPresent(date -> node.put("date", date.toString()));
    passage.location().page().ifPresent(page -> node.put("page", page));
    passage.location().heading().ifPresent(heading -> node.put("heading", heading));
    return node;
  }

  private static ObjectNode usage(Spending spending) {
    return Json.STRICT
        .createObjectNode()
        .put("inputTokens", spending.inputTokens())
        .put("outputTokens", spending.outputTokens())
        .put("embeddingInputTokens", spending.embeddingInputTokens())
        .put("costUsd", plain(spending.costUsd()))
        .put("pricesAsOf", spending.pricesAsOf().toString());
  }

  /** Without trailing zeros, and without an exponent for a round number. */
  private static BigDecimal plain(BigDecimal cost) {
    BigDecimal stripped = cost.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }

  /** A question that could not be embedded is near to nothing: then there is no score to show. */
  private static ObjectNode withScore(ObjectNode shown, OptionalDouble score) {
    score.ifPresent(
        cosine -> shown.put("score", BigDecimal.valueOf(cosine).setScale(4, RoundingMode.HALF_UP)));
    return shown;
  }

  private static ObjectNode timings(Timings timings) {
    return Json.STRICT
        .createObjectNode()
        .put("embedMs", timings.embed().toMillis())
        .put("searchMs", timings.search().toMillis())
        .put("totalMs", timings.total().toMillis());
  }
}
