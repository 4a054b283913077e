package askdocs.local.bedrock;

import askdocs.local.bedrock.Draft.Plain;
import askdocs.local.bedrock.Draft.Supported;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * An answer as ConverseStream's events, by the recordings: no start for a block of text, a citation
 * before the text that rests on it and in the same block, the usage at the end. The first piece of
 * text is one token, the others four.
 *
 * @param events in their order
 */
record StreamedAnswer(List<Event> events) {
  private static final int TOKENS_PER_PIECE = 4;

  StreamedAnswer {
    events = List.copyOf(events);
  }

  /**
   * One event.
   *
   * @param tokens how many the model writes for it
   */
  record Event(String type, ObjectNode content, int tokens) {}

  static StreamedAnswer of(ConverseAnswer answer) {
    List<Event> events = new ArrayList<>();
    events.add(new Event("messageStart", Json.object().put("role", "assistant"), 0));
    boolean first = true;
    int block = 0;
    for (Draft.Part part : answer.draft().parts()) {
      switch (part) {
        case Supported cited -> events.add(delta(block, citation(cited), 0));
        case Plain _ -> {}
      }
      for (String piece : pieces(part.text(), first)) {
        events.add(delta(block, Json.object().put("text", piece), Tokens.count(piece)));
        first = false;
      }
      events.add(new Event("contentBlockStop", Json.object().put("contentBlockIndex", block), 0));
      block++;
    }
    events.add(new Event("messageStop", Json.object().put("stopReason", answer.stopReason()), 0));
    return new StreamedAnswer(events);
  }

  private static Event delta(int block, ObjectNode delta, int tokens) {
    ObjectNode content = Json.object().put("contentBlockIndex", block);
    content.set("delta", delta);
    return new Event("contentBlockDelta", content, tokens);
  }

  private static ObjectNode citation(Supported cited) {
    ObjectNode delta = Json.object();
    ObjectNode citation = delta.putObject("citation");
    citation
        .putObject("location")
        .putObject("searchResultLocation")
        .put("searchResultIndex", cited.index())
        .put("start", cited.start())
        .put("end", cited.end());
    ArrayNode quotes = citation.putArray("sourceContent");
    cited.quotes().forEach(quote -> quotes.addObject().put("text", quote));
    citation.put("source", cited.source()).put("title", cited.title());
    return delta;
  }

  /** White space goes with what follows it, as models have it. */
  private static List<String> pieces(String text, boolean first) {
    List<String> pieces = new ArrayList<>();
    int from = 0;
    while (from < text.length()) {
      String rest = text.substring(from);
      int tokens = first && pieces.isEmpty() ? 1 : TOKENS_PER_PIECE;
      String piece = Tokens.first(rest, tokens);
      String ended = piece.stripTrailing();
      boolean last = piece.length() == rest.length();
      pieces.add(last || ended.isEmpty() ? piece : ended);
      from += pieces.getLast().length();
    }
    return pieces;
  }
}
