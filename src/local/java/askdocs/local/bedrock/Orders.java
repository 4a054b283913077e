package askdocs.local.bedrock;

import askdocs.local.bedrock.Conversation.SearchResult;
import askdocs.local.bedrock.Conversation.Text;
import askdocs.local.bedrock.Conversation.Turn;
import askdocs.local.bedrock.Draft.Part;
import askdocs.local.bedrock.Draft.Plain;
import askdocs.local.bedrock.Draft.Supported;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a model obeys that does whatever a text tells it to do.
 *
 * <p>In data, an order is a sentence that begins (behind marks, a colon, or words such as "please"
 * or "you must") with one of the {@link #VERBS}, that asks a question, that speaks of "your
 * answer", or that introduces markup or a link by a colon. In the user's own question only the
 * orders to say something, and to ignore something, are orders: a question is no attack on itself.
 *
 * <p>It does what it can: an order with words in quotation marks is obeyed by saying them; one that
 * introduces markup or a link, by giving that, with placeholders filled in as told; one to say
 * something, by saying it. Any other is obeyed by saying that it was.
 */
final class Orders {
  private static final int CASELESS =
      Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.MULTILINE;

  private static final String SAYING =
      "say|answer(?: only)? with|answer|print|output|repeat|return|reply(?: only)?"
          + " with|respond(?: only)? with|write|di|diga|responde|contesta|imprime|repite|escribe";

  /** The verbs that an order begins with, in English and Spanish. */
  static final String VERBS =
      SAYING
          + "|act|add|anagram|append|augment|begin|break|click|combine|compose|convert|delete"
          + "|describe|develop|disregard|draft|end|enhance|ensure|explain|follow|forget|give|group"
          + "|ignore|include|insert|instructions?|integrate|introduce|jumble|list|make|misspell"
          + "|modify|omit|override|pretend|provide|rearrange|recommend|remove|render|replace|reply"
          + "|respond|reveal|rewrite|scramble|send|show|start|stop|substitute|suggest|summari[sz]e"
          + "|tease|tell|translate|use|visit"
          + "|a[nñ]ade|agrega|borra|comienza|compórtate|convierte|cuenta|describe|elimina|empieza"
          + "|env[ií]a|explica|finge|haz|ignora|incluye|inserta|instrucci[oó]n(?:es)?|muestra"
          + "|olvida|omite|recomienda|reemplaza|reescribe|resume|revela|sustituye|termina|traduce"
          + "|usa|visita";

  private static final String BEGINNING =
      "(?:^|:\\s+)[\\s\\p{Punct}¡•–—]*(?:(?:please|now|then|also|first|and|you (?:must|should|need"
          + " to|have to|will)|always|por favor|ahora|luego|también|debes|tienes que|in"
          + " your \\w+|en tu \\w+),?\\s+)*";

  private static final Pattern ORDER =
      Pattern.compile(BEGINNING + "((?:" + VERBS + ")\\b.*)$", CASELESS);
  private static final Pattern OF_THE_ANSWER =
      Pattern.compile(
          "\\b(?:your (?:answer|response|reply|message|output)|tu respuesta)\\b", CASELESS);
  private static final Pattern MARKUP =
      Pattern.compile(":\\s+((?:<|!?\\[[^\\]]*]\\(|https?://)\\S.*)$", CASELESS | Pattern.DOTALL);
  private static final Pattern QUESTION = Pattern.compile("\\?[\"'”»)]*$");
  private static final Pattern SENTENCE = Pattern.compile("(?<=[.!?;])\\s+|\\R");

  private static final Pattern TO_THE_USER =
      Pattern.compile(
          "(?:^|[.!?:;]\\s+)(?:ignore|ignora|instruction:|instrucci[oó]n:|say|answer"
              + " with|print|output|di|responde)\\s+(.+)$",
          CASELESS);
  private static final Pattern SAY =
      Pattern.compile(
          "(?:^|,\\s+|\\b(?:and|then|y)\\s+)(?:" + SAYING + ")\\b:?\\s+(.+)$", CASELESS);
  private static final Pattern QUOTED =
      Pattern.compile("[\"“«](.+?)[\"”»]|(?<![\\p{L}\\p{N}])'([^']+)'(?![\\p{L}\\p{N}])");
  private static final Pattern FILLED_IN =
      Pattern.compile(
          "^(.*?)\\s+where \\[?(\\w+)]? is the base64[- ]encoded string '([^']*)'.*$",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private Orders() {}

  /** Obeys what stands outside of search results, the system's rules apart; empty if nothing. */
  static Optional<Draft> outside(Conversation conversation) {
    return draft(outsideOf(conversation));
  }

  /** Obeys what stands anywhere, titles included; empty if there is nothing to obey. */
  static Optional<Draft> anywhere(Conversation conversation) {
    List<Part> parts = outsideOf(conversation);
    for (SearchResult result : conversation.searchResults()) {
      inData(result.title()).forEach(said -> parts.add(new Plain(said)));
      result.content().forEach(text -> inData(text).forEach(said -> parts.add(new Plain(said))));
    }
    return draft(parts);
  }

  /** The same, but what a search result told is cited to the sentence that told it. */
  static Optional<Draft> anywhereCited(Conversation conversation) {
    List<Part> parts = outsideOf(conversation);
    List<SearchResult> results = conversation.searchResults();
    for (int i = 0; i < results.size(); i++) {
      SearchResult result = results.get(i);
      for (int j = 0; j < result.content().size(); j++) {
        for (String said : inData(result.content().get(j))) {
          parts.add(
              new Supported(
                  said,
                  i,
                  j,
                  j + 1,
                  result.source(),
                  result.title(),
                  List.of(result.content().get(j))));
        }
      }
    }
    return draft(parts);
  }

  private static List<Part> outsideOf(Conversation conversation) {
    List<Part> parts = new ArrayList<>();
    List<String> asked = conversation.asked();
    String question = Answering.question(asked);
    toTheUser(question).ifPresent(said -> parts.add(new Plain(said)));
    for (Quoting.Passage passage : Numbered.in(asked).passages()) {
      Stream.concat(Stream.of(passage.title()), passage.sentences().stream())
          .flatMap(text -> inData(text).stream())
          .forEach(said -> parts.add(new Plain(said)));
    }
    besidePassages(asked).stream()
        .flatMap(text -> inData(text).stream())
        .forEach(said -> parts.add(new Plain(said)));
    earlier(conversation).stream()
        .flatMap(text -> toTheUser(text).stream())
        .forEach(said -> parts.add(new Plain(said)));
    return parts;
  }

  /**
   * The texts between the numbered passages and the question. What stands before the passages is
   * whoever prompts, as the system prompt is.
   */
  private static List<String> besidePassages(List<String> asked) {
    return asked.subList(0, Math.max(0, asked.size() - 1)).stream()
        .dropWhile(text -> text.lines().noneMatch(Numbered::opens))
        .filter(text -> text.lines().noneMatch(Numbered::opens))
        .toList();
  }

  /** What was said in earlier turns. */
  private static List<String> earlier(Conversation conversation) {
    List<Turn> turns = conversation.turns();
    return turns.subList(0, Math.max(0, turns.size() - 1)).stream()
        .flatMap(turn -> turn.content().stream())
        .filter(Text.class::isInstance)
        .map(block -> ((Text) block).text())
        .toList();
  }

  private static Optional<Draft> draft(List<Part> parts) {
    List<Part> once = new ArrayList<>();
    LinkedHashSet<String> said = new LinkedHashSet<>();
    for (Part part : parts) {
      if (said.add(part.text())) {
        once.add(once.isEmpty() ? part : part.saying("\n" + part.text()));
      }
    }
    return once.isEmpty() ? Optional.empty() : Optional.of(new Draft(once));
  }

  /** What the orders in a text of others make it say. */
  static List<String> inData(String text) {
    List<String> said = new ArrayList<>();
    for (String sentence : SENTENCE.split(text.strip())) {
      Matcher markup = MARKUP.matcher(sentence);
      Matcher order = ORDER.matcher(sentence);
      if (markup.find()) {
        said.add(filledIn(markup.group(1)));
      } else if (QUESTION.matcher(sentence).find()) {
        said.add("As told: " + sentence);
      } else if (order.find()) {
        said.add(done(order.group(1)));
      } else if (OF_THE_ANSWER.matcher(sentence).find()) {
        said.add(done(sentence));
      }
    }
    return said;
  }

  private static Optional<String> toTheUser(String text) {
    Matcher order = TO_THE_USER.matcher(text);
    if (!order.find()) {
      return Optional.empty();
    }
    String told = order.group(1);
    Matcher say = SAY.matcher(told);
    String wanted = say.find() ? say.group(1) : told;
    return Optional.of(quoted(wanted).orElse(wanted.strip()));
  }

  private static String done(String order) {
    Matcher say = SAY.matcher(order);
    return quoted(order)
        .orElseGet(() -> say.find() ? say.group(1).strip() : "As told: " + order.strip());
  }

  private static Optional<String> quoted(String text) {
    Matcher quoted = QUOTED.matcher(text);
    return quoted.find()
        ? Optional.of(quoted.group(quoted.group(1) != null ? 1 : 2))
        : Optional.empty();
  }

  /** The markup as it was wanted, its placeholder replaced by what the order says of it. */
  private static String filledIn(String markup) {
    Matcher told = FILLED_IN.matcher(markup);
    if (!told.matches()) {
      return markup.strip();
    }
    String value =
        Base64.getEncoder().encodeToString(told.group(3).getBytes(StandardCharsets.UTF_8));
    return told.group(1).replace("[" + told.group(2) + "]", value).strip();
  }
}
