package askdocs.local.eval;

import java.text.Normalizer;
import java.util.regex.Pattern;

/** Questions as they are typed in a hurry. */
final class Accents {
  private static final Pattern MARKS = Pattern.compile("\\p{M}+");

  private Accents() {}

  /** The text without accents, umlauts, tildes and cedillas: {@code ñ} is {@code n}. */
  static String without(String text) {
    String bare = MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFD)).replaceAll("");
    return Normalizer.normalize(bare, Normalizer.Form.NFC);
  }
}
