package askdocs.local.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Scores documents against a question, the same ones always the same way. It compares words and
 * vectors; it reads nothing.
 *
 * <p>A document's relevance is {@link #WORDS} × the share of the question's stems that it has, each
 * weighed by how few of the documents have it (ln(1 + (N + 1) / (n + 1))), and the rest × the
 * cosine of the two embeddings.
 */
final class Reranking {
  static final double WORDS = 0.6;

  private static final int DIMENSIONS = 1_024;

  private final Embedder embedder;

  Reranking(Embedder embedder) {
    this.embedder = embedder;
  }

  private record Scored(int index, double relevance) {}

  /** The answer to InvokeModel: the best first, equals in the order that they came in. */
  JsonNode answer(RerankRequest asked) {
    List<Double> relevance = relevance(asked.query(), asked.documents());
    List<Scored> scored = new ArrayList<>();
    for (int i = 0; i < relevance.size(); i++) {
      scored.add(new Scored(i, relevance.get(i)));
    }
    scored.sort(Comparator.comparingDouble(Scored::relevance).reversed());
    ObjectNode answer = Json.object();
    ArrayNode results = answer.putArray("results");
    scored.stream()
        .limit(asked.topN().orElse(scored.size()))
        .forEach(document ->
            results
                .addObject()
                .put("index", document.index())
                .put("relevance_score", document.relevance()));
    return answer;
  }

  /** The documents' relevance between 0 and 1, in their order. */
  List<Double> relevance(String query, List<String> documents) {
    float[] wanted = embedder.embed(query, DIMENSIONS);
    List<Double> shares = shares(query, documents);
    List<Double> relevance = new ArrayList<>();
    for (int i = 0; i < documents.size(); i++) {
      double cosine =
          Math.clamp(Vectors.dot(wanted, embedder.embed(documents.get(i), DIMENSIONS)), 0, 1);
      relevance.add(WORDS * shares.get(i) + (1 - WORDS) * cosine);
    }
    return relevance;
  }

  private static List<Double> shares(String query, List<String> documents) {
    Set<String> asked = new TreeSet<>(Words.telling(query).stream().map(Words::stem).toList());
    List<Set<String>> having = new ArrayList<>();
    for (String document : documents) {
      Set<String> stems = new HashSet<>();
      Words.telling(document).forEach(word -> stems.add(Words.stem(word)));
      stems.retainAll(asked);
      having.add(stems);
    }
    TreeMap<String, Double> weights = new TreeMap<>();
    for (String word : asked) {
      long n = having.stream().filter(stems -> stems.contains(word)).count();
      weights.put(word, Math.log1p((documents.size() + 1.0) / (n + 1.0)));
    }
    double all = weights.values().stream().mapToDouble(weight -> weight).sum();
    return having.stream()
        .map(stems -> asked.isEmpty() ? 0 : stems.stream().mapToDouble(weights::get).sum() / all)
        .toList();
  }
}
