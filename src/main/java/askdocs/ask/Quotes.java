package askdocs.ask;

import askdocs.ask.Generator.Quoted;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Whether the words that a claim quotes stand in just the items that it points at, from the
 * beginning of a word to the end of one. Only the amount of white space may differ: a model's
 * service gives several items back as one quote, with white space between them or without.
 */
final class Quotes {
  private static final Pattern WHITE_SPACE = Pattern.compile("[\\s\\p{Z}]+");

  private Quotes() {}

  static boolean standIn(Quoted claim, PromptPassage passage) {
    List<String> items = passage.items();
    if (claim.firstSentence() < 0
        || claim.endSentence() <= claim.firstSentence()
        || claim.endSentence() > items.size()) {
      return false;
    }
    List<String> named = items.subList(claim.firstSentence(), claim.endSentence());
    String apart = spaced(String.join(" ", named));
    String together = spaced(String.join("", named));
    return claim.quotes().stream()
        .map(Quotes::spaced)
        .allMatch(quote -> stands(quote, apart) || stands(quote, together));
  }

  private static boolean stands(String quote, String text) {
    if (quote.isEmpty()) {
      return false;
    }
    for (int at = text.indexOf(quote); at >= 0; at = text.indexOf(quote, at + 1)) {
      if (isEdge(text, at) && isEdge(text, at + quote.length())) {
        return true;
      }
    }
    return false;
  }

  /** Whether no word runs on across this place. */
  private static boolean isEdge(String text, int at) {
    return at == 0
        || at == text.length()
        || !Character.isLetterOrDigit(text.codePointBefore(at))
        || !Character.isLetterOrDigit(text.codePointAt(at));
  }

  private static String spaced(String text) {
    return WHITE_SPACE.matcher(text).replaceAll(" ").strip();
  }
}
