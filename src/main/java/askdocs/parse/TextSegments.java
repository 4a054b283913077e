package askdocs.parse;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.file.Files;
import java.text.BreakIterator;
import java.util.Locale;
import java.util.function.Consumer;

/** A text file in segments, each decoded and clean; together they are its clean text. */
final class TextSegments {
  /** Characters of a segment at most, before they are cleaned, in UTF-16 code units. */
  private static final int LONGEST = 1 << 20;

  /** How much before a cut within a run without spaces says where its characters part. */
  private static final int WINDOW = 1_000;

  private final char[] buffer;
  private int length;

  private TextSegments(int longest) {
    this.buffer = new char[longest];
  }

  /** Hands on the file's segments, which end where paragraphs do, as far as possible. */
  static void of(FormatReader.Source source, ReadLimits limits, Consumer<String> segments)
      throws IOException, UnreadableException {
    if (Files.size(source.file()) > limits.bytes()) {
      throw UnreadableException.tooMuchText(limits);
    }
    of(() -> Files.newInputStream(source.file()), source, LONGEST, segments);
  }

  static void of(
      TextDecoder.Bytes bytes, FormatReader.Source source, int longest, Consumer<String> segments)
      throws IOException, UnreadableException {
    TextDecoder.Encoding encoding = TextDecoder.encoding(bytes, source.declared());
    TextDecoder.BinaryCount count = new TextDecoder.BinaryCount();
    try (InputStream in = bytes.open()) {
      in.skipNBytes(encoding.skip());
      Reader reader = new InputStreamReader(in, encoding.charset());
      TextSegments waiting = new TextSegments(longest);
      while (waiting.fill(reader)) {
        waiting.hand(waiting.cut(), segments, count);
      }
      waiting.hand(waiting.length, segments, count);
    }
    count.requireText();
  }

  /** Whether it is full, and more may follow. */
  private boolean fill(Reader reader) throws IOException {
    while (length < buffer.length) {
      int read = reader.read(buffer, length, buffer.length - length);
      if (read < 0) {
        return false;
      }
      length += read;
    }
    return true;
  }

  private void hand(int end, Consumer<String> segments, TextDecoder.BinaryCount count) {
    String raw = new String(buffer, 0, end);
    count.add(raw);
    String clean = HardWrapped.mended(CleanText.of(TextPages.withoutRunningLines(raw)));
    if (!clean.isEmpty()) {
      segments.accept(clean);
    }
    System.arraycopy(buffer, end, buffer, 0, length - end);
    length -= end;
  }

  /**
   * Where to end a segment: in its second half, behind the last blank line, else the last line that
   * ends a sentence, else the last line, else the last space, else between two characters as people
   * see them.
   */
  private int cut() {
    int blank = 0;
    int sentence = 0;
    int line = 0;
    int space = 0;
    char before = ' ';
    boolean empty = false;
    for (int i = buffer.length / 2; i < buffer.length - 1; i++) {
      char c = buffer[i];
      if (isLineEnd(i)) {
        line = i + 1;
        blank = empty ? i + 1 : blank;
        sentence = isSentenceEnd(before) ? i + 1 : sentence;
        empty = true;
      } else if (Character.isWhitespace(c)) {
        // A mark combines with the space before it.
        space = Character.isLetterOrDigit(buffer[i + 1]) ? i + 1 : space;
      } else {
        empty = false;
        before = c;
      }
    }
    if (blank > 0) {
      return blank;
    }
    if (sentence > 0) {
      return sentence;
    }
    if (line > 0) {
      return line;
    }
    return space > 0 ? space : insideRun();
  }

  private boolean isLineEnd(int i) {
    return buffer[i] == '\n' || (buffer[i] == '\r' && buffer[i + 1] != '\n');
  }

  private static boolean isSentenceEnd(char c) {
    return ".!?…。！？:;)\"”»".indexOf(c) >= 0;
  }

  private int insideRun() {
    int from = buffer.length - Math.min(WINDOW, buffer.length / 2);
    String window = new String(buffer, from, buffer.length - from);
    BreakIterator characters = BreakIterator.getCharacterInstance(Locale.ROOT);
    characters.setText(window);
    int end = characters.preceding(window.length());
    if (end > 0) {
      return from + end;
    }
    return buffer.length - (Character.isLowSurrogate(buffer[buffer.length - 1]) ? 2 : 1);
  }
}
