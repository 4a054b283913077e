package askdocs.ask;

import java.util.List;

/**
 * How many tokens a prompt has at most.
 *
 * <table>
 *   <caption>What is counted</caption>
 *   <tr><td>every text</td><td>its bytes in UTF-8: a tokenizer on bytes makes no more of it</td></tr>
 *   <tr><td>a passage's frame</td><td>200, and 16 for each sentence</td></tr>
 *   <tr><td>an earlier turn's frame</td><td>16</td></tr>
 *   <tr><td>rules, roles, and what Bedrock adds for citations</td><td>4,000; recorded were some 850
 *       for one document</td></tr>
 * </table>
 */
final class PromptSize {
  /** The rules, and all that stands around a prompt's parts. */
  private static final int FIXED = 4_000;

  private static final int PASSAGE = 200;
  private static final int SENTENCE = 16;
  private static final int TURN = 16;

  /** Room for one long passage in any script, whatever number is asked for. */
  private static final int FIRST_PASSAGE = 20_000;

  /** Room for each passage: 200 words in any but the longest letters, with title and headings. */
  private static final int EACH_PASSAGE = 3_000;

  /** Room for what was said before. */
  static final int MOST_OF_HISTORY = 32_000;

  /** A follow-up that is rewritten, and what was said before. */
  static final int MOST_OF_FOLLOW_UP = FIXED + MOST_OF_HISTORY + 4 * Question.MAX_CODE_POINTS;

  private PromptSize() {}

  /** Of a prompt with this many passages, without question and history. */
  static long mostTokens(int passages) {
    return FIXED + FIRST_PASSAGE + (long) passages * EACH_PASSAGE;
  }

  /** Of this prompt. */
  static long tokens(Prompt prompt) {
    return FIXED
        + utf8(prompt.question().text())
        + prompt.history().stream().mapToLong(PromptSize::tokens).sum()
        + prompt.passages().stream().mapToLong(PromptSize::tokens).sum();
  }

  /** The prompt without the passages, from the last one on, that would make it longer than this. */
  static Prompt within(long tokens, Prompt prompt) {
    List<PromptPassage> passages = prompt.passages();
    long size = tokens(prompt);
    int kept = passages.size();
    while (kept > 0 && size > tokens) {
      kept--;
      size -= tokens(passages.get(kept));
    }
    return kept == passages.size() ? prompt : prompt.with(passages.subList(0, kept));
  }

  private static long tokens(PromptPassage passage) {
    List<String> items = passage.items();
    return PASSAGE
        + (long) SENTENCE * items.size()
        + utf8(passage.titleWithDate())
        + items.stream().mapToLong(PromptSize::utf8).sum();
  }

  static long tokens(Exchange exchange) {
    return 2L * TURN + utf8(exchange.question()) + utf8(exchange.answer());
  }

  /** The bytes of a text in UTF-8. */
  static long utf8(String text) {
    long bytes = 0;
    for (int at = 0; at < text.length(); at++) {
      char one = text.charAt(at);
      // Each half of a pair counts for two of its four bytes.
      bytes += one < 0x80 ? 1 : one < 0x800 || Character.isSurrogate(one) ? 2 : 3;
    }
    return bytes;
  }
}
