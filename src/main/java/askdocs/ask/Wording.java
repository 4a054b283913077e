package askdocs.ask;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * A text's words and numbers in their order, as far as they can be compared.
 *
 * @param tokens its words and numbers
 */
record Wording(List<Token> tokens) {
  /** Words that join, estimate or count, and such as speak of the source itself. */
  private static final Set<String> JOINING =
      Set.copyOf(
          Arrays.asList(
              ("however although though thus therefore hence moreover furthermore additionally"
                   + " besides since whereas instead despite within without upon around"
                   + " approximately roughly nearly almost about including like others several"
                   + " various many much few another every usually often generally currently now"
                   + " today respectively namely overall indeed later nevertheless even still yet"
                   + " document documents text passage source states says mentions according ademas"
                   + " tampoco igualmente asimismo embargo obstante aunque bien debido mediante"
                   + " dentro fuera alrededor aproximadamente cerca incluso incluyendo varios"
                   + " varias diversos diversas muchos muchas mucho poco pocos demas etc"
                   + " actualmente hoy ahora generalmente normalmente cualquier ambos ambas tanto"
                   + " respectivamente documento documentos texto pasaje fuente indica dice senala"
                   + " menciona acuerdo")
                  .split(" ")));

  Wording {
    tokens = List.copyOf(tokens);
  }

  /** What a word may be, as far as letters tell. */
  enum Kind {
    /** A word of every text, or one that joins. */
    FUNCTION,
    COMMON,
    /** The first of a sentence: its capital letter says nothing. */
    OPENING,
    NAME,
    NUMBER
  }

  /**
   * A word or a number.
   *
   * @param word as {@link ContentWords} has it
   * @param opens whether a sentence begins with it
   * @param parted whether a comma or the like stands behind it
   */
  record Token(String word, Kind kind, boolean opens, boolean parted) {
    boolean tells() {
      return kind != Kind.FUNCTION;
    }

    /**
     * Whether it is a name, or a capital letter that it would have anyhow hides that it is none.
     */
    boolean mayBeAName() {
      return kind == Kind.NAME || kind == Kind.OPENING;
    }

    /** The same word, a form of it, or the same number. */
    boolean isLike(Token other) {
      return word.equals(other.word)
          || (tells()
              && other.tells()
              && (kind == Kind.NUMBER) == (other.kind == Kind.NUMBER)
              && (kind == Kind.NUMBER
                  ? ContentWords.sameNumber(word, other.word)
                  : ContentWords.alike(word, other.word)));
    }
  }

  static Wording of(String text) {
    List<Token> tokens = new ArrayList<>();
    ContentWords.eachOf(
        text,
        (word, number, capital, between) -> {
          boolean opens = tokens.isEmpty() || between.chars().anyMatch(Wording::ends);
          if (!tokens.isEmpty() && between.chars().anyMatch(Wording::parts)) {
            Token last = tokens.removeLast();
            tokens.add(new Token(last.word(), last.kind(), last.opens(), true));
          }
          boolean quoted = between.chars().anyMatch(Wording::quotes);
          tokens.add(new Token(word, kind(word, number, capital, opens || quoted), opens, false));
        });
    return new Wording(tokens);
  }

  private static Kind kind(String word, boolean number, boolean capital, boolean opens) {
    if (number) {
      return Kind.NUMBER;
    }
    if (ContentWords.isOfEveryText(word) || JOINING.contains(word)) {
      return Kind.FUNCTION;
    }
    if (opens && capital) {
      return Kind.OPENING;
    }
    return capital ? Kind.NAME : Kind.COMMON;
  }

  private static boolean ends(int mark) {
    return ".!?…\n".indexOf(mark) >= 0;
  }

  /** Whether what follows may be written with a capital letter for standing there. */
  private static boolean quotes(int mark) {
    return ":\"“«¿¡|#*".indexOf(mark) >= 0;
  }

  private static boolean parts(int mark) {
    return ",;:—–()|\n".indexOf(mark) >= 0;
  }
}
