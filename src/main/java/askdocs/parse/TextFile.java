package askdocs.parse;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Files;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A text file, decoded and clean. */
final class TextFile {
  /** A page has to declare its encoding within this many bytes (HTML, "Specifying encoding"). */
  private static final int PRESCAN = 4096;

  private static final Pattern META =
      Pattern.compile("(?i)<meta\\b[^>]{0,400}?\\bcharset\\s*=\\s*[\"']?\\s*([\\w.:-]+)");

  private static final Pattern XML =
      Pattern.compile("\\A\\s*<\\?xml\\b[^>]{0,200}?\\bencoding\\s*=\\s*[\"']([\\w.:-]+)");

  private TextFile() {}

  static String read(FormatReader.Source source, ReadLimits limits)
      throws IOException, UnreadableException {
    return clean(bytes(source, limits), source.declared(), limits);
  }

  /**
   * The file's characters as they stand there, for formats in which what {@link CleanText} changes
   * may have a meaning.
   */
  static String raw(FormatReader.Source source, ReadLimits limits)
      throws IOException, UnreadableException {
    return TextDecoder.decode(bytes(source, limits), source.declared());
  }

  /** The same for a page of HTML, which may declare its encoding itself. */
  static String readHtml(FormatReader.Source source, ReadLimits limits)
      throws IOException, UnreadableException {
    byte[] bytes = bytes(source, limits);
    Optional<Charset> declared = declared(META, bytes).or(() -> declared(XML, bytes));
    return clean(bytes, declared.or(source::declared), limits);
  }

  /** As {@link #raw} for XML, which may declare its encoding itself. */
  static String rawXml(FormatReader.Source source, ReadLimits limits)
      throws IOException, UnreadableException {
    byte[] bytes = bytes(source, limits);
    return TextDecoder.decode(bytes, declared(XML, bytes).or(source::declared));
  }

  private static Optional<Charset> declared(Pattern declaration, byte[] bytes) {
    String head = new String(bytes, 0, Math.min(bytes.length, PRESCAN), ISO_8859_1);
    Matcher matcher = declaration.matcher(head);
    return matcher.find() ? charset(matcher.group(1)) : Optional.empty();
  }

  static Optional<Charset> charset(String name) {
    try {
      return Optional.of(Charset.forName(name));
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      return Optional.empty();
    }
  }

  private static byte[] bytes(FormatReader.Source source, ReadLimits limits)
      throws IOException, UnreadableException {
    // No encoding takes more than four bytes a character: do not even load what must be too long.
    if (Files.size(source.file()) > 4L * limits.characters()) {
      throw UnreadableException.tooMuchText(limits);
    }
    return Files.readAllBytes(source.file());
  }

  private static String clean(byte[] bytes, Optional<Charset> declared, ReadLimits limits)
      throws UnreadableException {
    String text = CleanText.of(TextDecoder.decode(bytes, declared));
    if (text.length() > limits.characters()) {
      throw UnreadableException.tooMuchText(limits);
    }
    return text;
  }
}
