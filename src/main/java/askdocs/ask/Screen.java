package askdocs.ask;

import askdocs.ask.Citation.Source;
import askdocs.knowledge.Sentences;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * What may not stand in an answer, whoever made the model write it: pictures, scripts and frames,
 * which a page that shows the answer might load; links and addresses that stand in none of the
 * sentence's cited words; and runs of words of our rules.
 */
final class Screen {
  /** So many words in a row, as they stand in the rules, are no chance. */
  private static final int RUN = 7;

  /** After so many, it is waited whether more follow. */
  private static final int SUSPECT = 4;

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

  /** Every link has one of these marks within it; most sentences have it at their end alone. */
  private static final Pattern MAYBE_LINK = Pattern.compile("[.:@]\\S");

  /** What is, or may become, a picture, a link with words of its own, or a tag. */
  private static final Pattern OPEN =
      Pattern.compile("!?\\[[^\\]]*]\\s*\\(|(?:!|!?\\[[^\\]]*(?:]\\s*)?|<[^>]*)$");

  /** What no word has in it, and a link has. */
  private static final Pattern IN_LINKS = Pattern.compile("[.:@!(<\\[]");

  private static final Pattern END_OF_LINK = Pattern.compile("[\\p{Punct}&&[^/]]+$");
  private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");

  /** The rules change once a day, and with a conversation. */
  private static volatile Ours last = Ours.of("");

  private final Set<Defence> defences;
  private final Set<List<String>> runs;
  private final Set<List<String>> suspects;

  private Screen(Ours ours, Set<Defence> defences) {
    this.defences = defences;
    this.runs = ours.runs();
    this.suspects = ours.suspects();
  }

  static Screen of(Prompt prompt, Set<Defence> defences) {
    String rules = prompt.rules() + Prompt.CITING + Prompt.MARKING;
    Ours ours = last;
    if (!ours.rules().equals(rules)) {
      ours = Ours.of(rules);
      last = ours;
    }
    return new Screen(ours, defences);
  }

  /** Our rules, and the words in a row in them. */
  private record Ours(String rules, Set<List<String>> runs, Set<List<String>> suspects) {
    static Ours of(String rules) {
      List<String> words = words(rules);
      return new Ours(rules, Screen.runs(words, RUN), Screen.runs(words, SUSPECT));
    }
  }

  /** What was written, all of it: a picture's exclamation mark may end a sentence before it. */
  Shown of(String written) {
    return new Shown(
        written,
        defences.contains(Defence.NO_ACTIVE_CONTENT)
            ? ACTIVE.matcher(written).results().map(MatchResult::end).toList()
            : List.of());
  }

  /** An answer, and where its active content ends. */
  final class Shown {
    private final String written;
    private final List<Integer> actives;

    private Shown(String written, List<Integer> actives) {
      this.written = written;
      this.actives = actives;
    }

    /** Whether this sentence of it, which rests on these words, may be shown. */
    boolean keeps(Sentences.Range range, List<Source> sources) {
      String sentence = written.substring(range.start(), range.end());
      boolean active =
          defences.contains(Defence.NO_ACTIVE_CONTENT)
              && (actives.stream().anyMatch(end -> range.start() < end && end <= range.end())
                  || hasLinkOfItsOwn(sentence, sources));
      boolean ours =
          defences.contains(Defence.RULES_STAY)
              && runs(words(sentence), RUN).stream().anyMatch(runs::contains);
      return !active && !ours;
    }
  }

  /**
   * Up to where a sentence may be shown that is still being written: what may become a picture, a
   * script, a link or a run of our rules waits until it is known. A word alone is none of these.
   *
   * @param written all that was written
   * @param from where the sentence begins
   */
  int shownUntil(String written, int from) {
    int until = written.length();
    if (defences.contains(Defence.NO_ACTIVE_CONTENT)) {
      until = Math.max(from, activeFrom(written, from));
    }
    return defences.contains(Defence.RULES_STAY) && maybeOurs(written.substring(from))
        ? from
        : until;
  }

  private static int activeFrom(String written, int from) {
    int before = Math.max(written.lastIndexOf("![", from), written.lastIndexOf('<', from));
    int run = written.length();
    while (run > from && !Character.isWhitespace(written.charAt(run - 1))) {
      run--;
    }
    return IntStream.of(
            first(ACTIVE, written, before < 0 ? from : before, from),
            first(OPEN, written, before < 0 ? from : before, from),
            first(LINK, written, from, from),
            IN_LINKS.matcher(written).region(run, written.length()).find() ? run : written.length())
        .min()
        .orElseThrow();
  }

  /** Where the first one begins that ends behind this place; the length if there is none. */
  private static int first(Pattern pattern, String written, int from, int endsBehind) {
    Matcher matcher = pattern.matcher(written).region(from, written.length());
    while (matcher.find()) {
      if (matcher.end() > endsBehind) {
        return matcher.start();
      }
    }
    return written.length();
  }

  /** Whether it repeats our rules, or may be about to: its last word may be the half of one. */
  private boolean maybeOurs(String begun) {
    List<String> words = words(begun);
    boolean inWord =
        !begun.isEmpty() && Character.isLetterOrDigit(begun.codePointBefore(begun.length()));
    return runs(words, RUN).stream().anyMatch(runs::contains)
        || endsInSuspect(words)
        || (inWord && endsInSuspect(words.subList(0, Math.max(0, words.size() - 1))));
  }

  private boolean endsInSuspect(List<String> words) {
    return words.size() >= SUSPECT
        && suspects.contains(words.subList(words.size() - SUSPECT, words.size()));
  }

  private static boolean hasLinkOfItsOwn(String sentence, List<Source> sources) {
    return MAYBE_LINK.matcher(sentence).find()
        && LINK.matcher(sentence)
            .results()
            .map(link -> END_OF_LINK.matcher(link.group()).replaceFirst(""))
            .anyMatch(link -> sources.stream().noneMatch(source -> source.quote().contains(link)));
  }

  private static List<String> words(String text) {
    return BETWEEN_WORDS
        .splitAsStream(ContentWords.folded(text).strip())
        .filter(word -> !word.isEmpty())
        .toList();
  }

  private static Set<List<String>> runs(List<String> words, int length) {
    Set<List<String>> runs = new HashSet<>();
    for (int from = 0; from + length <= words.size(); from++) {
      runs.add(words.subList(from, from + length));
    }
    return runs;
  }
}
