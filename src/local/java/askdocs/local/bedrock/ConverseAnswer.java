package askdocs.local.bedrock;

import askdocs.local.bedrock.Draft.Plain;
import askdocs.local.bedrock.Draft.Supported;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What is said in answer to Converse.
 *
 * @param stopReason end_turn, max_tokens or stop_sequence
 */
record ConverseAnswer(Draft draft, String stopReason, int inputTokens, int outputTokens) {
  /** The draft, ended where the request wants it to end. */
  static ConverseAnswer of(Draft draft, Conversation conversation, int mostTokens) {
    Draft ended = stopped(draft, conversation.inference().stopSequences());
    String reason = ended.equals(draft) ? "end_turn" : "stop_sequence";
    if (ended.tokens() > mostTokens) {
      ended = ended.within(mostTokens);
      reason = "max_tokens";
    }
    int outputTokens = reason.equals("max_tokens") ? mostTokens : Math.max(1, ended.tokens());
    return new ConverseAnswer(ended, reason, conversation.inputTokens(), outputTokens);
  }

  private static Draft stopped(Draft draft, List<String> stops) {
    List<Draft.Part> parts = new ArrayList<>();
    for (Draft.Part part : draft.parts()) {
      int at =
          stops.stream()
              .mapToInt(stop -> part.text().indexOf(stop))
              .filter(i -> i >= 0)
              .min()
              .orElse(-1);
      if (at >= 0) {
        if (at > 0) {
          parts.add(part.saying(part.text().substring(0, at)));
        }
        return new Draft(parts);
      }
      parts.add(part);
    }
    return draft;
  }

  /** The body of the response, with the fields that the recordings have and the model has not. */
  JsonNode json(Duration latency) {
    ObjectNode json = Json.object();
    json.putObject("metrics").put("latencyMs", latency.toMillis());
    ObjectNode message = json.putObject("output").putObject("message").put("role", "assistant");
    ArrayNode content = message.putArray("content");
    for (Draft.Part part : draft.parts()) {
      switch (part) {
        case Plain plain -> content.addObject().put("text", plain.text());
        case Supported cited -> content.add(cited(cited));
      }
    }
    json.put("stopReason", stopReason);
    json.putObject("usage")
        .put("cacheReadInputTokenCount", 0)
        .put("cacheReadInputTokens", 0)
        .put("inputTokens", inputTokens)
        .put("outputTokens", outputTokens)
        .put("totalTokens", inputTokens + outputTokens)
        .putObject("serverToolUsage");
    return json;
  }

  private static ObjectNode cited(Supported cited) {
    ObjectNode block = Json.object();
    ObjectNode content = block.putObject("citationsContent");
    ObjectNode citation = content.putArray("citations").addObject();
    citation
        .putObject("location")
        .putObject("searchResultLocation")
        .put("searchResultIndex", cited.index())
        .put("start", cited.start())
        .put("end", cited.end());
    citation.put("source", cited.source()).put("title", cited.title());
    ArrayNode quotes = citation.putArray("sourceContent");
    cited.quotes().forEach(quote -> quotes.addObject().put("text", quote));
    content.putArray("content").addObject().put("text", cited.text());
    return block;
  }
}
