package askdocs.local.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Measures how well the stand-in's embeddings alone rank: recall@5 and nDCG@10 by cosine, over
 * folders with corpus.jsonl, queries.jsonl and qrels.tsv (as in BEIR), and the texts embedded in a
 * second.
 *
 * <p>Arguments: a mode, the number of dimensions, the folders.
 */
final class EmbeddingMeasure {
  private static final int DEEPEST = 10;
  private static final int RECALLED = 5;

  private EmbeddingMeasure() {}

  private record Text(String id, String text) {}

  public static void main(String[] arguments) throws IOException {
    EmbeddingMode mode = EmbeddingMode.valueOf(arguments[0]);
    int dimensions = Integer.parseInt(arguments[1]);
    try (Embedder embedder = new Embedder(mode)) {
      embedder.embed("warm", dimensions);
      for (String folder : List.of(arguments).subList(2, arguments.length)) {
        measure(Path.of(folder), embedder, mode, dimensions);
      }
    }
  }

  private static void measure(Path folder, Embedder embedder, EmbeddingMode mode, int dimensions)
      throws IOException {
    List<Text> corpus = texts(folder.resolve("corpus.jsonl"));
    List<Text> queries = texts(folder.resolve("queries.jsonl"));
    Map<String, Set<String>> relevant = relevant(folder.resolve("qrels.tsv"));
    long started = System.nanoTime();
    float[][] passages = embed(corpus, embedder, dimensions);
    double seconds = (System.nanoTime() - started) / 1e9;
    float[][] questions = embed(queries, embedder, dimensions);
    double recall = 0;
    double gain = 0;
    for (int q = 0; q < queries.size(); q++) {
      Set<String> wanted = relevant.getOrDefault(queries.get(q).id(), Set.of());
      float[] question = questions[q];
      List<Integer> ranked =
          IntStream.range(0, corpus.size())
              .boxed()
              .sorted(Comparator.comparingDouble(p -> -cosine(question, passages[p])))
              .limit(DEEPEST)
              .toList();
      double ideal = 0;
      double found = 0;
      for (int rank = 0; rank < ranked.size(); rank++) {
        boolean hit = wanted.contains(corpus.get(ranked.get(rank)).id());
        double worth = Math.log(2) / Math.log(rank + 2.0);
        found += hit ? worth : 0;
        ideal += rank < wanted.size() ? worth : 0;
        recall += hit && rank < RECALLED ? 1.0 / wanted.size() / queries.size() : 0;
      }
      gain += found / ideal / queries.size();
    }
    System.out.printf(
        "%-8s %5d %-10s R@5 %.3f nDCG@10 %.3f, %,.0f texts a second%n",
        mode, dimensions, folder.getFileName(), recall, gain, corpus.size() / seconds);
  }

  private static float[][] embed(List<Text> texts, Embedder embedder, int dimensions) {
    return texts.parallelStream()
        .map(text -> embedder.embed(text.text(), dimensions))
        .toArray(float[][]::new);
  }

  private static double cosine(float[] one, float[] other) {
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      sum += one[i] * other[i];
    }
    return sum;
  }

  private static List<Text> texts(Path file) throws IOException {
    return Files.readAllLines(file).stream()
        .map(EmbeddingMeasure::json)
        .map(node ->
            new Text(
                node.path("_id").asText(),
                (node.path("title").asText() + " " + node.path("text").asText()).strip()))
        .toList();
  }

  private static JsonNode json(String line) {
    try {
      return Json.MAPPER.readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, Set<String>> relevant(Path file) throws IOException {
    Map<String, Set<String>> relevant = new HashMap<>();
    Files.readAllLines(file).stream()
        .skip(1)
        .map(line -> line.split("\t"))
        .filter(fields -> Integer.parseInt(fields[2]) > 0)
        .forEach(
            fields -> relevant.computeIfAbsent(fields[0], id -> new HashSet<>()).add(fields[1]));
    return relevant;
  }
}
