package askdocs.parse;

import askdocs.ingest.Block.Kind;
import askdocs.ingest.StructuredText;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Comma-separated values and their kin: a table with its header row. Lines of one value above it
 * are its captions; where rows are too wide for a table, each is a record of its own.
 */
final class CsvReader implements FormatReader {
  private static final Pattern YEAR = Pattern.compile("(?:19|20)\\d\\d");

  /** Digits, with signs between and around them as in amounts, shares, dates and times. */
  private static final Pattern FIGURE = Pattern.compile("[-+$€£(]*\\d[\\d.,:/\\sTZ'+-]*[%€$£)]*");

  private static final int LONGEST_NAME = 100;

  private final ReadLimits limits;

  CsvReader(ReadLimits limits) {
    this.limits = limits;
  }

  /**
   * What one pass over the records tells.
   *
   * @param columns how many most rows have; 0 where none has more than one
   * @param captions how many records above the table hold one value only
   * @param rowCharacters how many a row holds on average
   */
  private record Shape(int columns, int captions, int rowCharacters) {}

  @Override
  public StructuredText read(Source source) throws IOException, UnreadableException {
    String text = TextFile.raw(source, limits);
    CsvDialect dialect = CsvDialect.of(text);
    Shape shape = shape(text, dialect);
    BlockWriter writer = new BlockWriter(limits);
    Optional<String> title = Optional.empty();
    Iterator<List<String>> rows = dialect.records(text);
    for (int i = 0; i < shape.captions(); i++) {
      String caption = String.join(" ", rows.next()).strip();
      writer.block(Kind.PROSE, caption);
      title = title.or(() -> Optional.of(CleanText.of(caption)).filter(TitleSense::isTitle));
    }
    if (shape.columns() < 2) {
      column(rows, writer);
    } else {
      table(rows, shape, writer);
    }
    return writer.finish(title, Optional.empty());
  }

  private static Shape shape(String text, CsvDialect dialect) {
    Map<Integer, Integer> sizes = new HashMap<>();
    int captions = 0;
    int rows = 0;
    long characters = 0;
    for (Iterator<List<String>> records = dialect.records(text); records.hasNext(); ) {
      List<String> values = records.next();
      if (values.stream().filter(value -> !value.isBlank()).count() > 1) {
        sizes.merge(values.size(), 1, Integer::sum);
      } else if (sizes.isEmpty()) {
        captions++;
        continue;
      }
      rows++;
      characters += values.stream().mapToInt(String::length).sum();
    }
    int columns =
        sizes.entrySet().stream()
            .max(Map.Entry.<Integer, Integer>comparingByValue().thenComparing(Map.Entry::getKey))
            .map(Map.Entry::getKey)
            .orElse(0);
    // A single column is no caption.
    return new Shape(
        columns, columns == 0 ? 0 : captions, (int) (characters / Math.max(1, rows - 1)));
  }

  private static void column(Iterator<List<String>> rows, BlockWriter writer)
      throws UnreadableException {
    RecordBlocks values = new RecordBlocks(writer);
    while (rows.hasNext()) {
      values.field("", String.join(" ", rows.next()));
    }
    values.end();
  }

  private static void table(Iterator<List<String>> rows, Shape shape, BlockWriter writer)
      throws UnreadableException {
    List<String> first = rows.next();
    List<String> header = isHeader(first) ? first : List.of();
    if (RecordBlocks.isNarrow(header.isEmpty() ? first : header, shape.rowCharacters())) {
      Iterable<List<String>> rest = () -> rows;
      Stream<List<String>> all =
          Stream.concat(
              header.isEmpty() ? Stream.of(first) : Stream.empty(),
              StreamSupport.stream(rest.spliterator(), false));
      int columns = header.isEmpty() ? shape.columns() : header.size();
      writer.table(columns, header, all.iterator());
      return;
    }
    RecordBlocks records = new RecordBlocks(writer);
    if (header.isEmpty()) {
      record(header, first, records);
    }
    while (rows.hasNext()) {
      record(header, rows.next(), records);
    }
  }

  private static void record(List<String> header, List<String> row, RecordBlocks records)
      throws UnreadableException {
    for (int i = 0; i < row.size(); i++) {
      records.field(i < header.size() ? header.get(i).strip() : "", row.get(i));
    }
    records.end();
  }

  /** Names, each another, with no figures among them but years. */
  private static boolean isHeader(List<String> row) {
    List<String> names = row.stream().map(String::strip).filter(n -> !n.isEmpty()).toList();
    return names.size() * 2 >= row.size()
        && new HashSet<>(names).size() == names.size()
        && !FIGURE.matcher(names.getFirst()).matches()
        && names.stream()
            .allMatch(name ->
                name.length() <= LONGEST_NAME
                    && (YEAR.matcher(name).matches() || !FIGURE.matcher(name).matches()));
  }
}
