package askdocs.local.eval;

import askdocs.local.eval.BeirSet.Document;
import askdocs.local.eval.BeirSet.Question;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A folder in the layout of BEIR.
 *
 * <table>
 *   <caption>Its files</caption>
 *   <tr><td>{@code corpus.jsonl}</td><td>{@code _id}, {@code text}, and {@code title} if it has
 *       one</td></tr>
 *   <tr><td>{@code queries.jsonl}</td><td>{@code _id}, {@code text}</td></tr>
 *   <tr><td>{@code qrels.tsv}, or {@code qrels/test.tsv}</td><td>a header line, then {@code
 *       query-id}, {@code corpus-id} and {@code score}, a whole number, with tabs between</td></tr>
 * </table>
 *
 * @see <a href="https://arxiv.org/abs/2104.08663">Thakur et al., BEIR (2021)</a>
 */
public final class BeirFolder {
  static final String CORPUS = "corpus.jsonl";
  private static final String QUESTIONS = "queries.jsonl";
  private static final List<String> HEADER = List.of("query-id", "corpus-id", "score");

  private BeirFolder() {}

  static boolean isSet(Path folder) {
    return Files.isRegularFile(folder.resolve(CORPUS))
        && Files.isRegularFile(folder.resolve(QUESTIONS));
  }

  /**
   * Reads a set.
   *
   * @throws Refusal naming file, line and field of the first thing that is wrong
   */
  public static BeirSet read(Path folder) {
    JsonLines corpus = JsonLines.of(folder.resolve(CORPUS));
    JsonLines questions = JsonLines.of(folder.resolve(QUESTIONS));
    Set<String> documentIds = corpus.distinct("_id");
    Set<String> questionIds = questions.distinct("_id");
    return new BeirSet(
        folder.toAbsolutePath().normalize().getFileName().toString(),
        corpus.lines().stream().map(BeirFolder::document).toList(),
        questions.lines().stream()
            .map(line -> new Question(line.text("_id"), line.text("text")))
            .toList(),
        judgements(judgementsOf(folder), questionIds, documentIds));
  }

  static Document document(JsonLines.Line line) {
    return new Document(
        line.text("_id"),
        line.optional("title").orElse(""),
        line.optional("text").orElseThrow(() -> line.fault("text", "is missing")));
  }

  private static Path judgementsOf(Path folder) {
    Path flat = folder.resolve("qrels.tsv");
    return Files.exists(flat) ? flat : folder.resolve("qrels").resolve("test.tsv");
  }

  private static Map<String, Map<String, Integer>> judgements(
      Path file, Set<String> questions, Set<String> documents) {
    List<String> lines = JsonLines.texts(file);
    if (lines.isEmpty() || !List.of(lines.getFirst().split("\t", -1)).equals(HEADER)) {
      throw new Refusal(file + ", line 1: must be " + String.join("<TAB>", HEADER));
    }
    Map<String, Map<String, Integer>> judgements = new LinkedHashMap<>();
    for (int number = 2; number <= lines.size(); number++) {
      if (lines.get(number - 1).isBlank()) {
        continue;
      }
      Judgement one = judgement(file, number, lines.get(number - 1));
      requireKnown(file, number, "query-id", one.question(), questions, QUESTIONS);
      requireKnown(file, number, "corpus-id", one.document(), documents, CORPUS);
      Map<String, Integer> grades =
          judgements.computeIfAbsent(one.question(), _ -> new LinkedHashMap<>());
      if (grades.put(one.document(), one.grade()) != null) {
        throw new Refusal(file + ", line " + number + ": stands in an earlier line too");
      }
    }
    judgements.values().removeIf(grades -> grades.values().stream().allMatch(grade -> grade == 0));
    if (judgements.isEmpty()) {
      throw new Refusal(file + ": no question has a relevant document");
    }
    return judgements;
  }

  private record Judgement(String question, String document, int grade) {}

  private static Judgement judgement(Path file, int number, String line) {
    List<String> fields = new ArrayList<>(List.of(line.split("\t", -1)));
    if (fields.size() != HEADER.size()) {
      throw new Refusal(
          file + ", line " + number + ": has " + fields.size() + " fields, not " + HEADER.size());
    }
    try {
      int grade = Integer.parseInt(fields.get(2).strip());
      if (grade >= 0) {
        return new Judgement(fields.get(0), fields.get(1), grade);
      }
    } catch (NumberFormatException e) {
      // Told below.
    }
    throw new Refusal(
        file + ", line " + number + ": score is not a whole number from 0: " + fields.get(2));
  }

  private static void requireKnown(
      Path file, int number, String field, String id, Set<String> ids, String where) {
    if (!ids.contains(id)) {
      throw new Refusal(
          file + ", line " + number + ": " + field + " is not in " + where + ": " + id);
    }
  }
}
