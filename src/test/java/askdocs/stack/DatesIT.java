package askdocs.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** From when a document is, as far as a model and a reader are told. */
@OnTheStack
class DatesIT {
  private static final String QUESTION = "¿Cuánto cuesta el pase del tranvía de Zubieta?";

  private final Stack stack;

  DatesIT(Stack stack) {
    this.stack = stack;
  }

  @Test
  void theModelIsToldTheDateOfEachDocumentAndSoIsTheReader() throws IOException {
    LocalDate before = LocalDate.now(ZoneOffset.UTC);
    stack.put(
        "dates/old.md",
        "---\ntitle: Tarifas viejas\ndate: 2024-03-05\n---\n\n"
            + "El pase del tranvía de Zubieta cuesta 30 euros.\n");
    stack.put("dates/new.txt", "El pase del tranvía de Zubieta cuesta 35 euros.\n");
    stack.untilIndexed("dates/old.md");
    stack.untilIndexed("dates/new.txt");

    JsonNode answer = stack.ask(QUESTION).json();

    assertEquals("answered", answer.path("outcome").asText(), answer.toString());
    List<String> titles = titles();
    assertTrue(titles.contains("Tarifas viejas (2024-03-05)"), titles.toString());
    Map<String, String> shown = new TreeMap<>();
    stack
        .search(QUESTION)
        .json()
        .path("passages")
        .forEach(one -> shown.put(one.path("uri").asText(), one.path("date").asText()));
    assertEquals("2024-03-05", shown.get("s3://documents/dates/old.md"));
    LocalDate stored = LocalDate.parse(shown.getOrDefault("s3://documents/dates/new.txt", ""));
    assertTrue(!stored.isBefore(before), stored.toString());
    assertTrue(titles.contains("new.txt (" + stored + ")"), titles.toString());
  }

  /** Of the search results that the model was given last. */
  private List<String> titles() throws IOException {
    JsonNode asked = new ObjectMapper().readTree(stack.local().bedrock().orElseThrow().asked());
    return asked.findValues("searchResult").stream()
        .map(result -> result.path("title").asText())
        .toList();
  }
}
