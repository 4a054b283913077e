package askdocs.parse;

import askdocs.ingest.Block.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Writes data, names and their values, as text: records that are alike and narrow as a table, all
 * others with a line a value. A long record stands under a heading, its own title or name, so that
 * each piece of it tells what it is about.
 */
final class RecordBlocks {
  /** Below any heading of a document. */
  private static final int LEVEL = 7;

  /** A value of more characters is a paragraph. */
  private static final int LONG_VALUE = 300;

  /** A record of more characters (some 100 words) fills a passage by itself. */
  private static final int LONG_RECORD = 600;

  private static final int MOST_COLUMNS = 24;

  /** What is not yet written of one record is at most about so many characters. */
  private static final int MOST_PENDING = 100_000;

  private static final int LONGEST_LABEL = 120;
  private static final Set<String> LABELS =
      Set.of("title", "titulo", "título", "name", "nombre", "subject", "asunto", "headline");

  /** What is written for machines only: pictures and the like. */
  private static final Pattern BASE64 =
      Pattern.compile("(?:data:[\\w.+-]{1,80}/[^,\\s]{1,200},)?[A-Za-z0-9+/=_\\r\\n-]{500,}+");

  private static final Pattern PARAGRAPHS = Pattern.compile("\n\\s*\n");

  private record Field(String name, String value) {}

  private final BlockWriter writer;
  private final List<Field> fields = new ArrayList<>();
  private int pending;
  private boolean labelled;

  RecordBlocks(BlockWriter writer) {
    this.writer = writer;
  }

  /**
   * A value of the record under way.
   *
   * @param name empty where it has none
   */
  void field(String name, String value) throws UnreadableException {
    if (value.isBlank() || isBlob(value)) {
      return;
    }
    fields.add(new Field(name, CleanText.of(value).strip()));
    pending += name.length() + value.length();
    if (pending > MOST_PENDING) {
      write();
    }
  }

  /** A paragraph that has no name, after what there is of the record under way. */
  void paragraph(String text) throws UnreadableException {
    write();
    writer.block(Kind.PROSE, text);
  }

  /** What follows is another record. */
  void end() throws UnreadableException {
    write();
    labelled = false;
  }

  /**
   * Writes records as a table, if they are alike and narrow.
   *
   * @param caption where they stand; may be empty
   * @return false when they are not: nothing is written
   */
  boolean table(String caption, List<Map<String, String>> rows) throws UnreadableException {
    Set<String> names = new LinkedHashSet<>();
    long characters = 0;
    int filled = 0;
    for (Map<String, String> row : rows) {
      names.addAll(row.keySet());
      filled += row.size();
      characters += row.values().stream().mapToInt(RecordBlocks::width).sum();
    }
    if (rows.size() < 2
        || filled * 2 < names.size() * rows.size()
        || !isNarrow(names, (int) (characters / rows.size()))) {
      return false;
    }
    write();
    writer.endSections(labelled ? LEVEL + 1 : LEVEL);
    if (!caption.isEmpty()) {
      writer.heading(LEVEL + 1, caption);
    }
    List<List<String>> cells = new ArrayList<>();
    for (Map<String, String> row : rows) {
      cells.add(names.stream().map(name -> shown(row.getOrDefault(name, ""))).toList());
    }
    writer.table(names.size(), List.copyOf(names), cells.iterator());
    writer.endSections(LEVEL + 1);
    return true;
  }

  /**
   * Whether a passage holds some rows of a table, with its header.
   *
   * @param characters in the values of a row
   */
  static boolean isNarrow(Collection<String> header, int characters) {
    return header.size() > 1
        && header.size() <= MOST_COLUMNS
        && characters <= LONG_RECORD
        && header.stream().mapToInt(String::length).sum() <= LONG_RECORD;
  }

  /** Of so many characters that no row should hold it, where it has paragraphs. */
  private static int width(String value) {
    return PARAGRAPHS.matcher(value).find() ? 2 * LONG_RECORD + value.length() : value.length();
  }

  private static String shown(String value) {
    return isBlob(value) ? "" : value;
  }

  private static boolean isBlob(String value) {
    return value.length() >= 500 && BASE64.matcher(value.strip()).matches();
  }

  private void write() throws UnreadableException {
    if (fields.isEmpty()) {
      return;
    }
    if (!labelled) {
      label();
    }
    StringBuilder lines = new StringBuilder();
    for (Field field : fields) {
      String label = field.name().isEmpty() ? "" : field.name() + ": ";
      if (field.value().length() > LONG_VALUE || field.value().contains("\n\n")) {
        writer.block(Kind.LIST, lines.toString());
        lines.setLength(0);
        for (String paragraph : (label + field.value()).split("\n\\s*\n", -1)) {
          writer.block(Kind.PROSE, paragraph);
        }
      } else {
        lines.append(label).append(field.value().replaceAll("\\s*\n\\s*", " ")).append('\n');
      }
    }
    writer.block(Kind.LIST, lines.toString());
    fields.clear();
    pending = 0;
  }

  private void label() throws UnreadableException {
    writer.endSections(LEVEL);
    if (pending > LONG_RECORD) {
      Optional<String> title =
          fields.stream()
              .filter(field -> LABELS.contains(lastName(field.name())))
              .map(Field::value)
              .findFirst();
      Optional<String> label =
          title
              .or(() -> fields.stream().map(Field::value).findFirst())
              .filter(value -> value.length() <= LONGEST_LABEL);
      if (label.isPresent()) {
        writer.heading(LEVEL, label.get());
        labelled = true;
      }
    }
  }

  private static String lastName(String path) {
    return path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }
}
