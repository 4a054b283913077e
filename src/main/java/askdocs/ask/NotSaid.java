package askdocs.ask;

import askdocs.ask.Answer.Answered;
import askdocs.ask.Citation.Source;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Whether an answer says no more than that the documents do not say, and yet cites something: as a
 * rule, what it looked through in vain. A sentence that the documents themselves say is not meant,
 * though it may sound alike.
 */
final class NotSaid {
  private static final Pattern WHERE =
      Pattern.compile(
          "\\b(?:documents?|search"
              + " results?|passages?|sources?|texts?|excerpts?|context|information|files?|articles?|documentos?|resultados?(?:"
              + " de (?:la )?busqueda)?|pasajes?|fuentes?|textos?"
              + "|extractos?|fragmentos?|contexto|informacion|articulos?|archivos?|documentation"
              + "|extraits?|informations?|dokumente?n?|quellen?|texte?|documenti|fonti|testi"
              + "|fontes?|trechos?)\\b");
  private static final Pattern SAYS =
      Pattern.compile(
          "\\b(?:say|mention|contain|include|provide|specify|state|answer|indicate|give|have|describe"
              + "|disclose|available|found|dicen?|menciona\\w*|contiene\\w*|incluye\\w*|proporciona\\w*"
              + "|especifica\\w*|indica\\w*|responde\\w*|ofrece\\w*|hay|aparece\\w*|figura\\w*"
              + "|encontr\\w+|dizem?|mencionam?|contem|disent|mentionnent|contiennent|enthalten"
              + "|erwahnen|sagen|dicono|menzionano|contengono)\\b");
  private static final Pattern NOT =
      Pattern.compile(
          "\\b(?:no|not|none|nothing|never|neither|ningun\\w*|nada|tampoco|nao|nenhum\\w*|ne|n|pas"
              + "|aucun\\w*|nicht|kein\\w*|non|nessun\\w*)\\b|n['’]t\\b");

  private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");

  /** So many words in a row, as they stand in the cited ones, are the document's. */
  private static final int RUN = 7;

  private NotSaid() {}

  /** Whether every cited piece of the answer says so. */
  static boolean by(Answered answer) {
    return answer.citations().stream()
        .allMatch(citation ->
            saysNothing(answer.text().substring(citation.range().start(), citation.range().end()))
                && citation.sources().stream()
                    .noneMatch(source -> says(source, answer.text(), citation.range())));
  }

  private static boolean saysNothing(String sentence) {
    String folded = ContentWords.folded(sentence);
    return NOT.matcher(folded).find()
        && SAYS.matcher(folded).find()
        && WHERE.matcher(folded).find();
  }

  /** Whether the document says just this, or a long part of it word for word. */
  private static boolean says(Source source, String answer, TextRange range) {
    String quote = " " + words(source.quote()) + " ";
    List<String> said = List.of(words(answer.substring(range.start(), range.end())).split(" ", -1));
    int run = Math.min(RUN, said.size());
    return IntStream.rangeClosed(0, said.size() - run)
        .mapToObj(from -> String.join(" ", said.subList(from, from + run)))
        .anyMatch(part -> quote.contains(" " + part + " "));
  }

  private static String words(String text) {
    return BETWEEN_WORDS.matcher(ContentWords.folded(text)).replaceAll(" ").strip();
  }
}
