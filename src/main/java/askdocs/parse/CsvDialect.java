package askdocs.parse;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * How a file of separated values is written: told from its first records, since nothing in it says
 * so, but for the line {@code sep=;} that Excel understands.
 *
 * @param delimiter a comma, a semicolon, a tab or a bar
 * @param strict whether all quotes are closed; where they are not, each line is a record, for an
 *     open quote would swallow all that follows
 * @param from where its records begin
 */
record CsvDialect(char delimiter, boolean strict, int from) {
  /** Those in front win over those behind where the file speaks for both. */
  private static final List<Character> DELIMITERS = List.of('\t', ';', '|', ',');

  private static final int SAMPLE = 64 * 1024;
  private static final int MOST_RECORDS = 200;
  private static final Pattern STATED = Pattern.compile("\\A\\s*\"?sep=(.)\"?\\s*?\\R");
  private static final Pattern DECIMALS = Pattern.compile("\\d,\\d");

  static CsvDialect of(String text) {
    Matcher stated = STATED.matcher(text);
    if (stated.find()) {
      return checked(text, stated.group(1).charAt(0), stated.end());
    }
    String sample = sample(text);
    char best = ',';
    double most = -1;
    for (char delimiter : DELIMITERS) {
      double fit = fit(sample, delimiter);
      if (fit > most) {
        most = fit;
        best = delimiter;
      }
    }
    return checked(text, best, 0);
  }

  /**
   * The file's records, one by one, without the empty values at their end.
   *
   * @throws UncheckedIOException never, if this is the file that the dialect was told from
   */
  Iterator<List<String>> records(String text) {
    String records = text.substring(from);
    return (strict ? parsed(records) : records.lines().flatMap(this::line)).iterator();
  }

  private Stream<List<String>> parsed(String records) {
    try {
      return format().get().parse(new StringReader(records)).stream().map(CsvDialect::values);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A line by itself, in which an open quote does no harm to others. */
  private Stream<List<String>> line(String line) {
    CSVFormat.Builder lenient = format().setTrailingData(true);
    try {
      return lenient.get().parse(new StringReader(line)).stream()
          .map(CsvDialect::values)
          .toList()
          .stream();
    } catch (IOException | UncheckedIOException e) {
      return Stream.of(List.of(line.split(Pattern.quote(String.valueOf(delimiter)), -1)));
    }
  }

  private CSVFormat.Builder format() {
    return CSVFormat.DEFAULT.builder().setDelimiter(delimiter).setIgnoreEmptyLines(true);
  }

  private static List<String> values(CSVRecord record) {
    List<String> values = new ArrayList<>();
    record.forEach(values::add);
    while (!values.isEmpty() && values.getLast().isBlank()) {
      values.removeLast();
    }
    return values;
  }

  private static CsvDialect checked(String text, char delimiter, int from) {
    CsvDialect dialect = new CsvDialect(delimiter, true, from);
    try {
      dialect.records(text).forEachRemaining(_ -> {});
      return dialect;
    } catch (UncheckedIOException | IllegalStateException e) {
      return new CsvDialect(delimiter, false, from);
    }
  }

  /** Whole lines. */
  private static String sample(String text) {
    if (text.length() <= SAMPLE) {
      return text;
    }
    int end = text.lastIndexOf('\n', SAMPLE);
    return text.substring(0, end > 0 ? end : SAMPLE);
  }

  /** The share of records with the commonest number of values, and a little for their number. */
  private static double fit(String sample, char delimiter) {
    if (sample.indexOf(delimiter) < 0) {
      return 0;
    }
    List<Integer> sizes = new ArrayList<>();
    CsvDialect lenient = new CsvDialect(delimiter, false, 0);
    try (CSVParser records =
        CSVParser.parse(sample, lenient.format().setLenientEof(true).setTrailingData(true).get())) {
      for (CSVRecord record : records) {
        sizes.add(record.size());
        if (sizes.size() == MOST_RECORDS) {
          break;
        }
      }
    } catch (IOException | UncheckedIOException e) {
      return 0;
    }
    Optional<Map.Entry<Integer, Long>> commonest =
        sizes.stream().collect(groupingBy(size -> size, counting())).entrySet().stream()
            .filter(count -> count.getKey() > 1)
            .max(Map.Entry.comparingByValue());
    if (commonest.isEmpty()) {
      return 0;
    }
    double share = (double) commonest.get().getValue() / sizes.size();
    boolean decimals =
        delimiter == ',' && DECIMALS.matcher(sample).results().count() * 2 > count(sample, ',');
    return share - (decimals ? .2 : 0) + Math.min(commonest.get().getKey(), 100) / 1000.0;
  }

  private static long count(String text, char c) {
    return text.chars().filter(one -> one == c).count();
  }
}
