package askdocs.simulation;

import askdocs.ask.Hit;
import askdocs.ask.Question;
import askdocs.ask.Retriever.DocumentVersion;
import askdocs.ask.Retriever.Nearest;
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

  List<Hit> nearest(Nearest wanted) {
    String word = WORDS.get((int) wanted.embedding().values()[0]);
    if (schedule.chance(3)) {
      refresh();
    }
    List<Passage> allowed = new ArrayList<>();
    for (Embedded one : searchable.values()) {
      Passage passage = one.passage();
      DocumentVersion version = new DocumentVersion(passage.id().key(), passage.id().generation());
      if (!Collections.disjoint(passage.access().principals(), wanted.principals())
          && !wanted.excluded().contains(version)) {
        allowed.add(passage);
      }
    }
    List<Hit> near = new ArrayList<>();
    List<Hit> far = new ArrayList<>();
    while (!allowed.isEmpty()) {
      Passage passage = allowed.remove(schedule.random().nextInt(allowed.size()));
      boolean matches = passage.text().contains(word);
      (matches ? near : far).add(new Hit(passage, matches ? 1 : 0.5));
    }
    near.addAll(far);
    return near.subList(0, Math.min(wanted.count(), near.size()));
  }

  private static boolean matches(PassageId id, Generations generations) {
    return id.key().equals(generations.key())
        && id.generation() >= generations.from()
        && id.generation() <= generations.to()
        && !(generations.except().isPresent()
            && generations.except().getAsLong() == id.generation());
  }
}
