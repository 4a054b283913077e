package askdocs.parse;

import askdocs.ingest.Block;
import askdocs.ingest.Block.Kind;
import askdocs.ingest.StructuredText;
import askdocs.knowledge.AttributeValue;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Puts a document's text together, block by block, with an empty line between two. */
final class BlockWriter {
  private static final String BETWEEN = "\n\n";

  private final ReadLimits limits;
  private final StringBuilder text = new StringBuilder();
  private final List<Block> blocks = new ArrayList<>();
  private final HeadingPath headings = new HeadingPath();
  private String between = BETWEEN;
  private OptionalInt page = OptionalInt.empty();
  private int tableStart;
  private String tableHeader = "";

  BlockWriter(ReadLimits limits) {
    this.limits = limits;
  }

  /** What follows starts on this page, slide or sheet, counted from 1. */
  void page(int number) {
    page = OptionalInt.of(number);
  }

  void heading(int level, String heading) throws UnreadableException {
    String line = CleanText.of(heading).strip().replaceAll("\\s+", " ");
    if (!line.isEmpty()) {
      headings.open(level, line);
      append(Kind.HEADING, line);
    }
  }

  /** What follows stands under no heading. */
  void endSections() {
    headings.close();
  }

  /** What follows stands under no heading of this level or a deeper one. */
  void endSections(int level) {
    headings.close(level);
  }

  /** A block of any kind but a heading or a table; nothing when it is blank. */
  void block(Kind kind, String content) throws UnreadableException {
    append(kind, content);
  }

  /**
   * A part of a paragraph.
   *
   * @param goesOn whether it goes on with the sentence of the block before
   */
  void flow(String content, boolean goesOn) throws UnreadableException {
    between = goesOn ? " " : BETWEEN;
    append(Kind.PROSE, content);
    between = BETWEEN;
  }

  /** A table whose first row is its header; a single column becomes paragraphs. */
  void table(List<List<String>> cells) throws UnreadableException {
    List<List<String>> rows =
        cells.stream().filter(row -> row.stream().anyMatch(cell -> !cell.isBlank())).toList();
    int columns = rows.stream().mapToInt(List::size).max().orElse(0);
    if (columns < 2 || rows.size() < 2) {
      for (List<String> row : rows) {
        append(Kind.PROSE, String.join("\n", row.stream().filter(c -> !c.isBlank()).toList()));
      }
      return;
    }
    table(columns, rows.getFirst(), rows.subList(1, rows.size()).iterator());
  }

  /**
   * A table whose rows come one by one: they need not be in memory together.
   *
   * @param header the header row, without a cell where the table has none
   */
  void table(int columns, List<String> header, Iterator<List<String>> rows)
      throws UnreadableException {
    String named = header.isEmpty() ? "" : CleanText.of(MarkdownRow.of(header, columns));
    int end = text.length();
    if (!text.isEmpty()) {
      text.append(between);
    }
    int start = text.length();
    if (!named.isEmpty()) {
      text.append(named).append('\n').append(MarkdownRow.rule(columns)).append('\n');
    }
    while (rows.hasNext()) {
      List<String> row = rows.next();
      if (row.stream().anyMatch(cell -> !cell.isBlank())) {
        String line = CleanText.of(MarkdownRow.of(row, Math.max(columns, row.size())));
        if ((long) text.length() + line.length() > limits.characters()) {
          throw UnreadableException.tooMuchText(limits);
        }
        text.append(line).append('\n');
      }
    }
    if (text.length() == start) {
      text.setLength(end);
      return;
    }
    text.setLength(text.length() - 1);
    blocks.add(new Block(start, text.length(), Kind.TABLE, page, headings.path(), named));
  }

  /** Opens a table that comes row by row, too long to be held twice. */
  void openTable(List<String> header, int columns) throws UnreadableException {
    text.append(text.isEmpty() ? "" : BETWEEN);
    tableStart = text.length();
    tableHeader = CleanText.of(MarkdownRow.of(header, columns));
    text.append(tableHeader).append('\n').append(MarkdownRow.rule(columns));
  }

  void tableRow(List<String> cells, int columns) throws UnreadableException {
    text.append('\n').append(CleanText.of(MarkdownRow.of(cells, columns)));
    if (text.length() > limits.characters()) {
      throw UnreadableException.tooMuchText(limits);
    }
  }

  void closeTable() {
    blocks.add(
        new Block(tableStart, text.length(), Kind.TABLE, page, headings.path(), tableHeader));
  }

  StructuredText finish(Optional<String> title, Optional<Locale> language) {
    return finish(title, language, Map.of());
  }

  StructuredText finish(
      Optional<String> title, Optional<Locale> language, Map<String, AttributeValue> attributes) {
    return new StructuredText(text.toString(), title, language, blocks, attributes);
  }

  /** The text of the first heading, the most a document without metadata says of its title. */
  Optional<String> firstHeading() {
    return blocks.stream()
        .filter(block -> block.kind() == Kind.HEADING)
        .findFirst()
        .map(block -> text.substring(block.start(), block.end()));
  }

  private void append(Kind kind, String content) throws UnreadableException {
    if ((long) text.length() + content.length() > limits.characters()) {
      throw UnreadableException.tooMuchText(limits);
    }
    String clean = trimmed(CleanText.of(content));
    if (clean.isEmpty()) {
      return;
    }
    if (!text.isEmpty()) {
      text.append(between);
    }
    int start = text.length();
    text.append(clean);
    blocks.add(new Block(start, text.length(), kind, page, headings.path(), ""));
  }

  /** Without blank lines before and white space behind: the first line keeps its indentation. */
  private static String trimmed(String content) {
    String end = content.stripTrailing();
    int start = 0;
    for (int at = 0; at < end.length() && Character.isWhitespace(end.charAt(at)); at++) {
      if (end.charAt(at) == '\n') {
        start = at + 1;
      }
    }
    return end.substring(start);
  }
}
