package askdocs.ask;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a text says, as far as words can be compared: its telling words and its numbers.
 *
 * <p>Words are compared in lower case and without accents; two are alike if they are the same or if
 * they begin alike, so that forms of a word, and cousins in two languages (<i>transform</i>,
 * <i>transformar</i>), count as one. A number is its digits: 1,000 and 1.000 are the same, 05 and 5
 * too, and 4.5 and 4,5.
 *
 * @param words the telling words, in their order
 * @param numbers the numbers
 */
record ContentWords(Set<String> words, Set<String> numbers) {
  /** What begins alike in so many letters, and in this part of the longer word, is alike. */
  private static final int ALIKE_LETTERS = 4;

  private static final double ALIKE_PART = 0.6;

  private static final int TELLING = 3;

  private static final Pattern TOKEN =
      Pattern.compile(
          "(\\p{Nd}+(?:[.,' ]\\p{Nd}{3})+(?![.,]?\\p{Nd})"
              + "|(?<![.,])\\p{Nd}+[.,]\\p{Nd}+(?![.,]?\\p{Nd})|\\p{Nd}+)|[\\p{L}\\p{N}]+");
  private static final Pattern NO_DIGIT = Pattern.compile("\\P{Nd}+");

  /** One mark and not three digits behind it; else it parts thousands. */
  private static final Pattern DECIMAL = Pattern.compile("(\\p{Nd}+)[.,](?!\\p{Nd}{3}$)(\\p{Nd}+)");

  private static final Pattern ENDING_ZEROS = Pattern.compile("0+$");
  private static final Pattern LEADING_ZEROS = Pattern.compile("^0+(?=.)");

  /** Words of every text, beside those that tell a language. */
  private static final Set<String> OF_EVERY_TEXT =
      Set.copyOf(
          Arrays.asList(
              ("a about after all also am an and any are as at be because been before being between"
                   + " both but by can could did do does doing done each for from get had has have"
                   + " having he her here him his how i if in into is it its just may me might more"
                   + " most must my no nor not of on once only or other our out over own same shall"
                   + " she should so some such than that the their them then there these they this"
                   + " those through to too under until up us very was we were what when where"
                   + " which while who whom whose why will with would you your a al algo ante antes"
                   + " aquel aquella aquellos asi aun aunque bajo cada casi como con contra cual"
                   + " cuales cuando cuanto de del desde donde durante e el ella ellas ellos en"
                   + " entre era eran es esa esas ese eso esos esta estaba estan estas este esto"
                   + " estos fue fueron ha haber habia han hasta hay la las le les lo los mas me mi"
                   + " mientras muy ni no nos o otra otras otro otros para pero por porque puede"
                   + " pueden que quien quienes se segun ser si sido sin sobre son su sus tambien"
                   + " tan tiene tienen todo todos tras tu un una unas uno unos y ya")
                  .split(" ")));

  private static final Set<String> FUNCTION_WORDS =
      Stream.concat(
              OF_EVERY_TEXT.stream(),
              Arrays.stream(PlainWords.values())
                  .flatMap(language -> language.functionWords().stream()))
          .collect(Collectors.toUnmodifiableSet());

  static ContentWords of(String text) {
    Set<String> words = new LinkedHashSet<>();
    Set<String> numbers = new LinkedHashSet<>();
    Matcher token = TOKEN.matcher(folded(text));
    while (token.find()) {
      if (token.group(1) != null) {
        numbers.add(number(token.group(1)));
      } else if (!FUNCTION_WORDS.contains(token.group())) {
        words.add(token.group());
      }
    }
    return new ContentWords(words, numbers);
  }

  /** What texts say that stand one behind the other, with a line end between them. */
  static ContentWords together(List<ContentWords> texts) {
    if (texts.size() == 1) {
      return texts.getFirst();
    }
    Set<String> words = new LinkedHashSet<>();
    Set<String> numbers = new LinkedHashSet<>();
    for (ContentWords text : texts) {
      words.addAll(text.words());
      numbers.addAll(text.numbers());
    }
    return new ContentWords(words, numbers);
  }

