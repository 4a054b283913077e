package askdocs.parse;

import java.util.Locale;

/** A file that cannot be read; its message is a sentence for the document's owner. */
final class UnreadableException extends Exception {
  UnreadableException(String reason) {
    super(reason);
  }

  UnreadableException(String reason, Throwable cause) {
    super(reason, cause);
  }

  static UnreadableException tooMuchText(ReadLimits limits) {
    return new UnreadableException(
        String.format(
            Locale.ROOT,
            "The document has more text than the %,d characters that are read of one document;"
                + " split it.",
            limits.characters()));
  }

  static UnreadableException encrypted() {
    return new UnreadableException(
        "The document is encrypted; save a copy without a password and upload that.");
  }

  static UnreadableException damaged(String format, Throwable cause) {
    return new UnreadableException(
        "The file is damaged and could not be read as " + format + ".", cause);
  }
}
