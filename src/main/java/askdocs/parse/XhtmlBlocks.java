package askdocs.parse;

import askdocs.ingest.Block.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Turns the events of (X)HTML, from a page or from a parser that describes its format in XHTML,
 * into blocks. What is hidden has to be left out by whoever sends the events.
 */
final class XhtmlBlocks {
  private static final Set<String> INLINE =
      Set.of(
          "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn",
          "em", "font", "i", "img", "ins", "kbd", "label", "mark", "q", "rb", "rp", "rt", "rtc",
          "ruby", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u",
          "var", "wbr", "nobr");

  private static final int DEEPEST_INDENT = 9;

  private final BlockWriter writer;
  private final StringBuilder inline = new StringBuilder();
  private final StringBuilder list = new StringBuilder();
  private final List<Integer> counters = new ArrayList<>();
  private final List<List<String>> rows = new ArrayList<>();
  private boolean itemOpen;
  private int tables;
  private int code;

  XhtmlBlocks(BlockWriter writer) {
    this.writer = writer;
  }

  void start(String element) throws UnreadableException {
    String name = element.toLowerCase(Locale.ROOT);
    if (INLINE.contains(name)) {
      return;
    }
    if (name.equals("br")) {
      inline.append('\n');
      return;
    }
    if (tables > 0 && !name.equals("table")) {
      startInTable(name);
      return;
    }
    flush();
    switch (name) {
      case "pre", "textarea" -> code++;
      case "ul", "menu", "dir" -> counters.add(-1);
      case "ol" -> counters.add(0);
      case "li" -> itemOpen = true;
      case "table" -> {
        if (tables++ == 0) {
          endList();
        }
      }
      case "h1", "h2", "h3", "h4", "h5", "h6" -> endList();
      default -> {}
    }
  }

  void end(String element) throws UnreadableException {
    String name = element.toLowerCase(Locale.ROOT);
    if (INLINE.contains(name) || name.equals("br")) {
      return;
    }
    if (tables > 0) {
      endInTable(name);
      return;
    }
    if (name.length() == 2 && name.charAt(0) == 'h' && Character.isDigit(name.charAt(1))) {
      writer.heading(name.charAt(1) - '0', inline.toString());
      inline.setLength(0);
      return;
    }
    flush();
    switch (name) {
      case "pre", "textarea" -> code = Math.max(0, code - 1);
      case "ul", "ol", "menu", "dir" -> {
        if (!counters.isEmpty()) {
          counters.removeLast();
        }
        if (counters.isEmpty()) {
          endList();
        }
      }
      case "li" -> itemOpen = false;
      default -> {}
    }
  }

  void text(String text) {
    if (code > 0) {
      inline.append(text);
      return;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean blank = Character.isWhitespace(c) || Character.isSpaceChar(c);
      if (!blank) {
        inline.append(c);
      } else if (!inline.isEmpty() && !Character.isWhitespace(inline.charAt(inline.length() - 1))) {
        inline.append(' ');
      }
    }
  }

  /** An element with this text, each of its line feeds a break. */
  void element(String name, String text) throws UnreadableException {
    start(name);
    String[] lines = text.split("\n", -1);
    for (int i = 0; i < lines.length; i++) {
      if (i > 0) {
        start("br");
      }
      text(lines[i]);
    }
    end(name);
  }

  void end() throws UnreadableException {
    flush();
    endList();
    endTable();
  }

  private void startInTable(String name) {
    switch (name) {
      case "tr" -> {
        closeCell();
        rows.add(new ArrayList<>());
      }
      case "td", "th" -> {
        closeCell();
        inline.setLength(0);
      }
      default -> text(" ");
    }
  }

  private void endInTable(String name) throws UnreadableException {
    switch (name) {
      case "td", "th" -> {
        if (tables == 1) {
          if (rows.isEmpty()) {
            rows.add(new ArrayList<>());
          }
          rows.getLast().add(inline.toString());
          inline.setLength(0);
        } else {
          text(" ");
        }
      }
      case "caption" -> {
        writer.block(Kind.PROSE, inline.toString());
        inline.setLength(0);
      }
      case "table" -> {
        if (--tables == 0) {
          closeCell();
          endTable();
        }
      }
      default -> text(" ");
    }
  }

  /** Text in a table outside its cells is a cell of its own. */
  private void closeCell() {
    if (!inline.toString().isBlank() && !rows.isEmpty()) {
      rows.getLast().add(inline.toString());
      inline.setLength(0);
    }
  }

  private void endTable() throws UnreadableException {
    writer.table(rows);
    rows.clear();
    inline.setLength(0);
  }

  private void flush() throws UnreadableException {
    String content = inline.toString();
    inline.setLength(0);
    if (content.isBlank()) {
      return;
    }
    if (code > 0) {
      writer.block(Kind.CODE, content);
    } else if (counters.isEmpty()) {
      writer.block(Kind.PROSE, lines(content));
    } else {
      item(lines(content));
    }
  }

  private void item(String content) {
    String indent = "  ".repeat(Math.min(counters.size(), DEEPEST_INDENT) - 1);
    String mark = "  ";
    if (itemOpen) {
      int count = counters.getLast();
      mark = count < 0 ? "- " : (count + 1) + ". ";
      counters.set(counters.size() - 1, count < 0 ? count : count + 1);
      itemOpen = false;
    }
    if (!list.isEmpty()) {
      list.append('\n');
    }
    list.append(indent).append(mark).append(content.replace("\n", "\n" + indent + "  "));
  }

  private void endList() throws UnreadableException {
    if (!list.isEmpty()) {
      String items = list.toString();
      list.setLength(0);
      writer.block(Kind.LIST, items);
    }
  }

  private static String lines(String content) {
    return content.strip().replaceAll(" *\n *", "\n");
  }
}
