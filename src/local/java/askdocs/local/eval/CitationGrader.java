package askdocs.local.eval;

import askdocs.local.eval.OriginalFiles.Standing;
import askdocs.local.eval.RecordedBedrock.Exchange;
import askdocs.local.eval.Told.Cited;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Grades what an answer cites against the original files, and against what the model said.
 *
 * <table>
 *   <caption>What is counted</caption>
 *   <tr><td>shown</td><td>the citations that the answer shows</td></tr>
 *   <tr><td>true</td><td>those whose quote stands at just its place in the file's text, and whose
 *       piece of the answer says no more than the quote</td></tr>
 *   <tr><td>gold</td><td>those that lie in a paragraph that answers the question</td></tr>
 *   <tr><td>claimed</td><td>the citations that the model made</td></tr>
 *   <tr><td>told</td><td>those of them that are true: the place is in what the model was given, and
 *       the quote and the source are those of the place</td></tr>
 *   <tr><td>dropped</td><td>those of them that no shown citation holds</td></tr>
 * </table>
 *
 * <p>That a piece may say no more than its quote is fair only to a model that answers by quoting,
 * as the stand-in does.
 */
final class CitationGrader {
  private final OriginalFiles files;
  private final Map<String, Standing> standing;

  CitationGrader(OriginalFiles files, Map<String, Standing> standing) {
    this.files = files;
    this.standing = Map.copyOf(standing);
  }

  /**
   * One answer's grades.
   *
   * @param found whether a citation lies in a paragraph that answers the question
   */
  record Graded(
      int shown, int correct, int gold, int claimed, int told, int dropped, boolean found) {}

  Graded grade(Told told, List<Exchange> exchanges, Set<String> goldParagraphs) {
    List<Cited> shown = told.citations();
    List<String> truly = exchanges.stream().flatMap(one -> trulyQuoted(one).stream()).toList();
    int gold = (int) shown.stream().filter(cited -> isGold(cited, goldParagraphs)).count();
    return new Graded(
        shown.size(),
        (int) shown.stream().filter(this::isTrue).count(),
        gold,
        exchanges.stream().mapToInt(CitationGrader::claimed).sum(),
        truly.size(),
        (int)
            truly.stream()
                .filter(quote -> shown.stream().noneMatch(cited -> holds(cited.quote(), quote)))
                .count(),
        gold > 0);
  }

  private boolean isTrue(Cited cited) {
    return files
        .text(cited.key())
        .filter(text -> cited.start() >= 0 && cited.end() <= text.length())
        .filter(text -> cited.start() < cited.end())
        .filter(text -> text.substring(cited.start(), cited.end()).equals(cited.quote()))
        .filter(_ -> holds(cited.quote(), cited.piece()))
        .isPresent();
  }

  private boolean isGold(Cited cited, Set<String> paragraphs) {
    return paragraphs.stream()
        .flatMap(id -> Optional.ofNullable(standing.get(id)).stream())
        .anyMatch(place ->
            place.file().equals(cited.key()) && place.place().overlaps(cited.start(), cited.end()));
  }

  private static boolean holds(String text, String part) {
    return !part.isBlank() && Letters.of(text).holds(Letters.of(part));
  }

  private static int claimed(Exchange exchange) {
    int claimed = 0;
    for (JsonNode block : exchange.answered().at("/output/message/content")) {
      claimed += block.path("citationsContent").path("citations").size();
    }
    return claimed;
  }

  /** The quotes of the model's citations that stand where they say, in what it was given. */
  private static List<String> trulyQuoted(Exchange exchange) {
    List<JsonNode> given = new ArrayList<>();
    for (JsonNode message : exchange.asked().path("messages")) {
      for (JsonNode block : message.path("content")) {
        if (block.has("searchResult")) {
          given.add(block.path("searchResult"));
        }
      }
    }
    List<String> quotes = new ArrayList<>();
    for (JsonNode block : exchange.answered().at("/output/message/content")) {
      for (JsonNode citation : block.path("citationsContent").path("citations")) {
        JsonNode place = citation.path("location").path("searchResultLocation");
        int index = place.path("searchResultIndex").asInt(-1);
        String quote = joined(citation.path("sourceContent"), 0, Integer.MAX_VALUE);
        if (index >= 0 && index < given.size()) {
          String source = given.get(index).path("source").asText();
          JsonNode content = given.get(index).path("content");
          String there = joined(content, place.path("start").asInt(), place.path("end").asInt());
          if (!quote.isBlank()
              && there.equals(quote)
              && citation.path("source").asText(source).equals(source)) {
            quotes.add(quote);
          }
        }
      }
    }
    return quotes;
  }

  private static String joined(JsonNode texts, int from, int to) {
    StringBuilder joined = new StringBuilder();
    for (int at = Math.max(from, 0); at < Math.min(to, texts.size()); at++) {
      joined.append(texts.get(at).path("text").asText());
    }
    return joined.toString();
  }
}
