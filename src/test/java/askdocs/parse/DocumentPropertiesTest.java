package askdocs.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;

import askdocs.knowledge.AttributeValue.Numeric;
import askdocs.knowledge.AttributeValue.Text;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DocumentPropertiesTest {
  @Test
  void attributesAreTextsAndComparableTimes() {
    DocumentProperties properties =
        DocumentProperties.of(
            "Informe", " Ana\nPérez ", "2026-03-01T10:00:00Z", "2026-03-02", "es_MX");

    assertEquals(
        new DocumentProperties(
            Optional.of("Informe"),
            Optional.of("Ana Pérez"),
            Optional.of(Instant.parse("2026-03-01T10:00:00Z")),
            Optional.of(Instant.parse("2026-03-02T00:00:00Z")),
            Optional.of(Locale.forLanguageTag("es-MX"))),
        properties);
    assertEquals(
        Map.of(
            "author", new Text("Ana Pérez"),
            "created", new Numeric(1_772_359_200),
            "modified", new Numeric(1_772_409_600),
            "language", new Text("es-MX")),
        properties.attributes());
  }

  @ParameterizedTest
  @CsvSource({
    "2024, 2024-01-01T00:00:00Z",
    "2024-02, 2024-02-01T00:00:00Z",
    "2024-02-03, 2024-02-03T00:00:00Z",
    "2024-02-03T04:05, 2024-02-03T04:05:00Z",
    "2024-02-03T04:05:06.123456, 2024-02-03T04:05:06.123456Z",
    "2024-02-03T04:05:06+02:00, 2024-02-03T02:05:06Z"
  })
  void aDateIsAsExactAsItIsGiven(String raw, Instant time) {
    assertEquals(Optional.of(time), DocumentProperties.of("", "", raw, "", "").created());
  }

  @Test
  void whatMakesNoSenseIsDropped() {
    assertEquals(
        DocumentProperties.NONE,
        DocumentProperties.of("Untitled-1", " - ", "1601-01-01T00:00:00Z", "yesterday", "?"));
    assertEquals(
        "x".repeat(200), DocumentProperties.of("", "x".repeat(900), "", "", "").author().get());
  }

  @Test
  void tikaTellsThemToo() {
    Metadata metadata = new Metadata();
    metadata.set(TikaCoreProperties.TITLE, "Informe");
    metadata.add(TikaCoreProperties.CREATOR, "Ana");
    metadata.add(TikaCoreProperties.CREATOR, "Luis");
    metadata.set(TikaCoreProperties.CREATED, "2026-03-01T10:00:00Z");
    metadata.set(TikaCoreProperties.LANGUAGE, "es");

    assertEquals(
        DocumentProperties.of("Informe", "Ana, Luis", "2026-03-01T10:00:00Z", "", "es"),
        DocumentProperties.of(metadata));
    assertEquals(DocumentProperties.NONE, DocumentProperties.of(new Metadata()));
  }
}
