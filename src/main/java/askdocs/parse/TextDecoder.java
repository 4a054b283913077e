package askdocs.parse;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.tika.parser.txt.CharsetDetector;
import org.apache.tika.parser.txt.CharsetMatch;
import org.mozilla.universalchardet.UniversalDetector;

/**
 * A text file's bytes to characters. In this order:
 *
 * <ol>
 *   <li>a byte-order mark;
 *   <li>NUL bytes in every other place: UTF-16 without a mark;
 *   <li>strict UTF-8, before any declaration: text in another encoding is almost never valid UTF-8,
 *       while declarations are often wrong;
 *   <li>the declared character set, where the result looks like text;
 *   <li>what two detectors propose (ICU's by n-grams, Mozilla's by byte sequences) and
 *       windows-1252, each decoded and checked: a detector alone takes "können" in Latin-1 for
 *       Cyrillic.
 * </ol>
 */
final class TextDecoder {
  /** The most bytes that a detector is shown. */
  private static final int SAMPLE = 64 * 1024;

  private static final int SURE = 50;

  private record Mark(Charset charset, List<Integer> bytes) {
    boolean opens(byte[] file) {
      for (int i = 0; i < bytes.size(); i++) {
        if (i >= file.length || (file[i] & 0xFF) != bytes.get(i)) {
          return false;
        }
      }
      return true;
    }
  }

  /** UTF-32 first: its little-endian mark begins with that of UTF-16. */
  private static final List<Mark> MARKS =
      List.of(
          new Mark(UTF_8, List.of(0xEF, 0xBB, 0xBF)),
          new Mark(Charset.forName("UTF-32LE"), List.of(0xFF, 0xFE, 0, 0)),
          new Mark(Charset.forName("UTF-32BE"), List.of(0, 0, 0xFE, 0xFF)),
          new Mark(UTF_16LE, List.of(0xFF, 0xFE)),
          new Mark(UTF_16BE, List.of(0xFE, 0xFF)));

  private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

  private TextDecoder() {}

  /**
   * The text, as it stands in the file, without a byte-order mark.
   *
   * @throws UnreadableException when the bytes are no text in any encoding
   */
  static String decode(byte[] bytes, Optional<Charset> declared) throws UnreadableException {
    String text = decoded(bytes, declared);
    long controls = text.chars().filter(TextDecoder::isBinary).count();
    if (controls > 8 && controls > text.length() / 100) {
      throw new UnreadableException("The file is not text, though its name or type says so.");
    }
    return text;
  }

  private static String decoded(byte[] bytes, Optional<Charset> declared) {
    for (Mark mark : MARKS) {
      if (mark.opens(bytes)) {
        int skip = mark.bytes().size();
        return new String(bytes, skip, bytes.length - skip, mark.charset());
      }
    }
    Optional<Charset> wide = withoutMark(bytes);
    if (wide.isPresent()) {
      return new String(bytes, wide.get());
    }
    Optional<String> utf8 = strictly(UTF_8, bytes);
    if (utf8.isPresent() && !(isEscaped(bytes) && declared.isPresent())) {
      return utf8.get();
    }
    Optional<String> asDeclared =
        declared.flatMap(charset -> strictly(charset, bytes)).filter(text -> Oddness.of(text) < .1);
    return asDeclared.or(() -> utf8).orElseGet(() -> bestGuess(bytes));
  }

  /** Latin and most other letters in UTF-16 have a NUL byte in every other place. */
  private static Optional<Charset> withoutMark(byte[] bytes) {
    int length = Math.min(bytes.length, SAMPLE) & ~1;
    int even = 0;
    int odd = 0;
    for (int i = 0; i < length; i += 2) {
      even += bytes[i] == 0 ? 1 : 0;
      odd += bytes[i + 1] == 0 ? 1 : 0;
    }
    int units = length / 2;
    if (odd > units / 4 && even <= units / 50) {
      return Optional.of(UTF_16LE);
    }
    if (even > units / 4 && odd <= units / 50) {
      return Optional.of(UTF_16BE);
    }
    return Optional.empty();
  }

  /** Seven-bit encodings that switch by an escape, such as ISO-2022-JP, are valid UTF-8. */
  private static boolean isEscaped(byte[] bytes) {
    for (int i = 0; i < Math.min(bytes.length, SAMPLE); i++) {
      if (bytes[i] == 0x1B) {
        return true;
      }
    }
    return false;
  }

  private static String bestGuess(byte[] bytes) {
    String lenient = new String(bytes, UTF_8);
    long broken = lenient.chars().filter(c -> c == '\uFFFD').count();
    long wide = lenient.chars().filter(c -> c > 0x7F && c != '\uFFFD').count();
    if (broken * 10 < wide) {
      return lenient; // UTF-8 with a few damaged bytes
    }
    byte[] sample = sample(bytes);
    String best = new String(bytes, WINDOWS_1252);
    double least = Double.MAX_VALUE;
    for (Charset candidate : candidates(sample)) {
      Optional<String> text = strictly(candidate, bytes);
      double oddness = text.map(Oddness::of).orElse(Double.MAX_VALUE);
      if (oddness < least) {
        least = oddness;
        best = text.orElse(best);
      }
    }
    return best;
  }

  private static List<Charset> candidates(byte[] sample) {
    Set<String> names = new LinkedHashSet<>();
    CharsetMatch[] matches = new CharsetDetector(SAMPLE).setText(sample).detectAll();
    if (matches.length == 0 || matches[0].getConfidence() < SURE) {
      names.add(WINDOWS_1252.name());
    }
    Arrays.stream(matches)
        .filter(match -> match.getConfidence() >= 10)
        .forEach(m -> names.add(m.getName()));
    UniversalDetector universal = new UniversalDetector();
    universal.handleData(sample);
    universal.dataEnd();
    Optional.ofNullable(universal.getDetectedCharset()).ifPresent(names::add);
    names.add(WINDOWS_1252.name());
    List<Charset> charsets = new ArrayList<>();
    for (String name : names) {
      // What calls itself Latin-1 is its superset in practice (WHATWG Encoding, "Names and
      // labels").
      TextFile.charset(name.equalsIgnoreCase("ISO-8859-1") ? "windows-1252" : name)
          .filter(charset -> !charset.name().startsWith("UTF-") && !charsets.contains(charset))
          .ifPresent(charsets::add);
    }
    return charsets;
  }

  /** From a little before the first byte that is not ASCII: what comes earlier says nothing. */
  private static byte[] sample(byte[] bytes) {
    int first = 0;
    while (first < bytes.length && bytes[first] >= 0) {
      first++;
    }
    int from = Math.max(0, first - 1000);
    return Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + SAMPLE));
  }

  private static Optional<String> strictly(Charset charset, byte[] bytes) {
    try {
      return Optional.of(
          charset
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(bytes))
              .toString());
    } catch (CharacterCodingException | UnsupportedOperationException e) {
      return Optional.empty();
    }
  }

  private static boolean isBinary(int c) {
    return (c < ' ' && c != '\n' && c != '\r' && c != '\t' && c != '\f' && c != 0x1B)
        || c == '\uFFFD';
  }
}
