package askdocs.local.bedrock;

import askdocs.local.bedrock.Conversation.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Makes a follow-up question one that can be understood by itself, when it is asked to.
 *
 * <p>It is asked to if the prompt holds no passages and speaks of a question (or query, pregunta,
 * consulta) and of rewriting it or of its standing alone. The earlier questions are the user's
 * earlier turns, or the lines that a label such as {@code User:} or {@code Pregunta:} opens, or
 * that stand in a {@code <user>} or {@code <question>} element, in a single text.
 *
 * <p>It understands nothing: a question that opens with "and", has a pronoun that points back, or
 * fewer than two telling words and no name, gets the telling words of the last question that was
 * none of this, in parentheses before its question mark. Any other question is given back as it is.
 */
final class Condensing {
  private static final int CASELESS = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
  private static final Pattern OF_A_QUESTION =
      Pattern.compile("\\b(?:questions?|query|queries|preguntas?|consultas?)\\b", CASELESS);
  private static final Pattern ALONE =
      Pattern.compile(
          "stand-? ?alone|self-? ?contained|by itself|on its own|rewrite|rephrase|reformulate"
              + "|condense|aut[oó]noma|independiente|reescrib|reformul|por s[ií] (?:sola|misma)",
          CASELESS);
  private static final Pattern LABELLED =
      Pattern.compile(
          "^\\W*(?:user|human|customer|caller|asker|q|question|follow-?up(?: question)?|latest"
              + " question|new question|usuario|usuaria|p|pregunta|nueva pregunta)\\s*\\d*\\s*[:>]"
              + "\\s*(.+?)\\s*$",
          CASELESS | Pattern.MULTILINE);
  private static final Pattern ELEMENT =
      Pattern.compile(
          "<(user|question|pregunta)\\b[^>]*>\\s*(.+?)\\s*</\\1>", CASELESS | Pattern.DOTALL);
  private static final Pattern GOING_ON =
      Pattern.compile(
          "^[¿¡\\s]*(?:and|but|or|also|then|so|y|e|o|pero|tambi[eé]n|entonces)\\b.*|.*\\b(?:it|its"
              + "|they|them|their|this|these|those|he|she|him|her|his|there|same|previous|eso|esa"
              + "|ese|esos|esas|esto|este|esta|ella|ellos|ellas|él|ello|su|sus|all[ií]|ah[ií]|mismo"
              + "|misma|anterior)\\b.*",
          CASELESS | Pattern.DOTALL | Pattern.UNICODE_CHARACTER_CLASS);

  /** A word with a capital that opens no sentence. */
  private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N},]\\s+\\p{Lu}");

  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");
  private static final Pattern ENDING = Pattern.compile("\\s*([?.!]*)\\s*$");
  private static final int TELLING_ENOUGH = 2;

  private Condensing() {}

  /** The question that stands alone, if one is asked for. */
  static Optional<Draft> answer(Conversation conversation) {
    List<String> asked = conversation.asked();
    String prompt =
        Stream.concat(conversation.system().stream(), byUser(conversation).stream())
            .collect(Collectors.joining("\n"));
    if (!conversation.searchResults().isEmpty()
        || !Numbered.in(asked).passages().isEmpty()
        || !isTheWish(prompt)) {
      return Optional.empty();
    }
    List<String> questions = questions(conversation, asked);
    return questions.isEmpty() ? Optional.empty() : Optional.of(Draft.of(condensed(questions)));
  }

  private static boolean isTheWish(String prompt) {
    return OF_A_QUESTION.matcher(prompt).find() && ALONE.matcher(prompt).find();
  }

  private static List<String> questions(Conversation conversation, List<String> asked) {
    List<String> turns = byUser(conversation).stream().filter(text -> !isTheWish(text)).toList();
    String last = asked.isEmpty() ? "" : asked.getLast();
    List<String> inOne = new ArrayList<>();
    Matcher element = ELEMENT.matcher(last);
    while (element.find()) {
      inOne.add(element.group(2));
    }
    if (inOne.isEmpty()) {
      LABELLED.matcher(last).results().forEach(line -> inOne.add(line.group(1)));
    }
    if (inOne.isEmpty()) {
      return turns;
    }
    String end = last.lines().filter(line -> !line.isBlank()).reduce("", (_, line) -> line).strip();
    if (!end.contains(inOne.getLast()) && end.endsWith("?")) {
      inOne.add(end);
    }
    return inOne.size() > 1 || turns.size() < 2
        ? inOne
        : Stream.concat(turns.subList(0, turns.size() - 1).stream(), inOne.stream()).toList();
  }

  private static List<String> byUser(Conversation conversation) {
    return conversation.turns().stream()
        .filter(Conversation.Turn::byUser)
        .flatMap(turn -> turn.content().stream())
        .filter(Text.class::isInstance)
        .map(block -> ((Text) block).text())
        .toList();
  }

  private static String condensed(List<String> questions) {
    String question = questions.getLast().strip();
    if (!goesOn(question)) {
      return question;
    }
    Set<String> known = stems(question);
    String topic =
        questions.subList(0, questions.size() - 1).reversed().stream()
            .filter(earlier -> !goesOn(earlier))
            .findFirst()
            .map(earlier -> told(earlier, known))
            .orElse("");
    return topic.isEmpty()
        ? question
        : ENDING
            .matcher(question)
            .replaceFirst(Matcher.quoteReplacement(" (" + topic + ")") + "$1");
  }

  private static boolean goesOn(String question) {
    return GOING_ON.matcher(question.strip()).matches()
        || Words.telling(question).size() < TELLING_ENOUGH && !NAME.matcher(question).find();
  }

  /** The telling words of a question, as it spells them, without those that are known. */
  private static String told(String question, Set<String> known) {
    return WORD.matcher(question)
        .results()
        .map(word -> word.group())
        .filter(word -> stems(word).stream().anyMatch(stem -> !known.contains(stem)))
        .collect(Collectors.joining(" "));
  }

  private static Set<String> stems(String text) {
    Set<String> stems = new TreeSet<>();
    Words.telling(text).forEach(word -> stems.add(Words.stem(word)));
    return stems;
  }
}
