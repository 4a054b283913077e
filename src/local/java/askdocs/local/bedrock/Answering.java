package askdocs.local.bedrock;

import askdocs.local.bedrock.Conversation.SearchResult;
import askdocs.local.bedrock.Draft.Part;
import askdocs.local.bedrock.Draft.Plain;
import askdocs.local.bedrock.Draft.Supported;
import askdocs.local.bedrock.Quoting.Passage;
import askdocs.local.bedrock.Quoting.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Answers a conversation by quoting what it was given. It does not reason: it finds the sentence
 * that shares most words with the question, says it word for word, and cites it. The same request
 * always gets the same answer.
 *
 * <p>The question is the last text of the last message of the user; where that text also holds
 * numbered passages, its last line that is not blank. Where the model cites search results, the
 * answer is a short beginning in the question's language and one or two cited sentences; numbered
 * passages get their {@code [n]} before the sentence's full stop.
 */
final class Answering {
  private static final Pattern LAST_STOP = Pattern.compile("([.!?…]*)$");

  private Answering() {}

  /** The answer to this conversation. */
  static Draft answer(Conversation conversation) {
    String question = question(conversation.asked());
    List<SearchResult> results = conversation.searchResults();
    if (results.isEmpty()) {
      return numbered(question, Numbered.in(conversation.asked()));
    }
    List<Place> places =
        Quoting.find(
            question,
            results.stream().map(result -> new Passage(result.title(), result.content())).toList());
    if (places.isEmpty()) {
      return unknown(question);
    }
    List<Part> parts = new ArrayList<>();
    parts.add(new Plain(beginning(question)));
    parts.addAll(conversation.citing() ? cited(results, places) : plain(results, places));
    return new Draft(parts);
  }

  /** What is said when nothing fits. */
  static Draft unknown(String question) {
    return Draft.of(
        spanish(question) ? "Los documentos no lo dicen." : "The documents do not say.");
  }

  static String question(List<String> asked) {
    if (asked.isEmpty()) {
      return "";
    }
    List<String> lines = asked.getLast().lines().filter(line -> !line.isBlank()).toList();
    boolean holdsPassages = lines.stream().anyMatch(Numbered::opens);
    return holdsPassages ? lines.getLast() : asked.getLast();
  }

  private static List<Part> cited(List<SearchResult> results, List<Place> places) {
    Place first = places.getFirst();
    if (places.size() == 1) {
      return List.of(
          supported(results, first.passage(), first.sentence(), first.sentence() + 1, ""));
    }
    Place second = places.getLast();
    boolean neighbours =
        first.passage() == second.passage() && Math.abs(first.sentence() - second.sentence()) == 1;
    if (neighbours) {
      int start = Math.min(first.sentence(), second.sentence());
      return List.of(supported(results, first.passage(), start, start + 2, ""));
    }
    return List.of(
        supported(results, first.passage(), first.sentence(), first.sentence() + 1, ""),
        supported(results, second.passage(), second.sentence(), second.sentence() + 1, " "));
  }

  private static Supported supported(
      List<SearchResult> results, int index, int start, int end, String before) {
    SearchResult result = results.get(index);
    List<String> quotes = result.content().subList(start, end);
    String text = String.join(" ", quotes.stream().map(String::strip).toList());
    return new Supported(before + text, index, start, end, result.source(), result.title(), quotes);
  }

  private static List<Part> plain(List<SearchResult> results, List<Place> places) {
    return List.of(
        new Plain(
            String.join(
                " ",
                places.stream()
                    .map(place -> results.get(place.passage()).content().get(place.sentence()))
                    .map(String::strip)
                    .toList())));
  }

  private static Draft numbered(String question, Numbered numbered) {
    List<Place> places = Quoting.find(question, numbered.passages());
    if (places.isEmpty()) {
      return unknown(question);
    }
    List<String> sentences =
        IntStream.range(0, places.size())
            .mapToObj(i -> {
              Place place = places.get(i);
              return marked(
                  numbered.passages().get(place.passage()).sentences().get(place.sentence()),
                  numbered.numbers().get(place.passage()));
            })
            .toList();
    return Draft.of(beginning(question) + String.join(" ", sentences));
  }

  /** The sentence with the number of its passage. */
  static String marked(String sentence, int number) {
    return LAST_STOP.matcher(sentence).replaceFirst(" [" + number + "]$1");
  }

  static String beginning(String question) {
    return spanish(question) ? "Según los documentos: " : "According to the documents: ";
  }

  private static boolean spanish(String question) {
    return Words.language(question).equals(Locale.of("es"));
  }
}
