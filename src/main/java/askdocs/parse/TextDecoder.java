package askdocs.parse;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.tika.parser.txt.CharsetDetector;
import org.apache.tika.parser.txt.CharsetMatch;
import org.mozilla.universalchardet.UniversalDetector;

/**
 * A text file's bytes to characters. In this order:
 *
 * <ol>
 *   <li>a byte-order mark;
 *   <li>NUL bytes in every other place, or some where the text has one script only: UTF-16 without
 *       a mark;
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

  /** Japanese with Latin letters, and what all scripts share. */
  private static final int MOST_SCRIPTS = 5;

  /** How many characters say whether a file's text is odd, in UTF-16 code units. */
  private static final int TRIAL = 2_000_000;

  /** A file's bytes, as often as they are asked for. */
  @FunctionalInterface
  interface Bytes {
    InputStream open() throws IOException;
  }

  /**
   * How a file's bytes are to be decoded; what does not fit is replaced.
   *
   * @param skip how many bytes of a byte-order mark come first
   */
  record Encoding(Charset charset, int skip) {}

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

  private static final String WINDOWS_1251 = "windows-1251";

  /** What no detector tells: Central Europe's, the old Macintosh's, that of DOS. */
  private static final List<String> RARE = List.of("windows-1250", "x-MacRoman", "IBM850");

  /** By how much a rare one has to fit better: short text fits several. */
  private static final double MARGIN = .15;

  private TextDecoder() {}

  /**
   * The text, as it stands in the file, without a byte-order mark.
   *
   * @throws UnreadableException when the bytes are no text in any encoding
   */
  static String decode(byte[] bytes, Optional<Charset> declared) throws UnreadableException {
    Encoding encoding;
    try {
      encoding = encoding(() -> new ByteArrayInputStream(bytes), declared);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    int skip = encoding.skip();
    String text = new String(bytes, skip, bytes.length - skip, encoding.charset());
    BinaryCount count = new BinaryCount();
    count.add(text);
    count.requireText();
    return text;
  }

  /** How the bytes are to be decoded. They are gone through several times, and never held. */
  static Encoding encoding(Bytes bytes, Optional<Charset> declared) throws IOException {
    byte[] head = head(bytes, 0);
    for (Mark mark : MARKS) {
      if (mark.opens(head)) {
        return new Encoding(mark.charset(), mark.bytes().size());
      }
    }
    return new Encoding(charset(bytes, head, declared), 0);
  }

  private static Charset charset(Bytes bytes, byte[] head, Optional<Charset> declared)
      throws IOException {
    Optional<Charset> wide = withoutMark(head);
    if (wide.isPresent()) {
      return wide.get();
    }
    boolean utf8 = fits(UTF_8, bytes);
    if (utf8 && !(isEscaped(head) && declared.isPresent())) {
      return UTF_8;
    }
    if (declared.isPresent()
        && fits(declared.get(), bytes)
        && Oddness.of(beginning(bytes, declared.get())) < .1) {
      return declared.get();
    }
    return utf8 ? UTF_8 : bestGuess(bytes);
  }

  /** Counts the characters that text has none of. */
  static final class BinaryCount {
    private long binary;
    private long all;

    void add(CharSequence text) {
      binary += text.chars().filter(TextDecoder::isBinary).count();
      all += text.length();
    }

    /**
     * Refuses what has more than a few.
     *
     * @throws UnreadableException when what was counted is no text
     */
    void requireText() throws UnreadableException {
      if (binary > 8 && binary > all / 100) {
        throw new UnreadableException("The file is not text, though its name or type says so.");
      }
    }
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
    return even + odd == 0 ? Optional.empty() : ofOneScript(Arrays.copyOf(bytes, length));
  }

  /** Other scripts in UTF-16 have NUL bytes at spaces and line ends only. */
  private static Optional<Charset> ofOneScript(byte[] bytes) {
    return Stream.of(UTF_16LE, UTF_16BE)
        .filter(charset -> isText(new String(bytes, charset)))
        .min(Comparator.comparingLong(charset -> scripts(new String(bytes, charset))))
        .filter(charset -> scripts(new String(bytes, charset)) <= MOST_SCRIPTS);
  }

  private static boolean isText(String text) {
    return text.chars().noneMatch(c -> isBinary(c) || !Character.isDefined(c))
        && Oddness.of(text) < .1;
  }

  private static long scripts(String text) {
    return text.codePoints().mapToObj(Character.UnicodeScript::of).distinct().count();
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

  private static Charset bestGuess(Bytes bytes) throws IOException {
    if (isDamagedUtf8(bytes)) {
      return UTF_8;
    }
    Charset best = WINDOWS_1252;
    double least = Double.MAX_VALUE;
    for (Charset candidate : candidates(sample(bytes))) {
      double oddness =
          fits(candidate, bytes) ? Oddness.of(beginning(bytes, candidate)) : Double.MAX_VALUE;
      if (oddness < least - (RARE.contains(candidate.name()) ? MARGIN : 0)) {
        least = oddness;
        best = candidate;
      }
    }
    return best;
  }

  /** With a few damaged bytes among many that fit. */
  private static boolean isDamagedUtf8(Bytes bytes) throws IOException {
    long broken = 0;
    long wide = 0;
    try (Reader reader = new InputStreamReader(bytes.open(), UTF_8)) {
      char[] buffer = new char[SAMPLE];
      for (int length = reader.read(buffer); length >= 0; length = reader.read(buffer)) {
        for (int i = 0; i < length; i++) {
          broken += buffer[i] == '\uFFFD' ? 1 : 0;
          wide += buffer[i] > 0x7F && buffer[i] != '\uFFFD' ? 1 : 0;
        }
      }
    }
    return broken * 10 < wide;
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
    String detected = Optional.ofNullable(universal.getDetectedCharset()).orElse("");
    if (detected.equalsIgnoreCase("MACCYRILLIC")) {
      names.add(WINDOWS_1251); // far more common, and in capitals alone much different
    }
    if (!detected.isEmpty()) {
      names.add(detected);
    }
    names.add(WINDOWS_1252.name());
    names.addAll(RARE);
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
  private static byte[] sample(Bytes bytes) throws IOException {
    long first = 0;
    try (InputStream in = bytes.open()) {
      byte[] buffer = new byte[SAMPLE];
      boolean found = false;
      for (int length = in.read(buffer); length >= 0 && !found; length = in.read(buffer)) {
        int i = 0;
        while (i < length && buffer[i] >= 0) {
          i++;
        }
        first += i;
        found = i < length;
      }
    }
    return head(bytes, Math.max(0, first - 1000));
  }

  private static byte[] head(Bytes bytes, long from) throws IOException {
    try (InputStream in = bytes.open()) {
      in.skipNBytes(from);
      return in.readNBytes(SAMPLE);
    }
  }

  private static String beginning(Bytes bytes, Charset charset) throws IOException {
    StringBuilder text = new StringBuilder();
    try (Reader reader = new InputStreamReader(bytes.open(), charset)) {
      char[] buffer = new char[SAMPLE];
      for (int length = reader.read(buffer);
          length >= 0 && text.length() < TRIAL;
          length = reader.read(buffer)) {
        text.append(buffer, 0, length);
      }
    }
    return text.toString();
  }

  private static boolean fits(Charset charset, Bytes bytes) throws IOException {
    try (Reader reader =
        new InputStreamReader(
            bytes.open(),
            charset
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT))) {
      char[] buffer = new char[SAMPLE];
      while (reader.read(buffer) >= 0) {
        // Only whether it can be decoded is asked.
      }
      return true;
    } catch (CharacterCodingException | UnsupportedOperationException e) {
      return false;
    }
  }

  private static boolean isBinary(int c) {
    return (c < ' ' && c != '\n' && c != '\r' && c != '\t' && c != '\f' && c != 0x1B)
        || c == '\uFFFD';
  }
}
