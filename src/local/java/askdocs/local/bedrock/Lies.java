package askdocs.local.bedrock;

import askdocs.local.bedrock.Conversation.SearchResult;
import askdocs.local.bedrock.Draft.Part;
import askdocs.local.bedrock.Draft.Plain;
import askdocs.local.bedrock.Draft.Supported;
import askdocs.local.bedrock.Quoting.Passage;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * The modes in which the stand-in answers as a bad model would; what it obeys is in {@link Orders}.
 *
 * <p>Where passages are numbered and not search results, a wrong index is another passage's number,
 * a foreign quote what another passage says, and what is out of range or unknown is a number that
 * no passage has.
 */
final class Lies {
  private static final int FAR = 90;
  private static final Pattern MARKER = Pattern.compile(" ?\\[(\\d+)]");
  private static final String INVENTED = "No document says this sentence.";
  private static final String UNKNOWN = "passage-0";

  private Lies() {}

  static Draft answer(Conversation conversation, AnswerMode mode, Earlier earlier) {
    Optional<Draft> condensed = Condensing.answer(conversation);
    if (condensed.isPresent()) {
      return condensed.get();
    }
    List<SearchResult> results = conversation.searchResults();
    int numbered = Numbered.in(conversation.asked()).numbers().size();
    Draft honest = Answering.answer(conversation);
    return switch (mode) {
      case QUOTE -> honest;
      case SILENT -> Answering.unknown(Answering.question(conversation.asked()));
      case WRONG_INDEX ->
          marked(
              changed(honest, cited -> atNextResult(cited, results.size())),
              number -> number % Math.max(2, numbered) + 1);
      case ALTERED_QUOTE -> numbered > 0 ? alteredText(honest) : changed(honest, Lies::altered);
      case FOREIGN_QUOTE ->
          numbered > 0
              ? foreignText(honest, Numbered.in(conversation.asked()).results())
              : changed(honest, cited -> quoting(cited, foreign(cited, results)));
      case OUT_OF_RANGE ->
          marked(
              changed(honest, cited -> outOfRange(cited, results.size())), number -> number + FAR);
      case UNKNOWN_SOURCE -> marked(changed(honest, Lies::ofUnknownSource), number -> number + FAR);
      case SUPERSEDED ->
          superseded(conversation, earlier)
              .orElseGet(
                  () -> marked(changed(honest, Lies::ofUnknownSource), number -> number + FAR));
      case UNCITED -> unmarked(changed(honest, cited -> new Plain(cited.text())));
      case OBEY_OUTSIDE -> Orders.outside(conversation).orElse(honest);
      case OBEY_ANY -> Orders.anywhere(conversation).orElse(honest);
      case OBEY_AND_CITE -> Orders.anywhereCited(conversation).orElse(honest);
    };
  }

  private static Optional<Draft> superseded(Conversation conversation, Earlier earlier) {
    List<SearchResult> results = given(conversation);
    List<SearchResult> gone = earlier.missingFrom(results);
    String question = Answering.question(conversation.asked());
    if (results.isEmpty()) {
      return Optional.empty();
    }
    return Quoting.find(
            question,
            gone.stream().map(result -> new Passage(result.title(), result.content())).toList())
        .stream()
        .findFirst()
        .map(place -> {
          SearchResult old = gone.get(place.passage());
          String quote = old.content().get(place.sentence());
          int index =
              IntStream.range(0, results.size())
                  .filter(i -> results.get(i).title().equals(old.title()))
                  .findFirst()
                  .orElse(0);
          SearchResult now = results.get(index);
          if (conversation.searchResults().isEmpty()) {
            int number = Integer.parseInt(now.source());
            return Draft.of(
                Answering.beginning(question) + Answering.marked(quote.strip(), number));
          }
          return new Draft(
              List.of(
                  new Supported(
                      quote.strip(), index, 0, 1, now.source(), now.title(), List.of(quote))));
        });
  }

  /** What may be cited: the search results, or the numbered passages. */
  static List<SearchResult> given(Conversation conversation) {
    List<SearchResult> results = conversation.searchResults();
    return results.isEmpty() ? Numbered.in(conversation.asked()).results() : results;
  }

