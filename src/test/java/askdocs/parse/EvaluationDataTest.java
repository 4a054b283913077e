package askdocs.parse;

import static java.util.stream.Collectors.toMap;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import askdocs.ingest.Chunk;
import askdocs.ingest.Chunker;
import askdocs.ingest.DocumentReader.ReadOutcome.Read;
import askdocs.ingest.StructuredText;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Reads and cuts public evaluation data, which is not part of the project: {@code
 * -Daskdocs.data=FOLDER} names where it lies (XQuAD in Spanish as files, and a set of questions
 * with gold excerpts).
 */
@EnabledIfSystemProperty(named = "askdocs.data", matches = ".+")
class EvaluationDataTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A question in quotes or without, a list of excerpts as quoted JSON, a corpus. */
  private static final Pattern ROW =
      Pattern.compile("(?m)^(?:\"(?:[^\"]|\"\")*\"|[^\",\n]*),\"((?:[^\"]|\"\")*)\",(\\w+)\\r?$");

  private final Path data = Path.of(System.getProperty("askdocs.data", ""));

  @Test
  void titlesParagraphsAndPagesComeOutWholeInEveryFormat() throws IOException {
    Map<String, String> paragraphs =
        Files.readAllLines(data.resolve("retrieval/xquad-es/corpus.jsonl")).stream()
            .map(EvaluationDataTest::json)
            .collect(toMap(p -> p.get("_id").asText(), p -> squeezed(p.get("text").asText())));
    List<String> faults = new ArrayList<>();
    List<String> rows = Files.readAllLines(data.resolve("documents/xquad-es/files.tsv"));
    for (String row : rows.subList(1, rows.size())) {
      String[] cells = row.split("\t", -1);
      StructuredText read = read("documents/xquad-es/" + cells[1]);
      if (!read.title().equals(Optional.of(cells[4]))) {
        faults.add(cells[1] + " is titled " + read.title());
      }
      String[] ids = cells[3].split(",");
      String[] pages = cells[5].split(",");
      for (int i = 0; i < ids.length; i++) {
        String paragraph = paragraphs.get(ids[i]);
        if (!squeezed(read.text()).contains(paragraph)) {
          faults.add(cells[1] + " lacks " + ids[i]);
        } else if (!cells[5].isEmpty() && page(read, paragraph) != Integer.parseInt(pages[i])) {
          faults.add(cells[1] + " has " + ids[i] + " on page " + page(read, paragraph));
        }
      }
    }
    assertEquals(List.of(), faults);
    assertEquals(49, rows.size());
  }

  @Test
  void nearlyAllGoldExcerptsAreWholeInOneChunk() throws IOException {
    Map<String, List<Chunk>> chunks = new HashMap<>();
    int all = 0;
    int whole = 0;
    Matcher row = ROW.matcher(Files.readString(data.resolve("chunking/questions.csv")));
    while (row.find()) {
      List<Chunk> of =
          chunks.computeIfAbsent(
              row.group(2), name -> new Chunker().chunk(read("chunking/" + name + ".md")));
      for (JsonNode excerpt : json(row.group(1).replace("\"\"", "\""))) {
        int start = excerpt.get("start_index").asInt();
        int end = excerpt.get("end_index").asInt();
        all++;
        whole += of.stream().anyMatch(c -> c.start() <= start && end <= c.end()) ? 1 : 0;
      }
    }
    assertEquals(344, all);
    assertTrue(whole >= .99 * all, whole + " of " + all);
  }

  private StructuredText read(String file) {
    return assertInstanceOf(
            Read.class, new FormatsReader().read(file, Optional.empty(), data.resolve(file)))
        .text();
  }

  private static int page(StructuredText read, String paragraph) {
    String opening = paragraph.substring(0, Math.min(25, paragraph.length()));
    return read.blocks().stream()
        .filter(b -> squeezed(read.text().substring(b.start(), b.end())).contains(opening))
        .findFirst()
        .flatMap(b -> b.page().stream().boxed().findFirst())
        .orElse(0);
  }

  private static String squeezed(String text) {
    return CleanText.of(text).replaceAll("[\\s\u00A0]+", " ").strip();
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
