package askdocs.local.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import askdocs.local.eval.BeirSet.Document;
import askdocs.local.eval.BeirSet.Question;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BeirFolderTest {
  private static final String CORPUS =
      """
      {"_id": "d1", "title": "ETL", "text": "Extraer."}
      {"_id": "d2", "text": "Cargar.", "metadata": {"url": "x"}}
      """;
  private static final String QUESTIONS =
      """
      {"_id": "q1", "text": "¿Qué?"}

      {"_id": "q2", "text": "¿Y?"}
      """;
  private static final String JUDGEMENTS =
      "query-id\tcorpus-id\tscore\nq1\td1\t2\nq1\td2\t0\nq2\td1\t0\n";

  @TempDir Path folder;

  @Test
  void readsASet() throws IOException {
    write(CORPUS, QUESTIONS, JUDGEMENTS);

    BeirSet set = BeirFolder.read(folder);

    assertEquals(
        new BeirSet(
            folder.getFileName().toString(),
            List.of(new Document("d1", "ETL", "Extraer."), new Document("d2", "", "Cargar.")),
            List.of(new Question("q1", "¿Qué?"), new Question("q2", "¿Y?")),
            Map.of("q1", Map.of("d1", 2, "d2", 0))),
        set);
    assertEquals(List.of(new Question("q1", "¿Qué?")), set.judged());
  }

  @Test
  void readsTheLayoutInWhichBeirIsPublished() throws IOException {
    write(CORPUS, QUESTIONS, JUDGEMENTS);
    Files.createDirectory(folder.resolve("qrels"));
    Files.move(folder.resolve("qrels.tsv"), folder.resolve("qrels/test.tsv"));

    assertEquals(Map.of("q1", Map.of("d1", 2, "d2", 0)), BeirFolder.read(folder).judgements());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "corpus.jsonl | {\"_id\": \"d1\"}            | corpus.jsonl, line 1: text is missing",
        "corpus.jsonl | {\"text\": \"Extraer.\"}     | corpus.jsonl, line 1: _id is missing",
        "corpus.jsonl | {\"_id\": 1, \"text\": \"\"} | corpus.jsonl, line 1: _id is not a string",
        "corpus.jsonl | [1]                          | corpus.jsonl, line 1: not a JSON object",
        "queries.jsonl | {\"_id\": \"q\", \"text\": \" \"} | queries.jsonl, line 1: text is empty",
        "queries.jsonl | {\"_id\": \"q\"             | queries.jsonl, line 1: not JSON:",
        "qrels.tsv | q1 d1 1        | qrels.tsv, line 1: must be query-id<TAB>corpus-id<TAB>score",
      })
  void namesFileLineAndFieldOfWhatIsWrong(String file, String content, String message)
      throws IOException {
    write(CORPUS, QUESTIONS, JUDGEMENTS);
    Files.writeString(folder.resolve(file), content);

    assertRefused(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "q1 d1        | has 2 fields, not 3",
        "q1 d1 1.5    | score is not a whole number from 0: 1.5",
        "q1 d1 -1     | score is not a whole number from 0: -1",
        "q9 d1 1      | query-id is not in queries.jsonl: q9",
        "q1 d9 1      | corpus-id is not in corpus.jsonl: d9",
        "q1 d1 1      | stands in an earlier line too",
      })
  void namesTheJudgementThatIsWrong(String line, String message) throws IOException {
    write(CORPUS, QUESTIONS, JUDGEMENTS + line.replace(' ', '\t') + "\n");

    assertRefused("qrels.tsv, line 5: " + message);
  }

  @Test
  void anIdMayNotComeTwice() throws IOException {
    write(CORPUS + CORPUS, QUESTIONS, JUDGEMENTS);

    assertRefused("corpus.jsonl, line 3: _id stands in an earlier line too: d1");
  }

  @Test
  void withoutRelevantDocumentsThereIsNothingToMeasure() throws IOException {
    write(CORPUS, QUESTIONS, "query-id\tcorpus-id\tscore\nq1\td1\t0\n");

    assertRefused("qrels.tsv: no question has a relevant document");
  }

  private void assertRefused(String message) {
    Refusal refused = assertThrows(Refusal.class, () -> BeirFolder.read(folder));
    String told = String.valueOf(refused.getMessage()).replace(folder + "/", "");
    assertEquals(message, told.substring(0, Math.min(message.length(), told.length())));
  }

  private void write(String corpus, String questions, String judgements) throws IOException {
    Files.writeString(folder.resolve("corpus.jsonl"), corpus);
    Files.writeString(folder.resolve("queries.jsonl"), questions);
    Files.writeString(folder.resolve("qrels.tsv"), judgements);
  }
}
