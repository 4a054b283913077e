package askdocs.ask;

import java.util.regex.Pattern;

/** How often a text denies something, in the languages that we have words in. */
final class Negation {
  /** A "no" that opens an answer denies the question, and not what is cited. */
  private static final Pattern OPENING = Pattern.compile("^\\W*(?:no|nao|non|nein)\\b[,.:;]");

  private static final Pattern DENIES =
      Pattern.compile(
          "\\b(?:no|not|never|none|nobody|nothing|neither|nor|without|cannot|unable|nunca|jamas"
              + "|ningun\\w*|nadie|nada|tampoco|ni|sin|nao|sem|nenhum\\w*|ne|pas|jamais|aucun\\w*"
              + "|sans|nicht|kein\\w*|nie|niemals|ohne|non|mai|senza|nessun\\w*)\\b|n['’]t\\b");

  private Negation() {}

  static long count(String text) {
    String folded = OPENING.matcher(ContentWords.folded(text)).replaceFirst("");
    return DENIES.matcher(folded).results().count();
  }
}
