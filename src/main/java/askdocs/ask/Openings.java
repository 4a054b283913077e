package askdocs.ask;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Phrases that may begin at any word of a text, each known by its first letters.
 *
 * <p>One pattern for all of them would try each at every word of every passage of a prompt; so the
 * first letters are compared before any pattern is.
 */
final class Openings {
  /** The phrases that begin with these letters and go on like the pattern. */
  private record Opening(String first, Pattern rest) {}

  private final Map<Character, List<Opening>> byLetter = new HashMap<>();

  /**
   * Adds phrases.
   *
   * @param rest how each goes on behind its first letters
   * @param firsts what they begin with, in lower case
   */
  Openings with(String rest, String... firsts) {
    Pattern pattern = Pattern.compile(rest);
    for (String first : firsts) {
      byLetter
          .computeIfAbsent(first.charAt(0), _ -> new ArrayList<>())
          .add(new Opening(first, pattern));
    }
    return this;
  }

  /** Whether one of them stands in the text, which is in lower case and without accents. */
  boolean standIn(String folded) {
    boolean inWord = false;
    for (int at = 0; at < folded.length(); at++) {
      boolean letter = isOfWord(folded.charAt(at));
      if (letter && !inWord && beginsAt(folded, at)) {
        return true;
      }
      inWord = letter;
    }
    return false;
  }

  private boolean beginsAt(String folded, int at) {
    for (Opening opening : byLetter.getOrDefault(folded.charAt(at), List.of())) {
      if (folded.startsWith(opening.first(), at)
          && opening
              .rest()
              .matcher(folded)
              .useTransparentBounds(true)
              .region(at + opening.first().length(), folded.length())
              .lookingAt()) {
        return true;
      }
    }
    return false;
  }

  /** As {@code \w} has it. */
  private static boolean isOfWord(char letter) {
    return (letter >= 'a' && letter <= 'z')
        || (letter >= '0' && letter <= '9')
        || letter == '_'
        || (letter >= 'A' && letter <= 'Z');
  }
}
