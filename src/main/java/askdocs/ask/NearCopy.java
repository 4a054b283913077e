package askdocs.ask;

import askdocs.ask.Wording.Kind;
import askdocs.ask.Wording.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Whether a statement that is nearly a copy of its source says another word in the place of one.
 * Two thirds of its words stand in the source in their order; between them, it has a telling word
 * that the sentence does not have, where the sentence has one that the statement lacks. Such a word
 * is no inflection, and nothing but what it means can tell a slip from a synonym: those of {@link
 * Synonyms} stand for each other, others do not.
 *
 * <table>
 *   <caption>What is no exchange</caption>
 *   <tr><td>words left out or added, another order</td><td>nothing stands in the place of
 *       them</td></tr>
 *   <tr><td>more than two words for others, or fewer than two words alike on either side, the
 *       statement's beginning and end aside</td><td>said in other words</td></tr>
 *   <tr><td>a common word for another, and one word in ten besides is new</td><td>the
 *       same</td></tr>
 *   <tr><td>a name for what it was called, or what it is for a name, with an article</td><td>the
 *       same thing; whether names stand in the passage is asked elsewhere</td></tr>
 *   <tr><td>a number for a word, or a word for a number</td><td>spelled out or not</td></tr>
 *   <tr><td>first letters of the words</td><td>an abbreviation</td></tr>
 *   <tr><td>an adverb, or more than a word, before the first comma</td><td>how the answer goes
 *       on</td></tr>
 * </table>
 */
final class NearCopy {
  private static final double NEARLY = 2.0 / 3;

  /** For one word besides that is new, so many are copied, or it is no copy. */
  private static final int COPIED_FOR_ONE_NEW = 9;

  private static final int CONTEXT = 2;
  private static final int MOST_EXCHANGED = 2;

