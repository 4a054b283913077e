package askdocs.local.bedrock;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Words for comparing: lower case, accents folded, without those that every text has. */
final class Words {
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");
  private static final Pattern MARKS = Pattern.compile("\\p{Mn}+");
  private static final int STEM = 6;

  private static final Set<String> SPANISH =
      Set.of(
          ("a al algo ante antes aquel aquella aquellas aquellos asi aun aunque cada como con cual"
                  + " cuales cuando cuanta cuantas cuanto cuantos de del desde donde dos e el ella"
                  + " ellas ellos en entre era eran es esa esas ese eso esos esta estaba estan"
                  + " estas este esto estos fue fueron ha haber habia han hasta hay la las le les"
                  + " lo los mas me mi mientras muy no nos o otra otras otro otros para pero por"
                  + " porque que quien quienes se segun ser si sido sin sobre son su sus tambien"
                  + " tan te tiene tienen todo todos tu un una unas uno unos y ya")
              .split(" "));

  private static final Set<String> ENGLISH =
      Set.of(
          ("a about after all also an and any are as at be been before being between both but by"
                  + " can could did do does for from had has have he her his how i if in into is"
                  + " it its many may more most much no not of on one or other our out over she"
                  + " should so some such than that the their them then there these they this"
                  + " those to under up was we were what when where which while who whom whose why"
                  + " will with would you your")
              .split(" "));

  private Words() {}

  /** The text in lower case without accents. */
  static String fold(String text) {
    String decomposed = Normalizer.normalize(text.toLowerCase(Locale.ROOT), Normalizer.Form.NFD);
    return MARKS.matcher(decomposed).replaceAll("");
  }

  /** The folded words of the text that say something, in their order, repetitions included. */
  static List<String> telling(String text) {
    List<String> words = new ArrayList<>();
    for (String word : all(text)) {
      if (!SPANISH.contains(word) && !ENGLISH.contains(word)) {
        words.add(word);
      }
    }
    return words;
  }

  /** A folded word without its plural and its last vowel, cut to six letters. */
  static String stem(String word) {
    String stem = word;
    if (stem.length() > 3 && stem.endsWith("s")) {
      stem = stem.substring(0, stem.length() - 1);
    }
    if (stem.length() > 3 && "aeo".indexOf(stem.charAt(stem.length() - 1)) >= 0) {
      stem = stem.substring(0, stem.length() - 1);
    }
    return stem.length() > STEM ? stem.substring(0, STEM) : stem;
  }

  /** The language that the text's small words belong to; English where they do not tell. */
  static Locale language(String text) {
    int spanish = text.indexOf('¿') >= 0 || text.indexOf('ñ') >= 0 ? 1 : 0;
    int english = 0;
    for (String word : all(text)) {
      spanish += SPANISH.contains(word) ? 1 : 0;
      english += ENGLISH.contains(word) ? 1 : 0;
    }
    return spanish > english ? Locale.of("es") : Locale.ENGLISH;
  }

  private static List<String> all(String text) {
    List<String> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(fold(text));
    while (matcher.find()) {
      words.add(matcher.group());
    }
    return words;
  }
}
