package askdocs.parse;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.xml.sax.Attributes;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * The text of an OpenDocument text or presentation (ODF 1.3 part 3), described as XHTML. Left out:
 * tracked deletions, annotations, hidden text, sections and slides, and tables of contents.
 */
final class OdfText extends DefaultHandler {
  /** What holds the text in the content's part. */
  static final Set<String> BODY = Set.of("body");

  /** What holds the running heads in the styles' part. */
  static final Set<String> HEADS = Set.of("header", "footer", "header-left", "footer-left");

  private static final Set<String> SKIPPED =
      Set.of(
          "tracked-changes",
          "annotation",
          "table-of-content",
          "note-citation",
          "ruby-text",
          "page-number",
          "desc",
          "header-decl",
          "footer-decl",
          "date-time-decl",
          "forms");

  private static final int LONGEST_GAP = 100;
  private static final int MOST_REPEATED_CELLS = 100;

  private record Paragraph(String element, StringBuilder text) {}

  private final OdfStyles styles;
  private final Set<String> holders;
  private final BlockWriter writer;
  private final XhtmlBlocks blocks;
  private final Deque<Paragraph> paragraphs = new ArrayDeque<>();
  private final Deque<String> lists = new ArrayDeque<>();
  private final Deque<String> listStyles = new ArrayDeque<>();
  private final Deque<Boolean> hiding = new ArrayDeque<>();
  private final Deque<WordLook> looks = new ArrayDeque<>(List.of(WordLook.NONE));
  private final List<String> notes = new ArrayList<>();
  private Optional<String> title = Optional.empty();
  private int within;
  private int skipping;
  private int hidden;
  private int tables;
  private int noteBodies;
  private int page;
  private boolean titleFrame;

  OdfText(OdfStyles styles, Set<String> holders, BlockWriter writer) {
    this.styles = styles;
    this.holders = holders;
    this.writer = writer;
    this.blocks = new XhtmlBlocks(writer);
  }

  /** The text of the first paragraph in a title's style. */
  Optional<String> title() {
    return title;
  }

  void end() throws UnreadableException {
    blocks.end();
  }

  @Override
  public void startElement(String uri, String name, String qualified, Attributes attributes)
      throws SAXException {
    if (skipping > 0 || SKIPPED.contains(name)) {
      skipping++;
      return;
    }
    boolean hides = hides(name, attributes);
    hiding.addLast(hides);
    looks.addLast(look(name, attributes).over(looks.getLast()));
    hidden += hides ? 1 : 0;
    within += holders.contains(name) ? 1 : 0;
    try {
      if (within > 0) {
        start(name, attributes);
      }
    } catch (UnreadableException e) {
      throw new SAXException(e);
    }
  }

  @Override
  public void characters(char[] chars, int start, int length) {
    append(new String(chars, start, length).replace('\n', ' '));
  }

  @Override
  public void endElement(String uri, String name, String qualified) throws SAXException {
    if (skipping > 0) {
      skipping--;
      return;
    }
    try {
      if (within > 0) {
        end(name);
      }
    } catch (UnreadableException e) {
      throw new SAXException(e);
    }
    within -= holders.contains(name) ? 1 : 0;
    hidden -= hiding.removeLast() ? 1 : 0;
    looks.removeLast();
  }

  private boolean hides(String name, Attributes attributes) {
    return switch (name) {
      case "span", "p", "h", "section", "page" ->
          styles.isHidden(WordBody.value(attributes, "style-name"))
              || WordBody.value(attributes, "display").equals("none");
      case "frame", "custom-shape" -> WordBody.value(attributes, "display").equals("none");
      case "hidden-text", "hidden-paragraph" ->
          !WordBody.value(attributes, "is-hidden").equals("false");
      default -> false;
    };
  }

  /** What frames and slides are filled with is not looked up: nothing is too pale there. */
  private WordLook look(String name, Attributes attributes) {
    return switch (name) {
      case "span", "p", "h", "section", "table", "table-row", "table-cell" ->
          styles.look(WordBody.value(attributes, "style-name"));
      case "frame", "custom-shape", "page" -> WordLook.grounded(Colours.UNKNOWN);
      default -> WordLook.NONE;
    };
  }

