package askdocs.local.bedrock;

import askdocs.knowledge.Sentences;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Scores documents against a question, the same ones always the same way. It compares words and
 * vectors; it reads nothing.
 *
 * <p>A document's relevance is {@link #WORDS} × the share of the question's stems that it has, plus
 * {@link #SENTENCE} × the largest share that one of its sentences has, plus the rest × the cosine
 * of the two embeddings. A stem weighs the more, the fewer of the documents have it: ln(1 + (N + 1)
 * / (n + 1)).
 */
final class Reranking {
  static final double WORDS = 0.3;
  static final double SENTENCE = 0.15;

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
    Set<String> asked = stems(query);
    List<Read> read = documents.stream().map(document -> Read.of(document, asked)).toList();
    Map<String, Double> weights = weights(asked, read);
    List<Double> relevance = new ArrayList<>();
    for (int i = 0; i < read.size(); i++) {
      double sentence =
          read.get(i).sentences().stream()
              .mapToDouble(stems -> share(stems, weights))
              .max()
              .orElse(0);
      double cosine =
          Math.clamp(Vectors.dot(wanted, embedder.embed(documents.get(i), DIMENSIONS)), 0, 1);
      relevance.add(
          WORDS * share(read.get(i).stems(), weights)
              + SENTENCE * sentence
              + (1 - WORDS - SENTENCE) * cosine);
    }
    return relevance;
  }

  /** Those of the question's stems that a document has, as a whole and in each sentence. */
  private record Read(Set<String> stems, List<Set<String>> sentences) {
    static Read of(String text, Set<String> asked) {
      List<Set<String>> sentences =
          Sentences.of(text, Locale.ROOT).stream()
              .map(range -> among(text.substring(range.start(), range.end()), asked))
              .toList();
      return new Read(among(text, asked), sentences);
    }

    private static Set<String> among(String text, Set<String> asked) {
      Set<String> stems = Reranking.stems(text);
      stems.retainAll(asked);
      return stems;
    }
  }

  private static Map<String, Double> weights(Set<String> asked, List<Read> read) {
    Map<String, Double> weights = new TreeMap<>();
    for (String stem : asked) {
      long having = read.stream().filter(document -> document.stems().contains(stem)).count();
      weights.put(stem, Math.log1p((read.size() + 1.0) / (having + 1.0)));
    }
    return weights;
  }

  private static double share(Set<String> stems, Map<String, Double> weights) {
    double all = weights.values().stream().mapToDouble(Double::doubleValue).sum();
    return all == 0 ? 0 : stems.stream().mapToDouble(weights::get).sum() / all;
  }

  private static Set<String> stems(String text) {
    Set<String> stems = new TreeSet<>();
    Words.telling(text).forEach(word -> stems.add(Words.stem(word)));
    return stems;
  }
}
