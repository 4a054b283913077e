package askdocs.ask;

import askdocs.ask.Fusion.Fused;
import askdocs.knowledge.Passage;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Gathers passages that say the same in the same words, in copies of a document or in another
 * format of it: the headings, the table's header and the text are alike but for case, accents,
 * punctuation and white space. A number or a word that differs parts them, since the difference may
 * be what is asked for.
 */
final class SameWords {
  private static final Pattern MARKS = Pattern.compile("\\p{M}+");
  private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");

  private SameWords() {}

  /** The passages, those of the same words together, each group in the place of its first. */
  static List<List<Fused>> gathered(List<Fused> passages) {
    Map<String, List<Fused>> groups = new LinkedHashMap<>();
    passages.forEach(
        one -> groups.computeIfAbsent(words(one.passage()), _ -> new ArrayList<>()).add(one));
    return List.copyOf(groups.values());
  }

  private static String words(Passage passage) {
    return words(passage.location().heading().orElse(""))
        + "\n"
        + words(passage.tableHeader())
        + "\n"
        + words(passage.text());
  }

  private static String words(String text) {
    String bare = MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD)).replaceAll("");
    return BETWEEN_WORDS.matcher(bare).replaceAll(" ").strip().toLowerCase(Locale.ROOT);
  }
}
