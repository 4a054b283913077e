package askdocs.simulation;

import askdocs.ask.Hit;
import askdocs.ask.Question;
import askdocs.ask.Retriever.Candidates;
import askdocs.ask.Retriever.DocumentVersion;
import askdocs.ask.Retriever.Scored;
import askdocs.ask.Retriever.Wanted;
import askdocs.ingest.PassageRemoval.Generations;
import askdocs.ingest.PassageWriter.Embedded;
import askdocs.knowledge.Embedding;
import askdocs.knowledge.Passage;
import askdocs.knowledge.PassageId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The index: what was written can be found after the next refresh, and only what can be found can
 * be removed.
 *
 * <p>A text's vector is its hash; a question's is the place of its word in a list. A passage with
 * the word is as near as can be, all others are far.
 */
final class Index {
  private static final Comparator<PassageId> ORDER =
      Comparator.comparing(PassageId::key)
          .thenComparing(PassageId::generation)
          .thenComparing(PassageId::ordinal);

  private static final List<String> WORDS =
      List.of(Content.SHARED_WORD, Content.wordOf("a"), Content.wordOf("b"), Content.wordOf("c"));

  private final Schedule schedule;
  private final Map<PassageId, Embedded> written = new TreeMap<>(ORDER);
  private final Map<PassageId, Embedded> searchable = new TreeMap<>(ORDER);

  Index(Schedule schedule) {
    this.schedule = schedule;
  }

  static Embedding vectorOf(String text) {
    return new Embedding(new float[] {text.hashCode() % 10_000, text.length()});
  }

  static Embedding vectorOf(Question question) {
    return new Embedding(new float[] {WORDS.indexOf(question.text())});
  }

  void put(List<Embedded> passages) {
    passages.forEach(one -> written.put(one.passage().id(), one));
  }

  void refresh() {
    searchable.clear();
    searchable.putAll(written);
  }

  /** What a search can find of a generation. */
  List<Embedded> found(String key, long generation) {
    return searchable.values().stream()
        .filter(one -> one.passage().id().key().equals(key))
        .filter(one -> one.passage().id().generation() == generation)
        .toList();
  }

  /** All that is there, searchable or not. */
  List<Embedded> all() {
    return List.copyOf(written.values());
  }

  Map<String, Embedding> vectors(String key, long generation, List<String> texts) {
    Map<String, Embedding> vectors = new HashMap<>();
    for (Embedded one : found(key, generation)) {
      if (texts.contains(one.passage().textInContext())) {
        vectors.put(one.passage().textInContext(), one.embedding());
      }
    }
    return vectors;
  }

  /** The passages that a removal takes away. */
  List<PassageId> matching(Generations generations) {
    return searchable.keySet().stream().filter(id -> matches(id, generations)).toList();
  }

  void remove(List<PassageId> ids) {
    ids.forEach(written::remove);
    ids.forEach(searchable::remove);
  }

  /** Found by meaning is all, what has the question's word first; found by words is only that. */
  Candidates candidates(Wanted wanted) {
    String word = wanted.question().text();
    if (schedule.chance(3)) {
      refresh();
    }
    List<Scored> byMeaning = new ArrayList<>();
    List<Scored> byWords = new ArrayList<>();
    for (Embedded one : searchable.values()) {
      Passage passage = one.passage();
      DocumentVersion version = new DocumentVersion(passage.id().key(), passage.id().generation());
      if (!Collections.disjoint(passage.access().principals(), wanted.principals())
          && !wanted.excluded().contains(version)) {
        boolean matches = passage.text().contains(word);
        byMeaning.add(scored(passage, (matches ? 0.9 : 0.4) + any()));
        if (matches) {
          byWords.add(scored(passage, 3 + any()));
        }
      }
    }
    return new Candidates(best(byMeaning, wanted.count()), best(byWords, wanted.count()));
  }

  /** What can be found of these, with the score of a vector that is as near as can be. */
  Map<PassageId, Hit> read(Set<PassageId> ids) {
    Map<PassageId, Hit> read = new HashMap<>();
    for (PassageId id : ids) {
      passage(id).ifPresent(passage -> read.put(id, new Hit(passage, 1)));
    }
    return read;
  }

  /** A passage that can be found. */
  Optional<Passage> passage(PassageId id) {
    return Optional.ofNullable(searchable.get(id)).map(Embedded::passage);
  }

  private static Scored scored(Passage passage, double score) {
    return new Scored(passage.id(), passage.words(), score);
  }

  private double any() {
    return schedule.random().nextDouble() / 10;
  }

  private static List<Scored> best(List<Scored> found, int count) {
    return found.stream()
        .sorted(Comparator.comparingDouble(Scored::score).reversed())
        .limit(count)
        .toList();
  }

  private static boolean matches(PassageId id, Generations generations) {
    return id.key().equals(generations.key())
        && id.generation() >= generations.from()
        && id.generation() <= generations.to()
        && !(generations.except().isPresent()
            && generations.except().getAsLong() == id.generation());
  }
}
