package askdocs.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import askdocs.ask.Retriever.Scored;
import askdocs.ingest.PassageWriter.Embedded;
import askdocs.knowledge.Access;
import askdocs.knowledge.AttributeValue;
import askdocs.knowledge.DocumentUri;
import askdocs.knowledge.Embedding;
import askdocs.knowledge.Location;
import askdocs.knowledge.Passage;
import askdocs.knowledge.PassageId;
import askdocs.knowledge.UpstreamException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PassageJsonTest {
  private static final Passage DATED = passage(Optional.of(LocalDate.of(2026, 11, 5)));

  private static Passage passage(Optional<LocalDate> date) {
    return new Passage(
        new PassageId("etl.md", 7, 0),
        new DocumentUri("documents", "etl.md"),
        "v1",
        "ETL",
        "| 1 |",
        "| n |",
        new Location(3, 8, OptionalInt.of(2), Optional.of("Uno")),
        new Access(List.of("g:data")),
        date);
  }

  private static ObjectNode written(Passage passage) {
    return PassageJson.write(
        new Embedded(
            passage,
            new Embedding(new float[] {1, 0.5f}),
            Map.of("year", new AttributeValue.Numeric(2026))));
  }

  @Test
  void isWrittenAsTheMappingHasIt() throws JsonProcessingException {
    assertEquals(
        Json.MAPPER.readTree(
            """
            {"bucket": "documents", "key": "etl.md", "generation": 7, "ordinal": 0,
             "version": "v1", "title": "ETL", "text": "| 1 |", "context": "ETL\\nUno\\n| n |",
             "tableHeader": "| n |", "start": 3, "end": 8, "page": 2, "heading": "Uno",
             "date": "2026-11-05", "access": ["g:data"],
             "textHash": "%s", "wordsHash": "%s",
             "attributes": [{"name": "year", "number": 2026.0}], "vector": [1.0, 0.5]}
            """
                .formatted(
                    PassageJson.textHash("ETL\nUno\n| n |\n\n| 1 |"),
                    PassageJson.textHash("uno\nn\n1"))),
        Json.MAPPER.readTree(written(DATED).toString()));
  }

  /** The mapping is strict: a field that it lacks is refused. */
  @Test
  void theMappingHasEachField() {
    Set<String> fields = new TreeSet<>();
    Json.resource("passages-index.json")
        .at("/mappings/properties")
        .fieldNames()
        .forEachRemaining(fields::add);
    Set<String> written = new TreeSet<>();
    written(DATED).fieldNames().forEachRemaining(written::add);

    assertEquals(fields, written);
  }

  @Test
  void isReadAsItWasWritten() {
    assertEquals(DATED, PassageJson.read(written(DATED)));
  }

  @Test
  void aPassageWithoutADateIsOne() {
    assertEquals(passage(Optional.empty()), PassageJson.read(written(passage(Optional.empty()))));
  }

  @Test
  void whatHasNoHashOfItsWordsIsACopyOfNothing() throws JsonProcessingException {
    assertEquals(
        new Scored(DATED.id(), "1f", 0.5),
        PassageJson.scored(
            Json.MAPPER.readTree(
                """
                {"key": ["etl.md"], "generation": [7], "ordinal": [0], "wordsHash": ["1f"]}
                """),
            0.5));
    assertEquals(
        new Scored(DATED.id(), PassageJson.documentId(DATED.id()), 0.5),
        PassageJson.scored(
            Json.MAPPER.readTree("{\"key\": [\"etl.md\"], \"generation\": [7], \"ordinal\": [0]}"),
            0.5));
    assertThrows(
        UpstreamException.class,
        () -> PassageJson.scored(Json.MAPPER.readTree("{\"key\": [\"etl.md\"]}"), 0.5));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "2026-13-01", "yesterday"})
  void aDateThatIsNoneMakesNoPassage(String date) {
    assertThrows(UpstreamException.class, () -> PassageJson.read(written(DATED).put("date", date)));
  }
}
