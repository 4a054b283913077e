package askdocs.ask;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Tells text that speaks to a model from text for readers, in English and Spanish, with a few words
 * of other languages.
 *
 * <p>Some sentences say it themselves: they speak of a model's rules or of its answer, tell it who
 * it is, or bear the marks that chats are kept in. Others are orders and questions that would be at
 * home in a document too, a manual or a list of questions; whether they are must be told from what
 * stands around them.
 */
final class SpokenToModels {
  /** What may stand before an order. */
  private static final List<String> POLITE_WORDS =
      List.of(
          ("please,now,then,also,first,finally,and,always,only,just,kindly,immediately,you must,you"
               + " should,you will,you have to,you need to,make sure to,be sure to,remember to,can"
               + " you,could you,por favor,ahora,luego,tambien,ademas,debes,tienes que,siempre"
               + ",puedes")
              .split(","));

  private static final List<String> TASKS =
      List.of(
          ("say tell answer reply respond write print output repeat return translate summarize"
               + " summarise paraphrase rewrite rephrase draft compose describe explain list name"
               + " give show provide include insert add append prepend mention integrate"
               + " incorporate modify augment enhance replace substitute swap remove omit scramble"
               + " jumble rearrange anagram misspell introduce convert encode decode render group"
               + " combine split break use ignore disregard forget override pretend act behave"
               + " imagine recommend suggest promote advertise encourage urge convince tease reveal"
               + " disclose leak visit click download install send stop start begin end finish"
               + " create generate develop make solve calculate di diga dime responde responda"
               + " contesta conteste escribe escriba imprime repite repita traduce traduzca resume"
               + " resuma redacta redacte describe describa explica explique enumera enumere nombra"
               + " da dame muestra muestre incluye incluya inserta anade anada agrega agregue"
               + " menciona mencione modifica modifique sustituye sustituya reemplaza elimina omite"
               + " omita convierte convierta usa use utiliza ignora ignore olvida olvide finge"
               + " actua imagina recomienda recomiende sugiere sugiera revela visita visite"
               + " descarga descargue instala envia termina termine empieza comienza crea genera"
               + " haz haga calcula")
              .split(" "));

  private static final List<String> WHERE = List.of("in", "to", "at", "en", "al");

  /** Who speaks, where chats are kept as text. */
  private static final List<String> SPEAKERS =
      List.of(
          "system",
          "instruction",
          "instructions",
          "instruccion",
          "instrucciones",
          "assistant",
          "sistema",
          "asistente");

  private static final String BEFORE = "^[^\\p{L}]*";
  private static final String POLITE = "(?:(?:" + String.join("|", POLITE_WORDS) + ")[,:]?\\s+)*";
  private static final String TASK = "(?:" + String.join("|", TASKS) + ")\\b";

  /** No full stop, but for one in a word, as addresses have. */
  private static final String WITHIN = "(?:[^.]|\\.(?=\\w))";

  private static final String ITS_ANSWER =
      "\\s+(?:\\w+\\s+)?(?:answer|response|repl(?:y|ies)|output|message|completion"
          + "|respuestas?|contestacion|salida|mensaje)\\b";
  private static final String ITS = "\\b(?:your|tu|tus)";

  /** What a sentence that speaks to a model begins with. */
  private static final Pattern AT_ITS_START =
      Pattern.compile(
          String.join(
              "|",
              // Of its answer.
              BEFORE + POLITE + TASK + WITHIN + "{0,200}" + ITS + ITS_ANSWER,
              BEFORE
                  + "(?:in|to|at the (?:end|beginning|start) of|en|al (?:final|principio) de) "
                  + ITS
                  + ITS_ANSWER,
              BEFORE
                  + POLITE
                  + "(?:(?:respond|reply|answer)(?: only| just| exactly)? (?:with|in|as|by)"
                  + "|(?:responde|responda|contesta|conteste)(?: solo| unicamente)? (?:con|en"
                  + "|que))\\b",
              // The marks of chats.
              BEFORE
                  + "(?:"
                  + String.join("|", SPEAKERS)
                  + ")\\W*:\\s*[^\\p{L}]*"
                  + POLITE
                  + TASK));

  private static final Pattern ORDER = Pattern.compile(BEFORE + POLITE + TASK);