  private static final Pattern SPEAKS_OF_ITS_SOURCE =
      Pattern.compile(
          "^[^\\p{L}]*(?:according to|as per|según|de acuerdo con)\\s[^,:]{1,60}[,:]\\s*",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
  private static final Pattern ADVERB = Pattern.compile(".+(?:ly|mente)");

  private final List<Token> said;
  private final List<Token> source;
  private final ContentWords known;
  private final ContentWords passage;

  /** For each word said its place in the source; −1 for one that has none. */
  private final int[] places;

  /**
   * Lays them side by side.
   *
   * @param source the sentences that the statement rests on
   * @param known what a statement may say without their saying it
   * @param passage all that the passage says
   */
  NearCopy(String statement, String source, ContentWords known, ContentWords passage) {
    this.passage = passage;
    this.said = Wording.of(SPEAKS_OF_ITS_SOURCE.matcher(statement).replaceFirst("")).tokens();
    this.source = Wording.of(source).tokens();
    this.known = known;
    this.places = new Alignment(said, this.source).places();
  }

  /** The statement's names: where its source has them all, none was exchanged. */
  static Stream<String> names(String statement) {
    return Wording.of(statement).tokens().stream()
        .filter(token -> token.kind() == Kind.NAME)
        .map(Token::word);
  }

  /** Whether any word was exchanged. */
  boolean exchangesAWord() {
    return exchanges((token, other) -> true);
  }

  /** Whether a name was exchanged for another: both surely are names. */
  boolean exchangesAName() {
    return exchanges((token, other) -> token.kind() == Kind.NAME && other.kind() == Kind.NAME);
  }

  private boolean exchanges(BiPredicate<Token, Token> which) {
    List<Gap> gaps = gaps();
    int unmatched = gaps.stream().mapToInt(Gap::size).sum();
    return said.size() - unmatched >= NEARLY * said.size()
        && gaps.stream()
            .filter(this::isHeld)
            .anyMatch(gap -> {
              int besides =
                  gaps.stream()
                      .filter(other -> other.from() > 0 && other.from() != gap.from())
                      .mapToInt(Gap::size)
                      .sum();
              boolean copied = besides * (1 + COPIED_FOR_ONE_NEW) <= said.size();
              return isExchange(gap, which, copied);
            });
  }

  /** Words of the statement, side by side, that have no place in the source. */
  private record Gap(int from, int to) {
    int size() {
      return to - from;
    }
  }

  private List<Gap> gaps() {
    List<Gap> gaps = new ArrayList<>();
    int from = 0;
    while (from < said.size()) {
      int to = from;
      while (to < said.size() && places[to] < 0) {
        to++;
      }
      if (to > from) {
        gaps.add(new Gap(from, to));
      }
      from = to + 1;
    }
    return gaps;
  }

  /** Whether enough words on either side stand side by side in the source as well. */
  private boolean isHeld(Gap gap) {
    int before = copiedBefore(gap.from());
    int behind = copiedFrom(gap.to());
    return (before >= CONTEXT || before == gap.from())
        && (behind >= CONTEXT || gap.to() + behind == said.size())
        && before + behind >= CONTEXT;
  }

  private int copiedBefore(int end) {
    int count = 0;
    while (count < end
        && places[end - count - 1] >= 0
        && (count == 0 || places[end - count - 1] + 1 == places[end - count])) {
      count++;
    }
    return count;
  }

  private int copiedFrom(int start) {
    int count = 0;
    while (start + count < said.size()
        && places[start + count] >= 0
        && (count == 0 || places[start + count] == places[start + count - 1] + 1)) {
      count++;
    }
    return count;
  }

  private boolean isExchange(Gap gap, BiPredicate<Token, Token> which, boolean copied) {
    List<Token> here = said.subList(gap.from(), gap.to());
    int start = start(gap);
    int end = end(gap);
    List<Token> there = source.subList(start, end);
    if (gap.from() == 0 && isLead(here, there)) {
      return false;
    }
    List<Token> sentence = source.subList(sentenceStart(start), sentenceEnd(end));
    List<Token> news =
        here.stream().filter(Token::tells).filter(token -> !isKnown(token, sentence)).toList();
    List<Token> lost =
        there.stream().filter(Token::tells).filter(token -> !isElsewhere(token)).toList();
    boolean named =
        here.stream().allMatch(Token::tells)
            && !there.stream().allMatch(Token::tells)
            && here.stream().map(Token::word).allMatch(passage::has);
    boolean described =
        !here.stream().allMatch(Token::tells) && there.stream().allMatch(Token::tells);
    return exchanged(news) <= MOST_EXCHANGED
        && exchanged(lost) <= MOST_EXCHANGED
        && !isAbbreviation(here, start, end)
        && news.stream()
            .filter(token -> lost.stream().noneMatch(other -> mayBeTheSame(token, other)))
            .anyMatch(token ->
                lost.stream()
                    .filter(other -> copied || !areCommon(token, other))
                    .filter(other -> !(named && other.kind() == Kind.COMMON))
                    .filter(other -> which.test(token, other))
                    .anyMatch(other -> canReplace(token, other, described)));
  }

  /**
   * Where the words begin that it stands in the place of; before a beginning, as many as it has.
   */
  private int start(Gap gap) {
    if (gap.from() > 0) {
      return places[gap.from() - 1] + 1;
    }
    int end = places[gap.to()];
    return Math.max(end - gap.size(), end == 0 ? 0 : sentenceStart(end - 1));
  }

  private int end(Gap gap) {
    if (gap.to() < said.size()) {
      return places[gap.to()];
    }
    int start = places[gap.from() - 1] + 1;
    int most = start + gap.size();
    return start == source.size() || source.get(start).opens()
        ? start
        : Math.min(most, sentenceEnd(start + 1));
  }

  /** The start of the source's sentence that the word at this place stands in. */
  private int sentenceStart(int place) {
    int start = Math.min(place, source.size() - 1);
    while (start > 0 && !source.get(start).opens()) {
      start--;
    }
    return start;
  }

  /** The end of the source's sentence that the word before this place stands in. */
  private int sentenceEnd(int place) {
    int end = Math.max(place, 1);
    while (end < source.size() && !source.get(end).opens()) {
      end++;
    }
    return end;
  }

  /** Whether what stands before the first comma tells how the answer goes on. */
  private static boolean isLead(List<Token> here, List<Token> there) {
    return here.getLast().parted()
        && !(here.size() == 1
            && there.size() == 1
            && there.getFirst().parted()
            && !ADVERB.matcher(here.getFirst().word()).matches());
  }

  private boolean isKnown(Token token, List<Token> sentence) {
    return sentence.stream().anyMatch(token::isLike)
        || (token.kind() == Kind.NUMBER
            ? known.numbers().contains(token.word())
            : known.has(token.word()));
  }

  /** Whether the statement has the word in another place. */
  private boolean isElsewhere(Token token) {
    return IntStream.range(0, said.size())
        .anyMatch(at -> places[at] < 0 && said.get(at).isLike(token));
  }

  /** How many words they are; names side by side are one. */
  private static int exchanged(List<Token> tokens) {
    return (int)
        IntStream.range(0, tokens.size())
            .filter(at ->
                at == 0 || tokens.get(at).kind() != Kind.NAME || !tokens.get(at - 1).mayBeAName())
            .count();
  }

  private static boolean areCommon(Token one, Token other) {
    return one.kind() == Kind.COMMON && other.kind() == Kind.COMMON;
  }

  private static boolean canReplace(Token token, Token other, boolean described) {
    return switch (token.kind()) {
      case NUMBER -> other.kind() == Kind.NUMBER;
      case NAME -> other.mayBeAName();
      case OPENING -> other.kind() != Kind.NUMBER;
      case COMMON -> other.kind() != Kind.NUMBER && !(described && other.mayBeAName());
      case FUNCTION -> false;
    };
  }

  /** Whether it is written in the first letters of what stands there, or the other way round. */
  private boolean isAbbreviation(List<Token> here, int start, int end) {
    String letters = words(here);
    return (letters.length() > 1
            && (initials(source.subList(start, sentenceEnd(end))).startsWith(letters)
                || initials(source.subList(sentenceStart(start), end)).endsWith(letters)))
        || (start < end
            && source.get(start).word().length() > 1
            && source.get(start).word().equals(initials(here)));
  }

  private static String words(List<Token> tokens) {
    return tokens.stream().filter(Token::tells).map(Token::word).collect(Collectors.joining());
  }

  private static String initials(List<Token> tokens) {
    return tokens.stream()
        .filter(Token::tells)
        .map(token -> token.word().substring(0, 1))
        .collect(Collectors.joining());
  }

  /** Of names and numbers, each is another. */
  private static boolean mayBeTheSame(Token token, Token other) {
    return Stream.of(token, other)
            .noneMatch(one -> one.kind() == Kind.NAME || one.kind() == Kind.NUMBER)
        && Synonyms.are(token.word(), other.word());
  }
}
