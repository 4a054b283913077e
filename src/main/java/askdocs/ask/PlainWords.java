package askdocs.ask;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The few sentences that are ours and not a model's, in the languages that we have them in.
 *
 * <p>The language of a question is the one that most of its function words belong to; English where
 * none does. A question opened by an inverted mark is Spanish. Words are compared without accents.
 */
enum PlainWords {
  ENGLISH(
      "The documents do not say.",
      "This question cannot be answered here.",
      "No answer could be written. These passages come nearest to the question.",
      "the documents",
      "the of and to in is are was were what which who when where why how does did do can for"
          + " with"),
  SPANISH(
      "Los documentos no lo dicen.",
      "Esta pregunta no se puede responder aquí.",
      "No se pudo redactar una respuesta. Estos son los pasajes más cercanos a la pregunta.",
      "los documentos",
      "el la los las de del y en es son fue que cual cuales quien quienes cuando donde por como"
          + " para con un una se cuanto cuanta cuantos cuantas hay cuyo su sus al"),
  PORTUGUESE(
      "Os documentos não o dizem.",
      "Não é possível responder aqui a esta pergunta.",
      "Não foi possível redigir uma resposta. Estas são as passagens mais próximas da pergunta.",
      "os documentos",
      "o os as do da dos das e em no na nos nas foi sao qual quais quem quando onde porque como"
          + " para com um uma quanto quantos"),
  FRENCH(
      "Les documents ne le disent pas.",
      "Il n'est pas possible de répondre ici à cette question.",
      "Aucune réponse n'a pu être rédigée. Voici les passages les plus proches de la question.",
      "les documents",
      "le les l des du et est qu sont quel quelle quels quelles qui quand ou pourquoi comment pour"
          + " avec une dans sur ce cette combien"),
  GERMAN(
      "Die Dokumente sagen es nicht.",
      "Diese Frage kann hier nicht beantwortet werden.",
      "Es konnte keine Antwort geschrieben werden. Diese Stellen kommen der Frage am nächsten.",
      "die Dokumente",
      "der die das den dem des und in ist sind war waren was welche welcher welches wer wann wo"
          + " warum wie fur mit ein eine einer"),
  ITALIAN(
      "I documenti non lo dicono.",
      "Non è possibile rispondere qui a questa domanda.",
      "Non è stato possibile scrivere una risposta. Questi sono i passi più vicini alla domanda.",
      "i documenti",
      "il lo gli l di del della dei delle e in sono quale quali chi cos quando dove perche come per"
          + " con un una che cosa quanto quanti");

  private static final Pattern NO_LETTERS = Pattern.compile("[^\\p{L}]+");

  private static final Map<PlainWords, Set<String>> FUNCTION_WORDS =
      Arrays.stream(values())
          .collect(
              Collectors.toUnmodifiableMap(
                  language -> language, language -> Set.of(language.functionWords.split(" "))));

  private final String unknown;
  private final String blocked;
  private final String passagesOnly;
  private final String documents;
  private final String functionWords;

  PlainWords(
      String unknown, String blocked, String passagesOnly, String documents, String functionWords) {
    this.unknown = unknown;
    this.blocked = blocked;
    this.passagesOnly = passagesOnly;
    this.documents = documents;
    this.functionWords = functionWords;
  }

  /** The sentences in the question's language. */
  static PlainWords forQuestion(Question question) {
    return question.text().contains("¿") ? SPANISH : ofText(question.text()).orElse(ENGLISH);
  }

  /** The language that most of a text's function words belong to; empty if it has none. */
  static Optional<PlainWords> ofText(String text) {
    List<String> words = words(text);
    Optional<PlainWords> best = Optional.empty();
    long most = 0;
    for (PlainWords language : values()) {
      long count = words.stream().filter(language.functionWords()::contains).count();
      if (count > most) {
        best = Optional.of(language);
        most = count;
      }
    }
    return best;
  }

  /** The words, without accents, that texts in the language are told by. */
  Set<String> functionWords() {
    return FUNCTION_WORDS.getOrDefault(this, Set.of());
  }

  /** The documents do not say. */
  String unknown() {
    return unknown;
  }

  /** A guardrail or a filter stepped in. */
  String blocked() {
    return blocked;
  }

  /** There is no answer, but passages. */
  String passagesOnly() {
    return passagesOnly;
  }

  /** The documents, in the middle of a sentence. */
  String documents() {
    return documents;
  }

  private static List<String> words(String text) {
    return Arrays.stream(NO_LETTERS.split(Folding.of(text))).distinct().toList();
  }
}
