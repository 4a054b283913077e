package askdocs.local.eval;

import askdocs.local.eval.OriginalFiles.Standing;
import askdocs.local.eval.RecordedBedrock.Exchange;
import askdocs.local.eval.Told.Cited;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Grades what an answer cites against the original files, and against what the model said.
 *
 * <table>
 *   <caption>What is counted</caption>
 *   <tr><td>shown</td><td>the citations that the answer shows</td></tr>
 *   <tr><td>true</td><td>those whose quote stands at just its place in the file's text, and whose
 *       piece of the answer says no more than the quote</td></tr>
 *   <tr><td>gold</td><td>those that lie in a paragraph that answers the question</td></tr>
 *   <tr><td>claimed</td><td>the citations that the model made, or the marks in its text</td></tr>
 *   <tr><td>told</td><td>those of them that are true: the place is in what the model was given, and
 *       the quote and the source are those of the place; what stands before the mark is in the
 *       passage of this number</td></tr>
 *   <tr><td>dropped</td><td>those of them that no shown citation holds</td></tr>
 * </table>
 *
 * <p>That a piece may say no more than its quote is fair only to a model that answers by quoting,
 * as the stand-in does.
 */
final class CitationGrader {
  /** What the stand-in begins its answers with; a mark stands for all of its sentence. */
  private static final Pattern BEGINNING =
      Pattern.compile("^(?:According to the documents|Según los documentos): ");

  private static final Pattern MARK = Pattern.compile("\\[(\\d+)]");
  private static final Pattern NUMBERED =
      Pattern.compile("(?ms)^\\[(\\d+)] # [^\\n]*\\n(.*?)(?=\\n\\n|\\z)");

  private final OriginalFiles files;
  private final Map<String, Standing> standing;

  CitationGrader(OriginalFiles files, Map<String, Standing> standing) {
    this.files = files;
    this.standing = Map.copyOf(standing);
  }

  /**
   * One answer's grades.
   *
   * @param wrong the citations shown that are not true
   * @param lost what was truly cited and is not shown
   * @param found whether a citation lies in a paragraph that answers the question
   */
  record Graded(
      int shown,
      int gold,
      int claimed,
      int told,
      List<Cited> wrong,
      List<String> lost,
      boolean found) {
    Graded {
      wrong = List.copyOf(wrong);
      lost = List.copyOf(lost);
    }

    int correct() {
      return shown - wrong.size();
    }

    int dropped() {
      return lost.size();
    }
  }

  Graded grade(Told told, List<Exchange> exchanges, Set<String> goldParagraphs) {
    List<Cited> shown = told.citations();
    List<String> truly = exchanges.stream().flatMap(one -> trulyQuoted(one).stream()).toList();
    int gold = (int) shown.stream().filter(cited -> isGold(cited, goldParagraphs)).count();
    return new Graded(
        shown.size(),
        gold,
        exchanges.stream().mapToInt(CitationGrader::claimed).sum(),
        truly.size(),
        shown.stream().filter(cited -> !isTrue(cited)).toList(),
        truly.stream()
            .filter(quote -> shown.stream().noneMatch(cited -> shows(cited, quote)))
            .toList(),
        gold > 0);
  }

  /** Of a sentence with a heading before it, the last part alone may be what a mark stands for. */
  private static boolean shows(Cited cited, String quote) {
    return holds(cited.quote(), quote) || holds(quote, said(cited));
  }

  /** A mark stands for all of its sentence, what the stand-in begins with included. */
  private static String said(Cited cited) {
    return BEGINNING.matcher(cited.piece()).replaceFirst("");
  }

  private boolean isTrue(Cited cited) {
    return files
        .text(cited.key())
        .filter(text -> cited.start() >= 0 && cited.end() <= text.length())
        .filter(text -> cited.start() < cited.end())
        .filter(text -> text.substring(cited.start(), cited.end()).equals(cited.quote()))
        .filter(_ -> holds(cited.quote(), said(cited)))
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
    int claimed = marks(exchange).size();
    for (JsonNode block : exchange.answered().at("/output/message/content")) {
      claimed += block.path("citationsContent").path("citations").size();
    }
    return claimed;
  }

  /**
   * A number in brackets and what stands before it, back to the last one.
   *
   * @param passage the text of the passage of this number; empty if there is none
   */
  private record Mark(String said, String passage) {}

  /** What a model says of numbered passages; nothing if it was given none. */
  private static List<Mark> marks(Exchange exchange) {
    Map<String, String> passages = numbered(exchange);
    List<Mark> marks = new ArrayList<>();
    if (passages.isEmpty()) {
      return marks;
    }
    for (JsonNode block : exchange.answered().at("/output/message/content")) {
      String text = BEGINNING.matcher(block.path("text").asText()).replaceFirst("");
      Matcher mark = MARK.matcher(text);
      int from = 0;
      while (mark.find()) {
        marks.add(
            new Mark(text.substring(from, mark.start()), passages.getOrDefault(mark.group(1), "")));
        from = mark.end();
      }
    }
    return marks;
  }

  /** The passages that stand numbered in a request's texts, without their titles. */
  private static Map<String, String> numbered(Exchange exchange) {
    Map<String, String> passages = new HashMap<>();
    for (JsonNode message : exchange.asked().path("messages")) {
      for (JsonNode block : message.path("content")) {
        Matcher passage = NUMBERED.matcher(block.path("text").asText());
        while (passage.find()) {
          passages.put(passage.group(1), passage.group(2));
        }
      }
    }
    return passages;
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
    marks(exchange).stream()
        .filter(mark -> holds(mark.passage(), mark.said()))
        .forEach(mark -> quotes.add(mark.said()));
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
