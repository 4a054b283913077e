package askdocs.local.chaos;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/**
 * An object's content, of which it is known without the production code what it is cut into: each
 * paragraph is one sentence of more than half a chunk's words and less than a chunk's, so that no
 * two fit into one chunk and none is repeated in the next.
 *
 * @param paragraphs the passages to expect, in their order
 * @param bytes the object's bytes
 */
record Content(List<String> paragraphs, byte[] bytes) {
  private static final int SHORTEST = 105;
  private static final int LONGEST = 130;
  private static final int MOST = 6;
  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
  private static final String[] SYLLABLES =
      ("ba be bi bo bu da de di do du fa fe ga go la le li lo lu ma me mi mo mu na ne ni no"
              + " ra re ri ro sa se si so ta te ti to va ve vi vo")
          .split(" ");

  Content {
    paragraphs = List.copyOf(paragraphs);
  }

  /** A text of some paragraphs. */
  static Content text(Random random) {
    List<String> paragraphs = new ArrayList<>();
    for (int count = 1 + random.nextInt(MOST); count > 0; count--) {
      paragraphs.add(paragraph(random, SHORTEST + random.nextInt(LONGEST - SHORTEST)));
    }
    return new Content(
        paragraphs, (String.join("\n\n", paragraphs) + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /** A text of one short paragraph. */
  static Content shortText(Random random) {
    String paragraph = paragraph(random, 40);
    return new Content(List.of(paragraph), paragraph.getBytes(StandardCharsets.UTF_8));
  }

  /** A picture, which holds no text. */
  static Content picture(Random random) {
    byte[] bytes = new byte[200];
    random.nextBytes(bytes);
    System.arraycopy(PNG, 0, bytes, 0, PNG.length);
    return new Content(List.of(), bytes);
  }

  private static String paragraph(Random random, int words) {
    StringBuilder paragraph = new StringBuilder();
    for (int word = 0; word < words; word++) {
      paragraph.append(word == 0 ? "" : " ");
      for (int syllables = 2 + random.nextInt(3); syllables > 0; syllables--) {
        paragraph.append(SYLLABLES[random.nextInt(SYLLABLES.length)]);
      }
    }
    paragraph.setCharAt(0, Character.toUpperCase(paragraph.charAt(0)));
    return paragraph.append('.').toString();
  }

  /** Its entity tag, as S3 makes it for what was put at once. */
  String etag() {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has MD5", e);
    }
  }
}
