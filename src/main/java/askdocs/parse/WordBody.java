package askdocs.parse;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.xml.sax.Attributes;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * The text of a Word document's part, described as XHTML. Left out: deleted and moved-away text,
 * text that cannot be seen (hidden, tiny, in the colour that it stands on), field codes, and the
 * second form of what is written twice for older programs.
 */
final class WordBody extends DefaultHandler {
  private static final Set<String> SKIPPED =
      Set.of(
          "del",
          "moveFrom",
          "Fallback",
          "instrText",
          "delText",
          "rPrChange",
          "pPrChange",
          "tcPrChange",
          "tblPrChange");
  private static final int LONGEST_HEADING = 200;

  /** A paragraph under way; text boxes nest them. */
  private static final class Paragraph {
    final StringBuilder text = new StringBuilder();
    String style = "";
    OptionalInt outline = OptionalInt.empty();
    String list = "";
    int listLevel;

    /** Whether all of its text is bold and larger than body text: a heading made by hand. */
    boolean large = true;

    /** What it stands on, where it says so. */
    OptionalInt ground = OptionalInt.empty();

    Optional<Run> run = Optional.empty();
  }

  /** A run under way: text of one look. */
  private static final class Run {
    String style = "";
    WordLook look = WordLook.NONE;
    boolean bold;
    Optional<Boolean> seen = Optional.empty();
  }

  private final WordStyles styles;
  private final WordNumbering numbering;
  private final XhtmlBlocks blocks;
  private final Deque<Paragraph> paragraphs = new ArrayDeque<>();
  private final List<String> lists = new ArrayList<>();
  private Optional<String> title = Optional.empty();
  private boolean styledHeadings;
  private int skipping;
  private int cells;
  private boolean inText;

  /** What the text stands on: the page, and the tables, cells and boxes on it. */
  private final Deque<Integer> grounds = new ArrayDeque<>(List.of(Colours.WHITE));

  /** The elements of properties that are open. */
  private final Deque<String> properties = new ArrayDeque<>();

  /** What the shape under way is filled with. */
  private int fill = Colours.UNKNOWN;

  WordBody(WordStyles styles, WordNumbering numbering, XhtmlBlocks blocks) {
    this.styles = styles;
    this.numbering = numbering;
    this.blocks = blocks;
  }

  /** The text of the first paragraph in a title's style. */
  Optional<String> title() {
    return title;
  }

  void end() throws UnreadableException {
    closeLists(0);
    blocks.end();
  }

  @Override
  public void startElement(String uri, String name, String qualified, Attributes attributes)
      throws SAXException {
    if (skipping > 0 || SKIPPED.contains(name)) {
      skipping++;
      return;
    }
    try {
      start(name, attributes);
    } catch (UnreadableException e) {
      throw new SAXException(e);
    }
  }

  @Override
  public void endElement(String uri, String name, String qualified) throws SAXException {
    if (skipping > 0) {
      skipping--;
      return;
    }
    try {
      end(name);
    } catch (UnreadableException e) {
      throw new SAXException(e);
    }
  }

  @Override
  public void characters(char[] chars, int start, int length) {
    if (inText && skipping == 0) {
      append(new String(chars, start, length));
    }
  }

  private void start(String name, Attributes attributes) throws UnreadableException {
    switch (name) {
      case "p" -> paragraphs.addLast(new Paragraph());
      case "r" -> paragraph().ifPresent(p -> p.run = Optional.of(new Run()));
      case "t" -> inText = run().isPresent();
      case "tab" -> append(run().isPresent() ? "\t" : "");
      case "br", "cr" -> append(run().isPresent() ? "\n" : "");
      case "noBreakHyphen" -> append("-");
      case "rPr", "pPr", "tcPr", "tblPr", "spPr", "ln" -> properties.push(name);
      case "tbl" -> {
        closeLists(0);
        blocks.start("table");
        grounds.push(ground());
      }
      case "tr" -> blocks.start("tr");
      case "tc" -> {
        cells++;
        blocks.start("td");
        grounds.push(ground());
      }
      case "txbxContent" -> grounds.push(fill);
      default -> describe(name, attributes);
    }
  }

  private Optional<Paragraph> paragraph() {
    return Optional.ofNullable(paragraphs.peekLast());
  }

  private Optional<Run> run() {
    return paragraph().flatMap(p -> p.run);
  }

  private int ground() {
    Integer ground = grounds.peek();
    return ground == null ? Colours.WHITE : ground;
  }

  private void standOn(int ground) {
    grounds.poll();
    grounds.push(ground);
  }

  private void describe(String name, Attributes attributes) {
    String holder = properties.isEmpty() ? "" : properties.peek();
    switch (holder) {
      case "rPr" -> run().ifPresent(run -> describe(run, name, attributes));
      case "tcPr", "tblPr" -> {
        if (name.equals("shd")) {
          WordLook.shade(attributes).ifPresent(this::standOn);
        } else if (name.equals("tblStyle") && styles.shades(value(attributes, "val"))) {
          standOn(Colours.UNKNOWN);
        }
      }
      case "spPr" -> {
        if (name.equals("srgbClr")) {
          fill = WordLook.colour(value(attributes, "val"));
        }
      }
      case "pPr" -> paragraph().ifPresent(p -> describe(p, name, attributes));
      default -> {
        if (name.equals("background")) {
          int colour = WordLook.colour(value(attributes, "color"));
          // Whether the page shows it is a setting of the program.
          standOn(Colours.look(colour, Colours.WHITE) ? Colours.WHITE : Colours.UNKNOWN);
        } else if (name.equals("wsp")) {
          fill = Colours.UNKNOWN;
        }
      }
    }
  }