  private void start(String name, Attributes attributes) throws UnreadableException {
    switch (name) {
      case "page" -> {
        page++;
        writer.page(page);
        writer.endSections();
      }
      case "frame" -> titleFrame = WordBody.value(attributes, "class").equals("title");
      case "p", "h" -> paragraphs.addLast(paragraph(name, attributes));
      case "s" ->
          append(" ".repeat(Math.clamp(CellStyles.number(attributes, "c"), 1, LONGEST_GAP)));
      case "tab" -> append("\t");
      case "line-break" -> append("\n");
      case "note-body" -> noteBodies++;
      case "list" -> startList(attributes);
      case "list-item" -> startUnlessInTable("li");
      case "table" -> {
        tables++;
        blocks.start("table");
      }
      case "table-row" -> blocks.start("tr");
      case "table-cell", "covered-table-cell" -> {
        int repeated = CellStyles.number(attributes, "number-columns-repeated");
        for (int i = 1; i < Math.min(repeated, MOST_REPEATED_CELLS); i++) {
          blocks.start("td");
          blocks.end("td");
        }
        blocks.start("td");
      }
      default -> {}
    }
  }

  private void end(String name) throws UnreadableException {
    switch (name) {
      case "page" -> blocks.end();
      case "frame" -> titleFrame = false;
      case "p", "h" -> write(paragraphs.removeLast());
      case "note-body" -> noteBodies--;
      case "list" -> {
        if (tables == 0) {
          listStyles.removeLast();
          blocks.end(lists.removeLast());
        }
      }
      case "list-item" -> {
        if (tables == 0) {
          blocks.end("li");
        }
      }
      case "table" -> {
        blocks.end("table");
        tables--;
      }
      case "table-row" -> blocks.end("tr");
      case "table-cell", "covered-table-cell" -> blocks.end("td");
      default -> {}
    }
  }

  private void startList(Attributes attributes) throws UnreadableException {
    if (tables > 0) {
      return;
    }
    String own = WordBody.value(attributes, "style-name");
    listStyles.addLast(own.isEmpty() && !listStyles.isEmpty() ? listStyles.getLast() : own);
    lists.addLast(styles.counts(listStyles.getLast(), listStyles.size()) ? "ol" : "ul");
    blocks.start(lists.getLast());
  }

  private void startUnlessInTable(String element) throws UnreadableException {
    if (tables == 0) {
      blocks.start(element);
    }
  }

  private Paragraph paragraph(String name, Attributes attributes) {
    String element = "p";
    if (tables == 0 && (titleFrame || isTitle(attributes))) {
      element = "h1";
    } else if (tables == 0 && name.equals("h")) {
      element = "h" + Math.clamp(CellStyles.number(attributes, "outline-level"), 1, 6);
    }
    return new Paragraph(element, new StringBuilder());
  }

  private boolean isTitle(Attributes attributes) {
    return styles.isA(WordBody.value(attributes, "style-name"), "Title");
  }

  private void append(String text) {
    boolean seen = hidden == 0 && looks.getLast().isSeenOn(Colours.WHITE);
    if (skipping == 0 && seen && !paragraphs.isEmpty()) {
      paragraphs.getLast().text().append(text);
    }
  }

  /** A note follows the paragraph that it is to. */
  private void write(Paragraph paragraph) throws UnreadableException {
    String text = paragraph.text().toString();
    if (noteBodies > 0) {
      notes.add(text);
      return;
    }
    if (!text.isBlank()) {
      if (paragraph.element().equals("h1") && title.isEmpty()) {
        title = Optional.of(CleanText.of(text).strip().replaceAll("\\s+", " "));
      }
      blocks.element(paragraph.element(), text);
    }
    if (paragraphs.isEmpty()) {
      for (String note : List.copyOf(notes)) {
        blocks.element("p", note);
      }
      notes.clear();
    }
  }
}
