package askdocs.ask;

/**
 * What is asked: 1 to 4,000 code points, white space at both ends taken off.
 *
 * @param text the words
 */
public record Question(String text) {
  /** The longest question, in code points. */
  public static final int MAX_CODE_POINTS = 4_000;

  /**
   * @throws IllegalArgumentException with a message for the caller, if it is blank, too long, or
   *     not well-formed Unicode
   */
  public Question {
    text = text.strip();
    if (text.isEmpty()) {
      throw new IllegalArgumentException("must not be empty");
    }
    int length = text.codePointCount(0, text.length());
    if (length > MAX_CODE_POINTS) {
      throw new IllegalArgumentException(
          "must have at most " + MAX_CODE_POINTS + " characters, has " + length);
    }
    if (text.codePoints().anyMatch(point -> point >= 0xD800 && point <= 0xDFFF)) {
      throw new IllegalArgumentException("must not hold half of a surrogate pair");
    }
  }
}