  /** What any of these begins with. */
  private static final Set<String> FIRST_WORDS =
      Stream.of(POLITE_WORDS, TASKS, WHERE, SPEAKERS)
          .flatMap(List::stream)
          .map(phrase -> Arrays.asList(phrase.split(" ")).getFirst())
          .collect(Collectors.toUnmodifiableSet());

  private static final String OF_ITS_RULES =
      "\\b[^.]{0,60}\\b(?:instructions?|prompts?|guidelines|rules|(?:everything|all)"
          + " (?:above|before|you)|instruccion\\w*|indicaciones|reglas|todo lo"
          + " anterior|anweisung\\w*|istruzioni|instrucoes|consignes)\\b";

  private static final String MUST_SAY =
      "\\b[^.]{0,40}\\b(?:must|should|shall|have to|has to|deben?)\\b[^.]{0,40}\\b(?:say|answer"
          + "|respond|reply|ignore|include|mention|output|recommend|decir|responder"
          + "|contestar|ignorar|incluir|mencionar|recomendar)\\b";

  /** What speaks to a model wherever it stands in a sentence. */
  private static final Openings ANYWHERE =
      new Openings()
          // Of its rules.
          .with(OF_ITS_RULES, "disregard", "forget", "override", "bypass", "vergiss")
          .with("\\w+" + OF_ITS_RULES, "ignor", "olvid", "desatiend", "oubli", "esquec", "dimentic")
          .with("\\b", "system prompt", "developer mode", "jailbreak", "nuevas instrucciones")
          .with("s?\\b", "hidden instruction")
          .with("(?:\\w+ )?instructions?\\b", "new ")
          .with("(?:de )?desarrollador\\b", "modo ")
          // Of its answer.
          .with(
              ITS_ANSWER + "[^.]{0,20}\\b(?:must|should|has to|shall|debe)\\b", "your", "tu", "tus")
          .with("\\b", "the following string", "la siguiente cadena")
          // Of who it is.
          .with(
              "(?:now |running )?(?:an? |the |as )?(?:\\w+ ){0,2}(?:ai|assistant|chatbot|bot"
                  + "|language model|llm|part of a test)\\b",
              "you are ")
          .with(
              "(?:un |una )?(?:\\w+ ){0,2}(?:ia|asistente|chatbot|modelo)\\b",
              "eres ",
              "actua como ",
              "finge ser ")
          .with(MUST_SAY, "ai")
          .with("s?" + MUST_SAY, "language model", "llm", "chatbot", "ai assistant", "asistente")
          .with(
              "(?:you are |you're |anyone )?ask(?:ed|s)\\b[^.]{0,80}\\b(?:say|answer|respond|reply"
                  + "|tell)\\b",
              "if ",
              "when ",
              "whenever ")
          .with("n?\\b", "si te pregunta", "cuando te pregunta");

  private static final Pattern MARK_OF_CHATS =
      Pattern.compile("<\\|\\w+\\|>|\\[/?inst\\]|<</?sys>>|</?(?:system|instructions?)>");

  private static final Pattern QUESTION = Pattern.compile("\\?[^\\p{L}\\p{N}]*$");

  private SpokenToModels() {}

  /** Whether the text says itself that it speaks to a model. */
  static boolean byItself(String text) {
    String folded = Folding.of(text);
    return (FIRST_WORDS.contains(firstWord(folded)) && AT_ITS_START.matcher(folded).lookingAt())
        || ANYWHERE.standIn(folded)
        || ((folded.indexOf('<') >= 0 || folded.indexOf('[') >= 0)
            && MARK_OF_CHATS.matcher(folded).find());
  }

  /** Whether the text is an order to write or do something, or a question. */
  static boolean byItsForm(String text) {
    String folded = Folding.of(text);
    return (FIRST_WORDS.contains(firstWord(folded)) && ORDER.matcher(folded).find())
        || (folded.indexOf('?') >= 0 && QUESTION.matcher(folded).find());
  }

  /** From the first letter on, as far as there are letters of English. */
  private static String firstWord(String folded) {
    int start = 0;
    while (start < folded.length() && !Character.isLetter(folded.charAt(start))) {
      start++;
    }
    int end = start;
    while (end < folded.length() && folded.charAt(end) >= 'a' && folded.charAt(end) <= 'z') {
      end++;
    }
    return folded.substring(start, end);
  }
}
