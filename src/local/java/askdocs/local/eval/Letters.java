package askdocs.local.eval;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Optional;

/**
 * A text's letters and digits alone, and where each stands: what two readings of the same document
 * have in common, however they set white space, punctuation and hyphens.
 */
final class Letters {
  private final String kept;
  private final int[] places;

  private Letters(String kept, int[] places) {
    this.kept = kept;
    this.places = places;
  }

  /**
   * A part of a text.
   *
   * @param start offset of its first character, in UTF-16 code units
   * @param end offset behind its last
   */
  record Place(int start, int end) {
    boolean overlaps(int from, int to) {
      return from < end && start < to;
    }
  }

  static Letters of(String text) {
    StringBuilder kept = new StringBuilder();
    int[] places = new int[4 * text.length()];
    for (int at = 0; at < text.length(); ) {
      int letter = text.codePointAt(at);
      if (Character.isLetterOrDigit(letter)) {
        // Compatibility forms too: a ligature is its letters.
        String plain = Normalizer.normalize(Character.toString(letter), Normalizer.Form.NFKC);
        for (int i = 0; i < plain.length() && kept.length() < places.length; i++) {
          places[kept.length()] = at;
          kept.append(plain.charAt(i));
        }
      }
      at += Character.charCount(letter);
    }
    return new Letters(kept.toString(), Arrays.copyOf(places, kept.length()));
  }

  /** Where the other text stands in this one, as far as its letters tell. */
  Optional<Place> find(Letters other) {
    int at = other.kept.isEmpty() ? -1 : kept.indexOf(other.kept);
    return at < 0
        ? Optional.empty()
        : Optional.of(new Place(places[at], places[at + other.kept.length() - 1] + 1));
  }

  boolean holds(Letters other) {
    return find(other).isPresent();
  }
}
