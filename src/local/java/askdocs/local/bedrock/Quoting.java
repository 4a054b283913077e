package askdocs.local.bedrock;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Finds the sentences that have most in common with a question. It compares words; it understands
 * nothing, follows no negation and combines no facts.
 *
 * <p>Words are folded, stemmed and weighed by how few of the sentences have them: ln(1 + (N + 1) /
 * (n + 1)). A word of the question counts fully when the sentence has it, by ½ when only the
 * passage's title or a sentence beside it has it. A sentence's share is its sum over the sum of all
 * of the question's words, those that no sentence has included. A heading says what follows and
 * answers nothing: it is not quoted.
 */
final class Quoting {
  /** A sentence answers if at least this share of the question's weight is found. */
  static final double ENOUGH = 0.5;

  /** A second sentence is quoted if it alone adds at least this share. */
  private static final double WORTH_ADDING = 0.2;

  private static final double NEARBY = 0.5;

  /** A line of Markdown's headings, or a few words that end in no punctuation. */
  private static final Pattern HEADING =
      Pattern.compile("#{1,6}\\s.*|[\\p{L}\\p{N}]\\S*(\\s+\\S+){0,9}(?<![\\p{Po}\\p{Pe}\\p{Pf}])");

  private final Set<String> asked;
  private final List<Candidate> candidates = new ArrayList<>();
  private final Map<String, Double> weights = new HashMap<>();

  /**
   * A text to quote from.
   *
   * @param sentences in their order
   */
  record Passage(String title, List<String> sentences) {
    Passage {
      sentences = List.copyOf(sentences);
    }
  }

  /** Where a sentence stands. */
  record Place(int passage, int sentence) {}

  private record Candidate(Place place, Set<String> own, Set<String> nearby) {}

  private Quoting(String question, List<Passage> passages) {
    asked = stems(question);
    for (int i = 0; i < passages.size(); i++) {
      List<Set<String>> sentences =
          passages.get(i).sentences().stream().map(Quoting::stems).toList();
      for (int j = 0; j < sentences.size(); j++) {
        if (HEADING.matcher(passages.get(i).sentences().get(j)).matches()) {
          continue;
        }
        Set<String> nearby = new HashSet<>(stems(passages.get(i).title()));
        if (j > 0) {
          nearby.addAll(sentences.get(j - 1));
        }
        if (j + 1 < sentences.size()) {
          nearby.addAll(sentences.get(j + 1));
        }
        candidates.add(new Candidate(new Place(i, j), sentences.get(j), nearby));
      }
    }
    for (String word : asked) {
      long having = candidates.stream().filter(c -> c.own().contains(word)).count();
      weights.put(word, Math.log1p((candidates.size() + 1.0) / (having + 1.0)));
    }
  }

  /** The sentences to answer with, best first; none if nothing fits. */
  static List<Place> find(String question, List<Passage> passages) {
    Quoting quoting = new Quoting(question, passages);
    return quoting.best(quoting.asked).filter(c -> quoting.share(c) >= ENOUGH).stream()
        .flatMap(first -> quoting.withSecond(first).stream())
        .map(Candidate::place)
        .toList();
  }

  private List<Candidate> withSecond(Candidate first) {
    Set<String> open = new TreeSet<>(asked);
    open.removeAll(first.own());
    return best(open)
        .filter(second ->
            !second.equals(first) && sum(second.own(), open) >= WORTH_ADDING * sum(asked, asked))
        .map(second -> List.of(first, second))
        .orElse(List.of(first));
  }

  /** The candidate with the largest sum over these words; the earliest of equals. */
  private Optional<Candidate> best(Set<String> words) {
    return candidates.stream()
        .max(
            Comparator.<Candidate>comparingDouble(c -> found(c, words))
                .thenComparing(candidates::indexOf, Comparator.reverseOrder()));
  }

  private double share(Candidate candidate) {
    return asked.isEmpty() ? 0 : found(candidate, asked) / sum(asked, asked);
  }

  private double found(Candidate candidate, Set<String> words) {
    Set<String> beside = new TreeSet<>(words);
    beside.removeAll(candidate.own());
    return sum(candidate.own(), words) + NEARBY * sum(candidate.nearby(), beside);
  }

  /** What those of the words weigh that are in the text. */
  private double sum(Set<String> text, Set<String> words) {
    return words.stream().filter(text::contains).mapToDouble(weights::get).sum();
  }

  private static Set<String> stems(String text) {
    Set<String> stems = new TreeSet<>();
    for (String word : Words.telling(text)) {
      stems.add(Words.stem(word));
    }
    return stems;
  }
}