  /** Takes one word or number of a text after the other. */
  @FunctionalInterface
  interface Taking {
    /**
     * Takes it.
     *
     * @param word the word in lower case and without accents, or the number's digits
     * @param number whether it is a number
     * @param capital whether it begins with a capital letter
     * @param before what stands between it and the one before
     */
    void take(String word, boolean number, boolean capital, String before);
  }

  /** Gives all words and numbers of a text, in their order. */
  static void eachOf(String text, Taking taking) {
    String plain = Folding.unaccented(text);
    Matcher token = TOKEN.matcher(plain);
    int end = 0;
    while (token.find()) {
      boolean number = token.group(1) != null;
      taking.take(
          number ? number(token.group()) : token.group().toLowerCase(Locale.ROOT),
          number,
          Character.isUpperCase(plain.codePointAt(token.start())),
          plain.substring(end, token.start()));
      end = token.end();
    }
  }

  /** Whether the word, folded, is one that tells nothing. */
  static boolean isOfEveryText(String word) {
    return FUNCTION_WORDS.contains(word);
  }

  /** In lower case, without accents, in the plain forms of its letters. */
  static String folded(String text) {
    return Folding.of(text);
  }

  private static String number(String written) {
    Matcher decimal = DECIMAL.matcher(written);
    if (decimal.matches()) {
      String part = ENDING_ZEROS.matcher(decimal.group(2)).replaceFirst("");
      return number(decimal.group(1)) + (part.isEmpty() ? "" : "." + part);
    }
    String digits = NO_DIGIT.matcher(written).replaceAll("");
    return LEADING_ZEROS.matcher(digits).replaceFirst("");
  }

  /** Its words that have a digit, such as O2 and S3: names, which mean nothing like each other. */
  Set<String> namesWithDigits() {
    return words.stream()
        .filter(word -> word.codePoints().anyMatch(Character::isDigit))
        .collect(Collectors.toSet());
  }

  /** Whether it says enough to be looked for by itself. */
  boolean isTelling() {
    return words.size() + numbers.size() >= TELLING;
  }

  /** How many of its words the other has as well. */
  int sharedWith(ContentWords other) {
    return (int) words.stream().filter(other::has).count();
  }

  /** Whether the two have a word or a number in common. */
  boolean touches(ContentWords other) {
    return words.stream().anyMatch(other::has)
        || numbers.stream().anyMatch(other.numbers()::contains);
  }

  /** What is left of it without what the other has. */
  ContentWords without(ContentWords other) {
    return new ContentWords(
        words.stream()
            .filter(word -> !other.has(word))
            .collect(Collectors.toCollection(LinkedHashSet::new)),
        numbers.stream()
            .filter(number -> !other.numbers().contains(number))
            .collect(Collectors.toCollection(LinkedHashSet::new)));
  }

  /** Whether a word of it is this one or begins alike. */
  boolean has(String word) {
    return words.contains(word) || words.stream().anyMatch(mine -> alike(mine, word));
  }

  /** The same, or the same in thousands, millions and so on: 2.5 million is 2,500,000. */
  static boolean sameNumber(String one, String other) {
    String digits = one.replace(".", "");
    String rest = other.startsWith(digits) ? other.substring(digits.length()) : "-";
    return other.equals(one)
        || (rest.length() >= 3 && rest.chars().allMatch(digit -> digit == '0'));
  }

  /** Whether two words begin alike. */
  static boolean alike(String one, String other) {
    int most = Math.min(one.length(), other.length());
    int same = 0;
    while (same < most && one.charAt(same) == other.charAt(same)) {
      same++;
    }
    return same >= ALIKE_LETTERS && same >= ALIKE_PART * Math.max(one.length(), other.length());
  }
}
