package askdocs.local.eval;

import askdocs.ask.Hit;
import askdocs.ask.Question;
import askdocs.ask.QuestionEmbedder.EmbeddedQuestion;
import askdocs.ask.Retriever.Candidates;
import askdocs.ask.Retriever.Wanted;
import askdocs.aws.HybridRetriever;
import askdocs.knowledge.Deadline;
import askdocs.knowledge.Embedding;
import askdocs.knowledge.IndexRef;
import askdocs.knowledge.PassageId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Production's searching, which keeps what it found last: an index under test does not change. */
final class Searched {
  private static final int KEPT = 64;

  private final Bench bench;
  private final HybridRetriever retriever;
  private final Map<Question, EmbeddedQuestion> embedded = new HashMap<>();
  private final Map<Wanted, Candidates> found = keepingTheLast();
  private final Map<These, Map<PassageId, Hit>> read = keepingTheLast();

  private record These(Optional<Embedding> embedding, Set<PassageId> passages) {}

  Searched(Bench bench) {
    this.bench = bench;
    this.retriever = bench.retriever();
  }

  EmbeddedQuestion embed(IndexRef index, Question question, Deadline deadline) {
    return embedded.computeIfAbsent(question, asked -> bench.titan().embed(index, asked, deadline));
  }

  Candidates candidates(Wanted wanted, Deadline deadline) {
    return kept(found, wanted, () -> retriever.candidates(wanted, deadline));
  }

  Map<PassageId, Hit> read(
      IndexRef index, Optional<Embedding> embedding, Set<PassageId> passages, Deadline deadline) {
    return kept(
        read,
        new These(embedding, passages),
        () -> retriever.read(index, embedding, passages, deadline));
  }

  private static <K, V> V kept(Map<K, V> all, K key, Supplier<V> made) {
    Optional<V> known = Optional.ofNullable(all.get(key));
    if (known.isPresent()) {
      return known.get();
    }
    V value = made.get();
    all.put(key, value);
    return value;
  }

  private static <K, V> Map<K, V> keepingTheLast() {
    return new LinkedHashMap<>() {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > KEPT;
      }
    };
  }
}