  private static Part ofUnknownSource(Supported cited) {
    return new Supported(
        cited.text(),
        cited.index(),
        cited.start(),
        cited.end(),
        UNKNOWN,
        cited.title(),
        cited.quotes());
  }

  /** The same with other numbers in the markers of its plain parts. */
  private static Draft marked(Draft draft, IntUnaryOperator change) {
    return inPlain(
        draft,
        text ->
            MARKER
                .matcher(text)
                .replaceAll(
                    marker -> " [" + change.applyAsInt(Integer.parseInt(marker.group(1))) + "]"));
  }

  private static Draft unmarked(Draft draft) {
    return inPlain(draft, text -> MARKER.matcher(text).replaceAll(""));
  }

  /** Its quotes altered, but neither the markers nor the beginning. */
  private static Draft alteredText(Draft draft) {
    return inPlain(
        draft,
        text -> {
          int from = text.indexOf(": ") + 1;
          StringBuilder altered = new StringBuilder(text.substring(0, from));
          Matcher marker = MARKER.matcher(text);
          while (marker.find(from)) {
            altered.append(altered(text.substring(from, marker.start()))).append(marker.group());
            from = marker.end();
          }
          return altered.append(text.substring(from)).toString();
        });
  }

  /** The markers as they are, each behind what another passage says. */
  private static Draft foreignText(Draft draft, List<SearchResult> passages) {
    return inPlain(
        draft,
        text -> {
          StringBuilder foreign = new StringBuilder(text.substring(0, text.indexOf(": ") + 2));
          Matcher marker = MARKER.matcher(text);
          String between = "";
          while (marker.find()) {
            String number = marker.group(1);
            String quote =
                passages.stream()
                    .filter(passage -> !passage.source().equals(number))
                    .findFirst()
                    .map(passage -> passage.content().getFirst())
                    .orElse(INVENTED);
            foreign.append(between).append(Answering.marked(quote, Integer.parseInt(number)));
            between = " ";
          }
          return between.isEmpty() ? text : foreign.toString();
        });
  }

  private static Draft inPlain(Draft draft, UnaryOperator<String> change) {
    return new Draft(
        draft.parts().stream()
            .<Part>map(part ->
                switch (part) {
                  case Plain plain -> new Plain(change.apply(plain.text()));
                  case Supported cited -> cited;
                })
            .toList());
  }

  private static Draft changed(Draft draft, Function<Supported, Part> change) {
    return new Draft(
        draft.parts().stream()
            .map(part ->
                switch (part) {
                  case Plain plain -> plain;
                  case Supported cited -> change.apply(cited);
                })
            .toList());
  }

  private static Part atNextResult(Supported cited, int results) {
    int index = results > 1 ? (cited.index() + 1) % results : 1;
    return new Supported(
        cited.text(),
        index,
        cited.start(),
        cited.end(),
        cited.source(),
        cited.title(),
        cited.quotes());
  }

  private static Part altered(Supported cited) {
    return new Supported(
        altered(cited.text()),
        cited.index(),
        cited.start(),
        cited.end(),
        cited.source(),
        cited.title(),
        cited.quotes().stream().map(Lies::altered).toList());
  }

  /** Every digit one more; without digits, the first word twice, and never between. */
  private static String altered(String text) {
    String other =
        Pattern.compile("\\d")
            .matcher(text)
            .replaceAll(digit -> String.valueOf((Integer.parseInt(digit.group()) + 1) % 10));
    return other.equals(text) ? text.replaceFirst("(\\S*\\p{L}\\S*)", "$1 never $1") : other;
  }

  private static Part quoting(Supported cited, List<String> quotes) {
    return new Supported(
        cited.text(),
        cited.index(),
        cited.start(),
        cited.end(),
        cited.source(),
        cited.title(),
        quotes);
  }

  /** The first sentence of another search result; an invented one where there is none. */
  private static List<String> foreign(Supported cited, List<SearchResult> results) {
    return results.stream()
        .filter(result -> !result.equals(results.get(cited.index())))
        .findFirst()
        .map(result -> List.of(result.content().getFirst()))
        .orElse(List.of(INVENTED));
  }

  private static Part outOfRange(Supported cited, int results) {
    return new Supported(
        cited.text(), results + FAR, FAR, FAR + 1, cited.source(), cited.title(), cited.quotes());
  }
}
