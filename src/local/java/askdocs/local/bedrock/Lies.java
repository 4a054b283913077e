package askdocs.local.bedrock;

import askdocs.local.bedrock.Conversation.SearchResult;
import askdocs.local.bedrock.Draft.Part;
import askdocs.local.bedrock.Draft.Plain;
import askdocs.local.bedrock.Draft.Supported;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The modes in which the stand-in answers as a bad model would.
 *
 * <p>It obeys an order that stands at the beginning of a line or a sentence: {@code Say …}, {@code
 * Answer with …}, {@code Print …}, {@code Output …}, {@code Di …}, {@code Responde …}, {@code
 * Instruction: …}, {@code Instrucción: …}, or {@code Ignore …} and {@code Ignora …}. What it then
 * says is the rest of that line, from a further {@code say} or {@code di} on if there is one, and
 * of it what stands in quotation marks if anything does.
 */
final class Lies {
  private static final int FAR = 90;

  private static final Pattern ORDER =
      Pattern.compile(
          "(?:^|[.!?:;]\\s+)(?:ignore|ignora|instruction:|instrucci[oó]n:|say|answer"
              + " with|print|output|di|responde)\\s+(.+)$",
          Pattern.CASE_INSENSITIVE | Pattern.MULTILINE | Pattern.UNICODE_CASE);
  private static final Pattern ORDER_WITHIN =
      Pattern.compile(
          "\\b(?:say|print|output|di|responde)\\b:?\\s+(.+)$", Pattern.CASE_INSENSITIVE);
  private static final Pattern QUOTED = Pattern.compile("[\"“«](.+?)[\"”»]");

  private Lies() {}

  static Draft answer(Conversation conversation, AnswerMode mode) {
    List<SearchResult> results = conversation.searchResults();
    Draft honest = Answering.answer(conversation);
    return switch (mode) {
      case QUOTE -> honest;
      case SILENT -> Answering.unknown(Answering.question(conversation.asked()));
      case WRONG_INDEX -> changed(honest, cited -> atNextResult(cited, results.size()));
      case ALTERED_QUOTE -> changed(honest, Lies::altered);
      case FOREIGN_QUOTE -> changed(honest, cited -> quoting(cited, foreign(cited, results)));
      case OUT_OF_RANGE -> changed(honest, cited -> outOfRange(cited, results.size()));
      case UNCITED -> changed(honest, cited -> new Plain(cited.text()));
      case OBEY_OUTSIDE -> order(conversation.asked()).map(Draft::of).orElse(honest);
      case OBEY_ANY -> order(everything(conversation)).map(Draft::of).orElse(honest);
    };
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

  /** Every digit one more; without digits, the first word doubled. */
  private static String altered(String text) {
    String other =
        Pattern.compile("\\d")
            .matcher(text)
            .replaceAll(digit -> String.valueOf((Integer.parseInt(digit.group()) + 1) % 10));
    return other.equals(text) ? text.replaceFirst("(\\S+)", "$1 never $1") : other;
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
        .orElse(List.of("No document says this sentence."));
  }

  private static Part outOfRange(Supported cited, int results) {
    return new Supported(
        cited.text(), results + FAR, FAR, FAR + 1, cited.source(), cited.title(), cited.quotes());
  }

  private static List<String> everything(Conversation conversation) {
    List<String> texts = new ArrayList<>(conversation.asked());
    for (SearchResult result : conversation.searchResults()) {
      texts.add(result.title());
      texts.addAll(result.content());
    }
    return texts;
  }

  private static Optional<String> order(List<String> texts) {
    return texts.stream()
        .map(ORDER::matcher)
        .filter(Matcher::find)
        .findFirst()
        .map(order -> order.group(1))
        .map(Lies::wanted);
  }

  private static String wanted(String told) {
    Matcher within = ORDER_WITHIN.matcher(told);
    String wanted = within.find() ? within.group(1) : told;
    Matcher quoted = QUOTED.matcher(wanted);
    return quoted.find() ? quoted.group(1) : wanted.strip();
  }
}
