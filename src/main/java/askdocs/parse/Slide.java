package askdocs.parse;

import java.util.ArrayList;
import java.util.List;

/** What a slide shows, as it was found; written with its title first and its notes last. */
final class Slide {
  /** Something on it, apart from the title. */
  sealed interface Content {
    /** Paragraphs of one shape. */
    record Lines(List<Line> lines) implements Content {
      public Lines {
        lines = List.copyOf(lines);
      }
    }

    /** A table's rows. */
    record Table(List<List<String>> rows) implements Content {}
  }

  /**
   * A paragraph.
   *
   * @param depth how deep in a list it stands, from 1; 0 in none
   * @param counted whether its list counts its items
   */
  record Line(String text, int depth, boolean counted) {}

  private final StringBuilder title = new StringBuilder();
  private final List<Content> contents = new ArrayList<>();
  private final List<Line> notes = new ArrayList<>();

  void title(String text) {
    title.append(title.isEmpty() ? "" : " ").append(text);
  }

  void add(Content content) {
    contents.add(content);
  }

  void notes(List<Line> lines) {
    notes.addAll(lines);
  }

  /**
   * @param number the slide's, from 1
   */
  void write(int number, BlockWriter writer) throws UnreadableException {
    writer.page(number);
    writer.endSections();
    writer.heading(1, title.toString());
    for (Content content : contents) {
      switch (content) {
        case Content.Lines(List<Line> lines) -> write(lines, writer);
        case Content.Table(List<List<String>> rows) -> writer.table(rows);
      }
    }
    write(notes, writer);
  }

  /** Paragraphs and, by their depths, the lists that they make up. */
  static void write(List<Line> lines, BlockWriter writer) throws UnreadableException {
    XhtmlBlocks blocks = new XhtmlBlocks(writer);
    List<String> lists = new ArrayList<>();
    for (Line line : lines) {
      if (line.text().isBlank()) {
        continue;
      }
      String list = line.counted() ? "ol" : "ul";
      while (lists.size() > line.depth()
          || (!lists.isEmpty() && lists.size() == line.depth() && !lists.getLast().equals(list))) {
        blocks.end(lists.removeLast());
      }
      while (lists.size() < line.depth()) {
        lists.add(list);
        blocks.start(list);
      }
      String element = line.depth() > 0 ? "li" : "p";
      blocks.start(element);
      blocks.text(line.text());
      blocks.end(element);
    }
    while (!lists.isEmpty()) {
      blocks.end(lists.removeLast());
    }
    blocks.end();
  }
}
