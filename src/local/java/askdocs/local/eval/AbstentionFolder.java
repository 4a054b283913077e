package askdocs.local.eval;

import askdocs.local.eval.AbstentionSet.Question;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A folder with questions that its documents answer, and others that they do not.
 *
 * <table>
 *   <caption>Its files</caption>
 *   <tr><td>{@code corpus.jsonl}</td><td>as in {@link BeirFolder}</td></tr>
 *   <tr><td>{@code answerable.jsonl}</td><td>{@code _id}, {@code text}, and {@code paragraph}, the
 *       id of the document that answers it, if it is known</td></tr>
 *   <tr><td>{@code unanswerable.jsonl}</td><td>{@code _id}, {@code text}</td></tr>
 * </table>
 */
final class AbstentionFolder {
  private static final String ANSWERABLE = "answerable.jsonl";
  private static final String UNANSWERABLE = "unanswerable.jsonl";

  private AbstentionFolder() {}

  static boolean isSet(Path folder) {
    return Files.isRegularFile(folder.resolve(BeirFolder.CORPUS))
        && Files.isRegularFile(folder.resolve(ANSWERABLE))
        && Files.isRegularFile(folder.resolve(UNANSWERABLE));
  }

  /**
   * Reads it.
   *
   * @param limit how many questions of each kind are asked at most
   * @throws Refusal naming file, line and field of the first thing that is wrong
   */
  static AbstentionSet read(Path folder, long limit) {
    JsonLines corpus = JsonLines.of(folder.resolve(BeirFolder.CORPUS));
    Set<String> documents = corpus.distinct("_id");
    JsonLines answerable = JsonLines.of(folder.resolve(ANSWERABLE));
    JsonLines unanswerable = JsonLines.of(folder.resolve(UNANSWERABLE));
    requireSome(answerable);
    requireSome(unanswerable);
    Set<String> ids = new HashSet<>(answerable.distinct("_id"));
    for (JsonLines.Line line : unanswerable.lines()) {
      if (!ids.add(line.text("_id"))) {
        throw line.fault("_id", "stands in an earlier line, or in " + ANSWERABLE);
      }
    }
    List<Question> questions = new ArrayList<>();
    answerable.lines().stream()
        .limit(limit)
        .forEach(line -> questions.add(question(line, true, answering(line, documents))));
    unanswerable.lines().stream()
        .limit(limit)
        .forEach(line -> questions.add(question(line, false, Set.of())));
    return new AbstentionSet(
        folder.toAbsolutePath().normalize().getFileName().toString(),
        corpus.lines().stream().map(BeirFolder::document).toList(),
        questions);
  }

  private static void requireSome(JsonLines lines) {
    if (lines.lines().isEmpty()) {
      throw new Refusal(lines.file() + " has no question");
    }
  }

  private static Set<String> answering(JsonLines.Line line, Set<String> documents) {
    line.optional("paragraph")
        .filter(id -> !documents.contains(id))
        .ifPresent(id -> {
          throw line.fault("paragraph", "is not in " + BeirFolder.CORPUS + ": " + id);
        });
    return line.optional("paragraph").map(Set::of).orElse(Set.of());
  }

  private static Question question(JsonLines.Line line, boolean answerable, Set<String> answering) {
    return new Question(line.text("_id"), line.text("text"), answerable, answering, Set.of());
  }
}
