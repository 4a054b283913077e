package askdocs.ingest;

import askdocs.knowledge.AttributeValue;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The day that a document is from.
 *
 * <table>
 *   <caption>The first that is known</caption>
 *   <tr><td>1</td><td>when it was last saved, as it says itself</td></tr>
 *   <tr><td>2</td><td>when it was begun, as it says itself</td></tr>
 *   <tr><td>3</td><td>when it was stored in the bucket</td></tr>
 * </table>
 *
 * <p>What it says itself counts only up to the third: no document is newer than its bytes, however
 * much it would like to be preferred. A sidecar's attributes do not count, whose numbers may mean
 * anything.
 */
final class DocumentDate {
  private DocumentDate() {}

  static Optional<LocalDate> of(About about, StoredObject object) {
    return Stream.of("modified", "created")
        .flatMap(name -> Optional.ofNullable(about.attributes().get(name)).stream())
        .flatMap(value -> day(value).stream())
        .filter(day -> object.stored().map(DocumentDate::day).filter(day::isAfter).isEmpty())
        .findFirst()
        .or(() -> object.stored().map(DocumentDate::day));
  }

  private static Optional<LocalDate> day(AttributeValue value) {
    try {
      return value instanceof AttributeValue.Numeric(double seconds)
          ? Optional.of(day(Instant.ofEpochSecond((long) seconds)))
          : Optional.empty();
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static LocalDate day(Instant time) {
    return LocalDate.ofInstant(time, ZoneOffset.UTC);
  }
}
