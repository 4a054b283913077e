package askdocs.ask;

import askdocs.ask.Citation.Source;
import askdocs.knowledge.Sentences;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What may not stand in an answer, whoever made the model write it: pictures, scripts and frames,
 * which a page that shows the answer might load; links and addresses that stand in none of the
 * sentence's cited words; and runs of words of our rules.
 */
final class Screen {
  /** So many words in a row, as they stand in the rules, are no chance. */
  private static final int RUN = 7;

  private static final int CASELESS = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
  private static final Pattern ACTIVE =
      Pattern.compile(
          "!\\[[^\\]]*]\\s*\\(|<\\s*/?\\s*(?:script|img|svg|iframe|object|embed|style|base|meta)\\b"
              + "|<[^>]*\\bon\\w+\\s*=|\\b(?:javascript|vbscript):|\\bdata:[\\w.+-]+/[\\w.+-]+[;,]",
          CASELESS);
  private static final Pattern LINK =
      Pattern.compile(
          "\\b(?:https?|ftps?|mailto):\\S+|\\bwww\\.\\S+|\\b[\\w.+-]+@[\\w-]+(?:\\.[\\w-]+)+"
              + "|\\b(?:[\\w-]+\\.)+(?:com|net|org|info|biz|io|ai|app|dev|xyz|top|site|online|co|es|eu"
              + "|uk|ru|cn|de|fr|me|ly)\\b(?:/\\S*)?",
          CASELESS);
  private static final Pattern END_OF_LINK = Pattern.compile("[\\p{Punct}&&[^/]]+$");
  private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");

  private final Set<Defence> defences;
  private final Set<List<String>> runs;

  Screen(String rules, Set<Defence> defences) {
    this.defences = defences;
    this.runs = runs(rules);
  }

  /** Whether this sentence of what was written, which rests on these words, may be shown. */
  boolean keeps(String written, Sentences.Range range, List<Source> sources) {
    String sentence = written.substring(range.start(), range.end());
    boolean active =
        defences.contains(Defence.NO_ACTIVE_CONTENT)
            && (isActive(written, range) || hasLinkOfItsOwn(sentence, sources));
    boolean ours =
        defences.contains(Defence.RULES_STAY) && runs(sentence).stream().anyMatch(runs::contains);
    return !active && !ours;
  }

  /**
   * Seen in the whole, since a picture's exclamation mark may end a sentence; it goes with the one
   * that it ends in.
   */
  private static boolean isActive(String written, Sentences.Range range) {
    return ACTIVE
        .matcher(written)
        .results()
        .anyMatch(found -> range.start() < found.end() && found.end() <= range.end());
  }

  private static boolean hasLinkOfItsOwn(String sentence, List<Source> sources) {
    return LINK.matcher(sentence)
        .results()
        .map(link -> END_OF_LINK.matcher(link.group()).replaceFirst(""))
        .anyMatch(link -> sources.stream().noneMatch(source -> source.quote().contains(link)));
  }

  private static Set<List<String>> runs(String text) {
    List<String> words =
        new ArrayList<>(List.of(BETWEEN_WORDS.split(ContentWords.folded(text).strip())));
    words.removeIf(String::isEmpty);
    Set<List<String>> runs = new HashSet<>();
    for (int from = 0; from + RUN <= words.size(); from++) {
      runs.add(List.copyOf(words.subList(from, from + RUN)));
    }
    return runs;
  }
}
