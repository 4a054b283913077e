package askdocs.ask;

import askdocs.ask.Retriever.Candidates;
import askdocs.ask.Retriever.Scored;
import askdocs.knowledge.Deadline;
import askdocs.knowledge.Embedding;
import askdocs.knowledge.IndexRef;
import askdocs.knowledge.Passage;
import askdocs.knowledge.PassageId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** Passages that a search finds, and that can be read then. */
public final class Shelf implements FoundPassages {
  private final Map<PassageId, Hit> hits = new HashMap<>();

  /** A shelf with these. */
  public static Shelf of(Hit... hits) {
    Shelf shelf = new Shelf();
    shelf.candidates(List.of(hits));
    return shelf;
  }

  /** What a search tells of a passage. */
  public static Scored scored(Passage passage, double score) {
    return new Scored(passage.id(), passage.words(), score);
  }

  /** What a search finds that finds these by meaning alone, in this order. */
  Candidates candidates(List<Hit> found) {
    found.forEach(hit -> hits.put(hit.passage().id(), hit));
    return new Candidates(
        found.stream().map(hit -> scored(hit.passage(), hit.score().orElseThrow())).toList(),
        List.of());
  }

  /** All that is there, as a search finds it by meaning alone, best first. */
  public Candidates all() {
    return candidates(
        hits.values().stream()
            .sorted((one, other) ->
                Double.compare(other.score().orElseThrow(), one.score().orElseThrow()))
            .toList());
  }

  @Override
  public Map<PassageId, Hit> read(
      IndexRef index, Optional<Embedding> embedding, Set<PassageId> passages, Deadline deadline) {
    Map<PassageId, Hit> read = new HashMap<>(hits);
    read.keySet().retainAll(passages);
    if (embedding.isEmpty()) {
      read.replaceAll((_, hit) -> new Hit(hit.passage(), OptionalDouble.empty()));
    }
    return read;
  }
}
