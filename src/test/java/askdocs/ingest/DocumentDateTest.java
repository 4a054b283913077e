package askdocs.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import askdocs.knowledge.AttributeValue;
import askdocs.knowledge.DocumentUri;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DocumentDateTest {
  private static final Optional<Instant> STORED =
      Optional.of(Instant.parse("2026-11-26T23:59:59Z"));

  private static Optional<LocalDate> date(
      Map<String, AttributeValue> attributes, Optional<Instant> stored) {
    return DocumentDate.of(
        new About(Optional.empty(), Optional.empty(), attributes),
        new StoredObject(
            new DocumentUri("documents", "a"), "e", Optional.empty(), 1, Optional.empty(), stored));
  }

  private static Optional<LocalDate> day(String day) {
    return Optional.of(LocalDate.parse(day));
  }

  private static AttributeValue seconds(String time) {
    return new AttributeValue.Numeric(Instant.parse(time).getEpochSecond());
  }

  @Test
  void itIsTheDayOfTheLastSavingThatTheDocumentTells() {
    assertEquals(
        day("2024-03-05"),
        date(
            Map.of(
                "created", seconds("2023-01-01T00:00:00Z"),
                "modified", seconds("2024-03-05T23:00:00Z")),
            STORED));
  }

  @Test
  void itIsTheDayOfItsBeginningWhereNoSavingIsTold() {
    assertEquals(
        day("2023-01-01"), date(Map.of("created", seconds("2023-01-01T00:00:00Z")), STORED));
    assertEquals(
        day("2023-01-01"),
        date(Map.of("created", seconds("2023-01-01T00:00:00Z")), Optional.empty()));
  }

  @Test
  void aDocumentThatTellsNothingIsFromTheDayThatItWasStored() {
    assertEquals(day("2026-11-26"), date(Map.of(), STORED));
    assertEquals(Optional.empty(), date(Map.of(), Optional.empty()));
  }

  @Test
  void noDocumentIsNewerThanItsBytes() {
    assertEquals(
        day("2023-01-01"),
        date(
            Map.of(
                "created", seconds("2023-01-01T00:00:00Z"),
                "modified", seconds("2026-11-27T00:00:00Z")),
            STORED));
    assertEquals(
        day("2026-11-26"), date(Map.of("modified", seconds("2099-01-01T00:00:00Z")), STORED));
    assertEquals(
        day("2026-11-26"), date(Map.of("modified", new AttributeValue.Numeric(1e300)), STORED));
  }

  @Test
  void whatIsNoTimeIsNoDate() {
    assertEquals(
        day("2026-11-26"), date(Map.of("modified", new AttributeValue.Text("2024-03-05")), STORED));
  }
}
