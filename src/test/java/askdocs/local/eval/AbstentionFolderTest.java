package askdocs.local.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import askdocs.local.eval.AbstentionSet.Question;
import askdocs.local.eval.BeirSet.Document;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AbstentionFolderTest {
  private static final List<Document> DOCUMENTS =
      List.of(new Document("d1", "ETL", "Extraer."), new Document("d2", "", "Cargar."));

  @TempDir Path folder;

  @BeforeEach
  void write() throws IOException {
    Files.writeString(
        folder.resolve("corpus.jsonl"),
        """
        {"_id": "d1", "title": "ETL", "text": "Extraer."}
        {"_id": "d2", "text": "Cargar."}
        """);
    Files.writeString(
        folder.resolve("answerable.jsonl"),
        """
        {"_id": "a1", "text": "¿Qué?", "paragraph": "d2"}
        {"_id": "a2", "text": "¿Quién?"}
        """);
    Files.writeString(
        folder.resolve("unanswerable.jsonl"),
        """
        {"_id": "u1", "text": "¿Cuándo?", "plausible": ["ayer"]}
        """);
  }

  @Test
  void readsQuestionsThatTheDocumentsAnswerAndOthers() {
    assertTrue(AbstentionFolder.isSet(folder));
    assertEquals(
        new AbstentionSet(
            folder.getFileName().toString(),
            DOCUMENTS,
            List.of(
                new Question("a1", "¿Qué?", true, Set.of("d2"), Set.of()),
                new Question("a2", "¿Quién?", true, Set.of(), Set.of()),
                new Question("u1", "¿Cuándo?", false, Set.of(), Set.of()))),
        AbstentionFolder.read(folder, 10));
    assertEquals(
        List.of("a1", "u1"),
        AbstentionFolder.read(folder, 1).questions().stream().map(Question::id).toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "answerable.jsonl | {\"_id\": \"a\", \"text\": \"?\", \"paragraph\": \"d3\"}"
            + " | answerable.jsonl, line 1: paragraph is not in corpus.jsonl: d3",
        "unanswerable.jsonl | {\"_id\": \"a1\", \"text\": \"?\"} | unanswerable.jsonl, line 1: _id"
            + " stands in an earlier line, or in answerable.jsonl",
        "unanswerable.jsonl | {\"_id\": \"u1\"} | unanswerable.jsonl, line 1: text is missing",
        "answerable.jsonl | `` | answerable.jsonl has no question",
      })
  void namesFileLineAndFieldOfWhatIsWrong(String file, String content, String message)
      throws IOException {
    Files.writeString(folder.resolve(file), content);

    Refusal refused =
        assertThrows(Refusal.class, () -> AbstentionFolder.read(folder, Long.MAX_VALUE));
    assertEquals(folder + "/" + message, refused.getMessage());
  }

  @Test
  void aQuestionIsAskedWithWhatAnswersItAndWithout() {
    BeirSet set =
        new BeirSet(
            "set",
            DOCUMENTS,
            List.of(
                new BeirSet.Question("q1", "¿Uno?"),
                new BeirSet.Question("q2", "¿Dos?"),
                new BeirSet.Question("q3", "¿Tres?"),
                new BeirSet.Question("q4", "¿Cuatro?")),
            Map.of(
                "q1", Map.of("d1", 1),
                "q2", Map.of("d2", 1),
                "q3", Map.of("d1", 1, "d2", 0),
                "q4", Map.of("d2", 1)));

    assertEquals(
        List.of(
            new Question("q1", "¿Uno?", true, Set.of("d1"), Set.of()),
            new Question("q1", "¿Uno?", false, Set.of(), Set.of("d1")),
            new Question("q3", "¿Tres?", true, Set.of("d1"), Set.of()),
            new Question("q3", "¿Tres?", false, Set.of(), Set.of("d1"))),
        AbstentionSet.of(set, 2).questions());
    assertEquals(8, AbstentionSet.of(set, 100).questions().size());
  }
}