  private static void describe(Run run, String name, Attributes attributes) {
    switch (name) {
      case "rStyle" -> run.style = value(attributes, "val");
      case "b" -> run.bold = isOn(attributes);
      default -> run.look = run.look.with(name, attributes);
    }
  }

  private static void describe(Paragraph paragraph, String name, Attributes attributes) {
    switch (name) {
      case "pStyle" -> paragraph.style = value(attributes, "val");
      case "outlineLvl" -> {
        int level = number(attributes, 9);
        paragraph.outline = level < 9 ? OptionalInt.of(level + 1) : OptionalInt.empty();
      }
      case "ilvl" -> paragraph.listLevel = Math.clamp(number(attributes, 0), 0, 8);
      case "numId" -> paragraph.list = value(attributes, "val");
      case "shd" -> paragraph.ground = WordLook.shade(attributes);
      default -> {}
    }
  }

  private void append(String text) {
    Paragraph paragraph = paragraphs.peekLast();
    if (paragraph == null || !isSeen(paragraph)) {
      return;
    }
    paragraph.text.append(text);
    boolean bold = paragraph.run.isPresent() && paragraph.run.get().bold;
    int halfPoints = paragraph.run.map(run -> run.look.halfPoints().orElse(0)).orElse(0);
    paragraph.large &= text.isBlank() || (bold && halfPoints >= styles.bodyHalfPoints() * 5 / 4);
  }

  private boolean isSeen(Paragraph paragraph) {
    if (paragraph.run.isEmpty()) {
      return true;
    }
    Run run = paragraph.run.get();
    if (run.seen.isEmpty()) {
      OptionalInt own =
          paragraph.ground.isPresent() ? paragraph.ground : styles.ground(paragraph.style);
      WordLook look = run.look.over(styles.look(paragraph.style, run.style));
      run.seen = Optional.of(look.isSeenOn(own.orElse(ground())));
    }
    return run.seen.get();
  }

  private void end(String name) throws UnreadableException {
    switch (name) {
      case "p" -> {
        Paragraph paragraph = paragraphs.pollLast();
        if (paragraph != null) {
          write(paragraph);
        }
      }
      case "r" -> paragraph().ifPresent(p -> p.run = Optional.empty());
      case "t" -> inText = false;
      case "rPr", "pPr", "tcPr", "tblPr", "spPr", "ln" -> properties.poll();
      case "txbxContent" -> grounds.poll();
      case "tbl" -> {
        blocks.end("table");
        grounds.poll();
      }
      case "tr" -> blocks.end("tr");
      case "tc" -> {
        cells--;
        blocks.end("td");
        grounds.poll();
      }
      default -> {}
    }
  }

  private void write(Paragraph paragraph) throws UnreadableException {
    String text = paragraph.text.toString();
    if (text.isBlank()) {
      return;
    }
    if (cells > 0) {
      blocks.element("p", text);
      return;
    }
    OptionalInt level = level(paragraph);
    if (level.isPresent()) {
      closeLists(0);
      if (level.getAsInt() == 0 && title.isEmpty()) {
        title = Optional.of(CleanText.of(text).strip().replaceAll("\\s+", " "));
      }
      blocks.element("h" + Math.clamp(level.getAsInt(), 1, 6), text);
    } else if (!paragraph.list.isEmpty() && !paragraph.list.equals("0")) {
      openList(paragraph);
      blocks.element("li", text);
    } else {
      closeLists(0);
      blocks.element("p", text);
    }
  }

  private OptionalInt level(Paragraph paragraph) {
    OptionalInt styled =
        paragraph.outline.isPresent() ? paragraph.outline : styles.level(paragraph.style);
    if (styled.isPresent()) {
      styledHeadings = true;
      return styled;
    }
    boolean byHand =
        paragraph.large && !styledHeadings && paragraph.text.length() <= LONGEST_HEADING;
    return byHand ? OptionalInt.of(1) : OptionalInt.empty();
  }

  private void openList(Paragraph paragraph) throws UnreadableException {
    closeLists(paragraph.listLevel + 1);
    while (lists.size() <= paragraph.listLevel) {
      String list = numbering.counts(paragraph.list, lists.size()) ? "ol" : "ul";
      lists.add(list);
      blocks.start(list);
    }
  }

  private void closeLists(int depth) throws UnreadableException {
    while (lists.size() > depth) {
      blocks.end(lists.removeLast());
    }
  }

  /** An attribute by its local name, empty when absent. */
  static String value(Attributes attributes, String name) {
    for (int i = 0; i < attributes.getLength(); i++) {
      if (attributes.getLocalName(i).equals(name)) {
        return attributes.getValue(i);
      }
    }
    return "";
  }

  static int number(Attributes attributes, int otherwise) {
    String value = value(attributes, "val");
    return value.matches("\\d{1,6}") ? Integer.parseInt(value) : otherwise;
  }

  /** A property without a value is on (ECMA-376 part 1, 17.17.4). */
  static boolean isOn(Attributes attributes) {
    return switch (value(attributes, "val")) {
      case "0", "false", "off" -> false;
      default -> true;
    };
  }
}
