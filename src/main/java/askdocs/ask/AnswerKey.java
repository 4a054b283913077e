package askdocs.ask;

import askdocs.knowledge.PassageId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Names a prompt: two prompts have the same name only if the model is given the very same.
 *
 * <p>It is made of all that is sent, the rules, what was said before and the parameters included,
 * and of each passage's version. So it cannot name an answer from a version that is no longer live,
 * or from a passage that was not found for this caller.
 *
 * @param hash SHA-256 in lower-case hexadecimals
 */
public record AnswerKey(String hash) {
  /** Changes with the way in which an answer is asked for or read. */
  private static final int FORMAT = 2;

  /** The name of a prompt. Each text goes in with its length, so that none runs into the next. */
  static AnswerKey of(Prompt prompt) {
    Digest digest = new Digest();
    digest.add(FORMAT);
    digest.add(prompt.model());
    digest.add(prompt.maxTokens());
    digest.add(prompt.rules());
    digest.add(Prompt.CITING);
    digest.add(Prompt.MARKING);
    digest.add(prompt.question().text());
    digest.add(prompt.history().size());
    for (Exchange exchange : prompt.history()) {
      digest.add(exchange.question());
      digest.add(exchange.answer());
    }
    digest.add(prompt.passages().size());
    for (PromptPassage passage : prompt.passages()) {
      PassageId id = passage.passage().id();
      digest.add(passage.id());
      digest.add(id.key());
      digest.add(id.generation());
      digest.add(id.ordinal());
      digest.add(passage.titleWithDate());
      digest.add(passage.items().size());
      passage.items().forEach(digest::add);
    }
    return new AnswerKey(digest.hex());
  }

  private static final class Digest {
    private final MessageDigest sha256;

    Digest() {
      try {
        this.sha256 = MessageDigest.getInstance("SHA-256");
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("Every JDK has SHA-256", e);
      }
    }

    void add(long number) {
      sha256.update(ByteBuffer.allocate(Long.BYTES).putLong(number).flip());
    }

    void add(String text) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      add(bytes.length);
      sha256.update(bytes);
    }

    String hex() {
      return HexFormat.of().formatHex(sha256.digest());
    }
  }
}
