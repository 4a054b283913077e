package askdocs.ask;

import askdocs.knowledge.Sentences;
import java.util.List;

/**
 * Where a sentence ends that was cut within a quotation: marks that end the quoted words do not end
 * the sentence that quotes them.
 *
 * <table>
 *   <caption>What a sentence goes on with, on the same line</caption>
 *   <tr><td>{@code Say "It works! And} · {@code it is cheap" to all.}</td><td>up to where the
 *       quotation is closed, if it is</td></tr>
 *   <tr><td>{@code Say "It works!"} · {@code to all.}</td><td>behind a closing mark, what does not
 *       begin as a sentence does</td></tr>
 * </table>
 */
final class Continuation {
  private static final String OPENING = "“«„";
  private static final String CLOSING = "”»";

  /** It opens or closes. */
  private static final char EITHER = '"';

  private Continuation() {}

  /** Behind the last of the passage's sentences that the one at this place goes on with. */
  static int end(PromptPassage passage, int at) {
    List<Sentences.Range> sentences = passage.sentences();
    int end = at + 1;
    int open = depth(passage.text(sentences.get(at)), 0);
    for (int next = at + 1; next < sentences.size() && isOnTheLine(passage, next); next++) {
      String text = passage.text(sentences.get(next));
      boolean quoting = open > 0;
      if (!quoting && !goesOn(passage.text(sentences.get(next - 1)), text)) {
        break;
      }
      open = depth(text, open);
      if (open == 0) {
        end = next + 1;
      }
    }
    return end;
  }

  /** How many quotations are open behind the text. */
  private static int depth(String text, int before) {
    int depth = before;
    for (int at = 0; at < text.length(); at++) {
      char mark = text.charAt(at);
      if (OPENING.indexOf(mark) >= 0) {
        depth++;
      } else if (CLOSING.indexOf(mark) >= 0) {
        depth = Math.max(0, depth - 1);
      } else if (mark == EITHER && !isInches(text, at)) {
        depth = depth > 0 ? depth - 1 : 1;
      }
    }
    return depth;
  }

  private static boolean isInches(String text, int at) {
    return at > 0 && Character.isDigit(text.charAt(at - 1));
  }

  private static boolean goesOn(String before, String text) {
    char last = before.charAt(before.length() - 1);
    return (last == EITHER || CLOSING.indexOf(last) >= 0)
        && !Character.isUpperCase(text.codePointAt(0))
        && !Character.isDigit(text.codePointAt(0));
  }

  /** Whether the sentence stands on the line of the one before it. */
  private static boolean isOnTheLine(PromptPassage passage, int at) {
    List<Sentences.Range> sentences = passage.sentences();
    return passage
            .passage()
            .text()
            .substring(sentences.get(at - 1).end(), sentences.get(at).start())
            .indexOf('\n')
        < 0;
  }
}
