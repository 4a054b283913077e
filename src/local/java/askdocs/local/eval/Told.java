package askdocs.local.eval;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * What somebody who asked was told.
 *
 * @param outcome as the API names it
 * @param text the answer
 * @param citations what it rests on
 * @param costUsd its price, in dollars
 * @param millis how long it took, as the asker felt it
 */
record Told(String outcome, String text, List<Cited> citations, double costUsd, double millis) {
  static final String ANSWERED = "answered";

  Told {
    citations = List.copyOf(citations);
  }

  /**
   * A piece of the answer and a source of it.
   *
   * @param piece the piece's words; empty if its place is not in the answer
   * @param key the document's key
   * @param quote the words quoted
   * @param start where they stand in the document's text
   * @param end where they end
   */
  record Cited(String piece, String key, String quote, int start, int end) {}

  boolean answered() {
    return outcome.equals(ANSWERED);
  }

  /** From a response of {@code POST /ask}. */
  static Told of(JsonNode response, String bucket, double millis) {
    String text = response.path("answer").asText();
    List<Cited> citations = new ArrayList<>();
    for (JsonNode citation : response.path("citations")) {
      String piece = piece(text, citation.path("start").asInt(-1), citation.path("end").asInt(-1));
      for (JsonNode source : citation.path("sources")) {
        citations.add(
            new Cited(
                piece,
                source.path("uri").asText().replaceFirst("^s3://" + bucket + "/", ""),
                source.path("quote").asText(),
                source.path("start").asInt(-1),
                source.path("end").asInt(-1)));
      }
    }
    return new Told(
        response.path("outcome").asText(),
        text,
        citations,
        response.path("usage").path("costUsd").asDouble(),
        millis);
  }

  private static String piece(String text, int start, int end) {
    return start >= 0 && start < end && end <= text.length() ? text.substring(start, end) : "";
  }
}
