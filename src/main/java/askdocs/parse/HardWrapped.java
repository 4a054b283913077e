package askdocs.parse;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text whose lines were broken for a page or a screen: makes parted words whole. */
final class HardWrapped {
  /** A shorter line is not broken for want of room. */
  private static final int SHORTEST_LINE = 30;

  /** Half a word at the end of a line, the other at the beginning of the next. */
  private static final Pattern PARTED =
      Pattern.compile(
          "(?m)^(?<line>.{0,500}?)(?<!\\p{L})(?<first>\\p{L}{2,40})-\\n["
              + " \\t]{0,40}(?<rest>\\p{Ll}[\\p{L}]{1,40})(?![\\p{L}-])");

  /** A word that is no half of a parted one. */
  private static final Pattern WORD =
      Pattern.compile("(?<!\\p{L})(?<!-\\n[ \\t]{0,40})\\p{L}++(?:-\\p{L}++)*+(?!-\\n)");

  /** What stands before a hyphen of its own so often that it needs no witness. */
  private static final Set<String> KEEP_THEIRS =
      Set.of(
          "self", "well", "ex", "non", "half", "quasi", "cross", "all", "vice", "anglo", "franco");

  private HardWrapped() {}

  /**
   * The text with its parted words whole. A hyphen that the word has of its own stays: the text has
   * the word with it elsewhere, or both its halves as words and not the whole.
   */
  static String mended(String text) {
    if (!text.contains("-\n") || !PARTED.matcher(text).find()) {
      return text;
    }
    Set<String> words = new HashSet<>();
    WORD.matcher(text).results().map(MatchResult::group).forEach(words::add);
    StringBuilder mended = new StringBuilder(text.length());
    Matcher parted = PARTED.matcher(text);
    int from = 0;
    while (parted.find(from)) {
      String first = parted.group("first");
      String rest = parted.group("rest");
      mended.append(text, from, parted.end("first"));
      if (parted.end("first") - parted.start() < SHORTEST_LINE) {
        mended.append(text, parted.end("first"), parted.start("rest"));
      } else if (hasHyphen(first, rest, words)) {
        mended.append('-');
      }
      from = parted.start("rest");
    }
    return mended.append(text, from, text.length()).toString();
  }

  private static boolean hasHyphen(String first, String rest, Set<String> words) {
    if (words.contains(first + "-" + rest)) {
      return true;
    }
    return !words.contains(first + rest)
        && (KEEP_THEIRS.contains(first) || (words.contains(first) && words.contains(rest)));
  }
}
