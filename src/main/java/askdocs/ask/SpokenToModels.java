package askdocs.ask;

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
  private static final String POLITE =
      "^[^\\p{L}]*(?:(?:please|now|then|also|first|finally|and|always|only|just|kindly|immediately"
          + "|you (?:must|should|will|have to|need to)|make sure to|be sure to|remember to"
          + "|can you|could you|por favor|ahora|luego|tambien|ademas|debes|tienes que|siempre"
          + "|puedes)[,:]?\\s+)*";

  private static final String TASK =
      "(?:say|tell|answer|reply|respond|write|print|output|repeat|return|translate|summari[sz]e"
          + "|paraphrase|rewrite|rephrase|draft|compose|describe|explain|list|name|give|show"
          + "|provide|include|insert|add|append|prepend|mention|integrate|incorporate|modify"
          + "|augment|enhance|replace|substitute|swap|remove|omit|scramble|jumble|rearrange|anagram"
          + "|misspell|introduce|convert|encode|decode|render|group|combine|split|break|use|ignore"
          + "|disregard|forget|override|pretend|act|behave|imagine|recommend|suggest|promote"
          + "|advertise|encourage|urge|convince|tease|reveal|disclose|leak|visit|click|download"
          + "|install|send|stop|start|begin|end|finish|create|generate|develop|make|solve|calculate"
          + "|di|diga|dime|responde|responda|contesta|conteste|escribe|escriba|imprime|repite"
          + "|repita|traduce|traduzca|resume|resuma|redacta|redacte|describe|describa|explica"
          + "|explique|enumera|enumere|nombra|da|dame|muestra|muestre|incluye|incluya|inserta|anade"
          + "|anada|agrega|agregue|menciona|mencione|modifica|modifique|sustituye|sustituya"
          + "|reemplaza|elimina|omite|omita|convierte|convierta|usa|use|utiliza|ignora|ignore"
          + "|olvida|olvide|finge|actua|imagina|recomienda|recomiende|sugiere|sugiera|revela|visita"
          + "|visite|descarga|descargue|instala|envia|termina|termine|empieza|comienza|crea|genera"
          + "|haz|haga|calcula)\\b";

  private static final String ITS_ANSWER =
      "\\b(?:your|tu|tus)\\s+(?:\\w+\\s+)?(?:answer|response|repl(?:y|ies)|output|message|completion"
          + "|respuestas?|contestacion|salida|mensaje)\\b";

  /** What a sentence that speaks to a model begins with. */
  private static final Pattern AT_ITS_START =
      Pattern.compile(
          String.join(
              "|",
              // Of its answer.
              POLITE + TASK + "[^.]{0,200}" + ITS_ANSWER,
              "^[^\\p{L}]*(?:in|to|at the (?:end|beginning|start) of|en|al (?:final|principio) de) "
                  + ITS_ANSWER.substring(2),
              POLITE
                  + "(?:(?:respond|reply|answer)(?: only| just| exactly)? (?:with|in|as|by)"
                  + "|(?:responde|responda|contesta|conteste)(?: solo| unicamente)? (?:con|en"
                  + "|que))\\b",
              // The marks of chats.
              "^[^\\p{L}]*(?:system|instructions?|instruccion(?:es)?|assistant|sistema|asistente)\\W*:"
                  + "\\s*"
                  + POLITE.substring(1)
                  + TASK));

  /** What begins at any of its words; one look for where words begin is made for all of these. */
  private static final Pattern AT_A_WORD =
      Pattern.compile(
          Stream.of(
                  // Of its rules.
                  "(?:ignore|disregard|forget|override|bypass|olvid\\w+|ignor\\w+|desatiend\\w+"
                      + "|oubli\\w+|vergiss|esquec\\w+|dimentic\\w+)\\b[^.]{0,60}\\b(?:instructions?|prompts?|guidelines|rules|(?:everything|all)"
                      + " (?:above|before|you)|instruccion\\w*|indicaciones|reglas|todo lo"
                      + " anterior|anweisung\\w*|istruzioni|instrucoes|consignes)\\b",
                  "(?:system prompt|new (?:\\w+ )?instructions?|hidden instructions?|developer mode"
                      + "|jailbreak|nuevas instrucciones|modo (?:de )?desarrollador)\\b",
                  // Of its answer.
                  ITS_ANSWER.substring(2) + "[^.]{0,20}\\b(?:must|should|has to|shall|debe)\\b",
                  "(?:the following string|la siguiente cadena)\\b",
                  // Of who it is.
                  "you are (?:now |running )?(?:an? |the |as )?(?:\\w+"
                      + " ){0,2}(?:ai|assistant|chatbot|bot|language model|llm|part of a test)\\b",
                  "(?:eres|actua como|finge ser) (?:un |una )?(?:\\w+ ){0,2}(?:ia|asistente|chatbot"
                      + "|modelo)\\b",
                  "(?:ai|language models?|llms?|chatbots?|ai"
                      + " assistants?|asistentes?)\\b[^.]{0,40}\\b(?:must|should|shall|have to|has"
                      + " to|deben?)\\b[^.]{0,40}\\b(?:say|answer"
                      + "|respond|reply|ignore|include|mention|output|recommend|decir|responder"
                      + "|contestar|ignorar|incluir|mencionar|recomendar)\\b",
                  "(?:if|when|whenever) (?:you are |you're |anyone"
                      + " )?ask(?:ed|s)\\b[^.]{0,80}\\b(?:say|answer|respond|reply|tell)\\b",
                  "(?:si|cuando) te preguntan?\\b")
              .collect(Collectors.joining("|", "\\b(?:", ")")));

  private static final Pattern MARK_OF_CHATS =
      Pattern.compile("<\\|\\w+\\|>|\\[/?inst\\]|<</?sys>>|</?(?:system|instructions?)>");

  private static final Pattern ORDER = Pattern.compile(POLITE + TASK);
  private static final Pattern QUESTION = Pattern.compile("\\?[^\\p{L}\\p{N}]*$");

  private SpokenToModels() {}

  /** Whether the text says itself that it speaks to a model. */
  static boolean byItself(String text) {
    String folded = ContentWords.folded(text);
    return AT_ITS_START.matcher(folded).lookingAt()
        || AT_A_WORD.matcher(folded).find()
        || MARK_OF_CHATS.matcher(folded).find();
  }

  /** Whether the text is an order to write or do something, or a question. */
  static boolean byItsForm(String text) {
    String folded = ContentWords.folded(text);
    return ORDER.matcher(folded).find() || QUESTION.matcher(folded).find();
  }
}
