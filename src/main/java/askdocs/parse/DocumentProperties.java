package askdocs.parse;

import askdocs.knowledge.AttributeValue;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.Property;
import org.apache.tika.metadata.TikaCoreProperties;

/**
 * What a document says of itself. What makes no sense is dropped: a title that a program left there
 * by itself, a time at or before 1970 (which stands for none), a language without a code.
 *
 * @param title its own title, on one line
 * @param author who wrote it, several parted by commas; 200 characters at most
 * @param created when it was begun
 * @param modified when it was last saved
 * @param language the language it is written in
 */
record DocumentProperties(
    Optional<String> title,
    Optional<String> author,
    Optional<Instant> created,
    Optional<Instant> modified,
    Optional<Locale> language) {
  private static final int LONGEST_AUTHOR = 200;
  private static final int LONGEST_LANGUAGE = 35; // RFC 5646, section 4.4.1
  private static final Pattern NO_DATE = Pattern.compile("[^0-9].*|.{41,}", Pattern.DOTALL);

  /**
   * ISO 8601 as W3C's note on it allows: a year, a month, a day, a moment with a zone or without.
   */
  private static final List<DateTimeFormatter> DATES =
      List.of(
          DateTimeFormatter.ISO_DATE_TIME,
          DateTimeFormatter.ISO_DATE,
          DateTimeFormatter.ofPattern("uuuu-MM", Locale.ROOT),
          DateTimeFormatter.ofPattern("uuuu", Locale.ROOT));

  static final DocumentProperties NONE = of("", "", "", "", "");

  DocumentProperties {
    title = title.map(DocumentProperties::line).filter(TitleSense::isTitle);
    author =
        author
            .map(DocumentProperties::line)
            .map(name -> cut(name, LONGEST_AUTHOR))
            .filter(name -> name.codePoints().anyMatch(Character::isLetter));
    created = created.filter(Instant.EPOCH::isBefore);
    modified = modified.filter(Instant.EPOCH::isBefore);
    language =
        language.filter(
            l -> !l.getLanguage().isEmpty() && l.toLanguageTag().length() <= LONGEST_LANGUAGE);
  }

  /**
   * As they stand in a file, each empty where it says nothing.
   *
   * @param created a date or a moment in ISO 8601; without a zone, UTC
   * @param modified likewise
   * @param language a tag by BCP 47, with {@code _} for {@code -} too
   */
  static DocumentProperties of(
      String title, String author, String created, String modified, String language) {
    return new DocumentProperties(
        Optional.of(title),
        Optional.of(author),
        instant(created),
        instant(modified),
        Optional.of(locale(language)));
  }

  /** As one of Tika's parsers found them. */
  static DocumentProperties of(Metadata metadata) {
    String language = metadata.get(TikaCoreProperties.LANGUAGE);
    return new DocumentProperties(
        Optional.ofNullable(metadata.get(TikaCoreProperties.TITLE)),
        Optional.of(String.join(", ", metadata.getValues(TikaCoreProperties.CREATOR))),
        instant(metadata, TikaCoreProperties.CREATED),
        instant(metadata, TikaCoreProperties.MODIFIED),
        Optional.ofNullable(language).map(DocumentProperties::locale));
  }

  /**
   * For searches to filter by: {@code author} and {@code language} (BCP 47) as text, {@code
   * created} and {@code modified} as seconds since 1970-01-01T00:00:00Z, so that they can be
   * compared.
   */
  Map<String, AttributeValue> attributes() {
    Map<String, AttributeValue> attributes = new HashMap<>();
    author.ifPresent(name -> attributes.put("author", new AttributeValue.Text(name)));
    created.ifPresent(time -> attributes.put("created", seconds(time)));
    modified.ifPresent(time -> attributes.put("modified", seconds(time)));
    language.ifPresent(l -> attributes.put("language", new AttributeValue.Text(l.toLanguageTag())));
    return Map.copyOf(attributes);
  }

  private static AttributeValue seconds(Instant time) {
    return new AttributeValue.Numeric(time.getEpochSecond());
  }

  private static Optional<Instant> instant(Metadata metadata, Property property) {
    return Optional.ofNullable(metadata.get(property)).flatMap(DocumentProperties::instant);
  }

  private static Optional<Instant> instant(String raw) {
    String date = raw.strip();
    if (NO_DATE.matcher(date).matches()) {
      return Optional.empty();
    }
    return DATES.stream().flatMap(format -> instant(format, date).stream()).findFirst();
  }

  private static Optional<Instant> instant(DateTimeFormatter format, String date) {
    try {
      return Optional.of(
          instant(
              format.parseBest(
                  date,
                  OffsetDateTime::from,
                  LocalDateTime::from,
                  LocalDate::from,
                  YearMonth::from,
                  Year::from)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Instant instant(TemporalAccessor parsed) {
    return switch (parsed) {
      case OffsetDateTime time -> time.toInstant();
      case LocalDateTime time -> time.toInstant(ZoneOffset.UTC);
      case LocalDate day -> day.atStartOfDay(ZoneOffset.UTC).toInstant();
      case YearMonth month -> month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
      case Year year -> year.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
      default -> throw new DateTimeException("Not a date");
    };
  }

  private static Locale locale(String tag) {
    return Locale.forLanguageTag(tag.strip().replace('_', '-'));
  }

  private static String line(String raw) {
    return CleanText.of(raw).strip().replaceAll("\\s+", " ");
  }

  private static String cut(String text, int most) {
    return text.codePointCount(0, text.length()) <= most
        ? text
        : text.substring(0, text.offsetByCodePoints(0, most)).strip();
  }
}
