package askdocs.parse;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.Optional;
import java.util.OptionalInt;

/** A Rich Text file, part by part (RTF specification 1.9.1, "RTF syntax"). */
final class RtfTokens {
  /** A part. */
  sealed interface Token {
    /** Opens a group. */
    record Open() implements Token {}

    /** Closes a group. */
    record Close() implements Token {}

    /** A word that governs what follows. */
    record Control(String word, OptionalInt number) implements Token {}

    /** A byte of text, in the character set in force. */
    record Letter(int value) implements Token {}
  }

  private static final int LONGEST_WORD = 32;
  private static final int LONGEST_NUMBER = 10;

  private final PushbackInputStream in;

  RtfTokens(InputStream in) {
    this.in = new PushbackInputStream(in, 2);
  }

  /** The next part; none at the end of the file. */
  Optional<Token> next() throws IOException {
    int c = in.read();
    while (c == '\r' || c == '\n' || c == 0) {
      c = in.read();
    }
    return switch (c) {
      case -1 -> Optional.empty();
      case '{' -> Optional.of(new Token.Open());
      case '}' -> Optional.of(new Token.Close());
      case '\\' -> Optional.of(control());
      default -> Optional.of(new Token.Letter(c));
    };
  }

  /** Or to the end of the file, where that comes first. */
  void skip(int bytes) throws IOException {
    try {
      in.skipNBytes(bytes);
    } catch (EOFException e) {
      // The next part is none.
      return;
    }
  }

  private Token control() throws IOException {
    int c = in.read();
    if (!isLetter(c)) {
      return switch (c) {
        case '\\', '{', '}' -> new Token.Letter(c);
        case '\'' -> new Token.Letter(hex(in.read()) * 16 + hex(in.read()));
        case '\r', '\n' -> new Token.Control("par", OptionalInt.empty());
        default -> new Token.Control(c < 0 ? "" : Character.toString(c), OptionalInt.empty());
      };
    }
    StringBuilder word = new StringBuilder();
    while (isLetter(c)) {
      if (word.length() < LONGEST_WORD) {
        word.append((char) c);
      }
      c = in.read();
    }
    StringBuilder number = new StringBuilder();
    if (c == '-') {
      number.append('-');
      c = in.read();
    }
    while (c >= '0' && c <= '9') {
      if (number.length() < LONGEST_NUMBER) {
        number.append((char) c);
      }
      c = in.read();
    }
    if (c != ' ' && c >= 0) {
      in.unread(c);
    }
    return new Token.Control(word.toString(), number(number.toString()));
  }

  private static OptionalInt number(String digits) {
    if (digits.isEmpty() || digits.equals("-")) {
      return OptionalInt.empty();
    }
    return OptionalInt.of(Math.clamp(Long.parseLong(digits), Integer.MIN_VALUE, Integer.MAX_VALUE));
  }

  private static int hex(int c) {
    return Math.max(0, Character.digit(c, 16));
  }

  private static boolean isLetter(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }
}
