package askdocs.local.bench;

import askdocs.local.LocalStack;
import askdocs.local.Ports;
import askdocs.local.bedrock.EmbeddingMode;
import askdocs.local.eval.BeirFolder;
import askdocs.local.eval.BeirSet;
import askdocs.local.eval.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A local stack with a set's documents, and the same passages in the peers' indices.
 *
 * @param documents those that were loaded
 * @param asked the questions that they answer
 * @param questions a file with one of these a line
 */
record LoadedStack(
    LocalStack stack,
    BeirSet set,
    List<BeirSet.Document> documents,
    List<BeirSet.Question> asked,
    int passages,
    Path questions)
    implements AutoCloseable {
  private static final int DIMENSIONS = 1024;

  /** Starts it, and loads no more documents than these. */
  static LoadedStack start(Ground ground, Path folder, int most, EmbeddingMode embeddings)
      throws IOException, InterruptedException {
    BeirSet set = BeirFolder.read(folder);
    List<BeirSet.Document> documents = chosen(set, most);
    List<BeirSet.Question> asked = answered(set, documents);
    if (asked.isEmpty()) {
      throw new Refusal(
          "No question of %s is about its first %,d documents alone: load more with --documents"
              .formatted(folder, documents.size()));
    }
    Path data = Files.createTempDirectory(ground.data(), set.name());
    Path questions = data.resolve("questions.txt");
    Files.write(
        questions,
        asked.stream().map(question -> question.text().replaceAll("\\s+", " ").strip()).toList());
    LocalStack stack =
        LocalStack.start(LocalStack.Options.in(data.resolve("stack")).on(Ports.free()));
    try {
      stack.bedrock().orElseThrow().embeddings(embeddings);
      new Loading(stack, ground.progress()).load(documents);
      try (PeerIndices indices = new PeerIndices(stack.resources().openSearch())) {
        int passages = indices.fill("passages-*", DIMENSIONS);
        return new LoadedStack(stack, set, documents, asked, passages, questions);
      }
    } catch (IOException | InterruptedException | RuntimeException e) {
      stack.close();
      throw e;
    }
  }

  /** Those that questions are about first. */
  private static List<BeirSet.Document> chosen(BeirSet set, int most) {
    Set<String> judged =
        set.judgements().values().stream()
            .flatMap(grades -> grades.keySet().stream())
            .collect(Collectors.toSet());
    return set.documents().stream()
        .sorted(Comparator.comparing(document -> !judged.contains(document.id())))
        .limit(most)
        .toList();
  }

  /** The questions all of whose documents are there. */
  private static List<BeirSet.Question> answered(BeirSet set, List<BeirSet.Document> documents) {
    Set<String> there = documents.stream().map(BeirSet.Document::id).collect(Collectors.toSet());
    return set.judged().stream()
        .filter(question ->
            there.containsAll(set.judgements().getOrDefault(question.id(), Map.of()).keySet()))
        .toList();
  }

  /** A file with the first of the questions alone, and no more than there are. */
  Path few(int count) throws IOException {
    Path few = questions.resolveSibling("few-questions.txt");
    return Files.write(few, Files.readAllLines(questions).stream().limit(count).toList());
  }

  /** How long the stand-in takes to embed and to answer, at least. */
  void latency(BenchWanted.Latency latency) {
    stack
        .bedrock()
        .orElseThrow()
        .faults(
            "{\"embedLatencyMs\": %d, \"generateLatencyMs\": %d}"
                .formatted(latency.embedMillis(), latency.generateMillis()));
  }

  /** What the models have been paid since the start, the documents' embedding included. */
  Bill bill() {
    return new Bill(stack.bedrock().orElseThrow().usage());
  }

  /** The CPU that OpenSearch has used, in milliseconds. */
  double openSearchCpu() {
    return stack.openSearch().cpu().toNanos() / 1e6;
  }

  @Override
  public void close() {
    stack.close();
  }
}
