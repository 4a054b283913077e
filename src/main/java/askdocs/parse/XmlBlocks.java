package askdocs.parse;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jsoup.nodes.Entities;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * Turns the elements of XML into blocks, by their shape more than by their names:
 *
 * <ul>
 *   <li>an element with text between its children, or named like a paragraph, is a paragraph;
 *   <li>an element with text alone is a value of the element around it;
 *   <li>an element that holds values only is a record; records of one name in a row are a table;
 *   <li>a title in any other element is a heading, and the tables of documents are tables.
 * </ul>
 *
 * An element is taken in only as far as its shape needs, so that long files take little memory.
 */
final class XmlBlocks extends DefaultHandler {
  /** The parse cannot go on, for a reason that its owner is told. */
  static final class Stopped extends SAXException {
    private final UnreadableException reason;

    Stopped(UnreadableException reason) {
      super(reason);
      this.reason = reason;
    }

    UnreadableException reason() {
      return reason;
    }
  }

  private static final Set<String> TITLES =
      Set.of("title", "head", "heading", "headline", "article-title", "book-title", "doctitle");

  private static final Set<String> PARAGRAPHS = Set.of("p", "para", "simpara", "paragraph", "li");
  private static final Set<String> LINE_BREAKS = Set.of("br", "lb", "break");

  /** Roots of vocabularies for documents: their attributes are for machines. */
  private static final Set<String> DOCUMENTS =
      Set.of(
          "article",
          "book",
          "chapter",
          "section",
          "tei",
          "topic",
          "concept",
          "task",
          "reference",
          "map",
          "nitf",
          "fictionbook",
          "dtbook",
          "document",
          "html",
          "ead",
          "refentry",
          "part");

  /** Attributes that say nothing to a reader. */
  private static final Set<String> MACHINE =
      Set.of("class", "style", "schemalocation", "nonamespaceschemalocation", "space", "base");

  /** How the tables of documents are called here and there, and in HTML. */
  private static final Map<String, String> TABLE_PARTS =
      Map.of("row", "tr", "entry", "td", "cell", "td", "title", "caption");

  /** What would be fetched to be shown. */
  private static final String XINCLUDE = "http://www.w3.org/2001/XInclude";

  private static final int LONGEST_TITLE = 300;
  private static final int MOST_ROWS = 1000;
  private static final int LONGEST_ATTRIBUTE = 2000;
  private static final int DEEPEST_HEADING = 6;

  private record Value(String name, String text, boolean prose) {}

  /** An element under way. */
  private static final class Element {
    final String name;
    final Map<String, String> attributes;
    final StringBuilder text = new StringBuilder();
    final List<Value> values = new ArrayList<>();
    final List<Map<String, String>> rows = new ArrayList<>();
    String rowName = "";
    boolean hasChildren;

    /** Whether a child has children: what it holds is written as it comes. */
    boolean isOpen;

    Element(String name, Map<String, String> attributes) {
      this.name = name;
      this.attributes = attributes;
    }
  }

  private final RecordBlocks records;
  private final BlockWriter writer;
  private final ReadLimits limits;
  private final Deque<Element> elements = new ArrayDeque<>();
  private Optional<String> title = Optional.empty();
  private Optional<Locale> language = Optional.empty();
  private boolean isDocument;

  /** How many elements are open inside a paragraph; they do not count by themselves. */
  private int inline;

  private @Nullable XhtmlBlocks table;
  private int inTable;

  XmlBlocks(BlockWriter writer, ReadLimits limits) {
    this.writer = writer;
    this.limits = limits;
    records = new RecordBlocks(writer);
  }

  Optional<String> title() {
    return title;
  }

  Optional<Locale> language() {
    return language;
  }

  @Override
  public void startElement(String uri, String local, String qualified, Attributes attributes)
      throws SAXException {
    if (elements.size() + inline + inTable >= limits.nesting()) {
      throw new Stopped(
          new UnreadableException(
              String.format(
                  Locale.ROOT, "The XML nests deeper than %d elements.", limits.nesting())));
    }
    String name = local.toLowerCase(Locale.ROOT);
    try {
      if (elements.isEmpty()) {
        isDocument = DOCUMENTS.contains(name);
        language =
            Optional.ofNullable(attributes.getValue("xml:lang"))
                .map(Locale::forLanguageTag)
                .filter(locale -> !locale.getLanguage().isEmpty());
      }
      if (table != null) {
        inTable++;
        table.start(TABLE_PARTS.getOrDefault(name, name));
      } else if (inline > 0 || isMixed(elements.peek())) {
        inline++;
        elements.element().text.append(LINE_BREAKS.contains(name) ? "\n" : "");
      } else if (isDocument && name.equals("table")) {
        openAround();
        startTable();
      } else if (!uri.equals(XINCLUDE)) {
        openAround();
        elements.push(new Element(isDocument ? name : local, shown(attributes)));
      } else {
        inline++;
      }
    } catch (UnreadableException e) {
      throw new Stopped(e);
    }
  }

  @Override
  public void characters(char[] characters, int start, int length) throws SAXException {
    String text = new String(characters, start, length);
    Element element = elements.peek();
    if (table != null) {
      table.text(text);
    } else if (element != null && (inline > 0 || !element.isOpen || !text.isBlank())) {
      if (element.hasChildren && inline == 0 && !text.isBlank() && !element.values.isEmpty()) {
        // Text behind a child: the children so far were parts of a paragraph.
        element.values.forEach(value -> element.text.append(value.text()));
        element.values.clear();
      }
      element.text.append(text);
      if (element.text.length() > limits.characters()) {
        throw new Stopped(UnreadableException.tooMuchText(limits));
      }
    }
  }

  /** An entity that a document type would define, which is not fetched: HTML's own are known. */
  @Override
  public void skippedEntity(String name) throws SAXException {
    if (Entities.isNamedEntity(name)) {
      char[] text = Entities.getByName(name).toCharArray();
      characters(text, 0, text.length);
    }
  }

  @Override
  public void endElement(String uri, String local, String qualified) throws SAXException {
    try {
      if (table != null) {
        String name = local.toLowerCase(Locale.ROOT);
        table.end(TABLE_PARTS.getOrDefault(name, name));
        if (--inTable == 0) {
          table.end();
          table = null;
        }
      } else if (inline > 0) {
        inline--;
      } else {
        end(elements.pop());
      }
    } catch (UnreadableException e) {
      throw new Stopped(e);
    }
  }

  @Override
  public void endDocument() throws SAXException {
    try {
      records.end();
    } catch (UnreadableException e) {
      throw new Stopped(e);
    }
  }

  @Override
  public void fatalError(SAXParseException e) throws SAXException {
    throw e;
  }

  private static boolean isMixed(@Nullable Element element) {
    return element != null
        && !element.isOpen
        && (!element.text.toString().isBlank() || (isParagraph(element) && !element.hasChildren));
  }

  private Map<String, String> shown(Attributes attributes) {
    Map<String, String> shown = new LinkedHashMap<>();
    for (int i = 0; i < attributes.getLength() && !isDocument; i++) {
      String name = attributes.getLocalName(i);
      String value = attributes.getValue(i).strip();
      if (!value.isEmpty()
          && value.length() <= LONGEST_ATTRIBUTE
          && !attributes.getQName(i).startsWith("xml:")
          && !MACHINE.contains(name.toLowerCase(Locale.ROOT))) {
        shown.put(name, value);
      }
    }
    return shown;
  }

  /** The innermost element gets a child; so the one around it is no record. */
  private void openAround() throws UnreadableException {
    Element inner = elements.poll();
    if (inner != null) {
      Element around = elements.peek();
      if (!inner.hasChildren && around != null && !around.isOpen) {
        Element outer = elements.stream().skip(1).findFirst().orElse(null);
        if (outer != null) {
          writeRows(outer);
        }
        open(around);
      }
      inner.hasChildren = true;
      elements.push(inner);
    }
  }

  private void open(Element element) throws UnreadableException {
    element.isOpen = true;
    for (Map.Entry<String, String> attribute : element.attributes.entrySet()) {
      records.field(element.name + "." + attribute.getKey(), attribute.getValue());
    }
    for (Value value : element.values) {
      write(value, elements.size());
    }
    element.values.clear();
  }

  private void startTable() throws UnreadableException {
    Element around = elements.peek();
    if (around != null && !around.isOpen) {
      open(around);
    }
    records.end();
    table = new XhtmlBlocks(writer);
    table.start("table");
    inTable = 1;
  }

  private void end(Element element) throws UnreadableException {
    Element around = elements.peek();
    boolean leaf = !element.hasChildren || (!element.isOpen && isMixed(element));
    if (leaf && (!element.attributes.isEmpty() && element.text.toString().isBlank())) {
      record(element.attributes, element, around);
    } else if (leaf) {
      Value value = value(element);
      if (around == null || around.isOpen) {
        if (around != null) {
          writeRows(around);
        }
        write(value, elements.size());
      } else {
        around.values.add(value);
      }
    } else if (element.isOpen) {
      writeRows(element);
      if (!element.text.toString().isBlank()) {
        write(new Value("", element.text.toString().strip(), true), elements.size());
      }
      endSection();
    } else if (element.values.stream().anyMatch(Value::prose)) {
      if (around != null) {
        writeRows(around);
      }
      elements.push(element);
      open(element);
      elements.pop();
      endSection();
    } else {
      Map<String, String> row = new LinkedHashMap<>(element.attributes);
      for (Value value : element.values) {
        row.merge(value.name(), value.text(), (a, b) -> a.isBlank() ? b : a + ", " + b);
      }
      record(row, element, around);
    }
  }

  private void endSection() throws UnreadableException {
    records.end();
    writer.endSections(Math.min(elements.size() + 1, DEEPEST_HEADING));
  }

  private void record(Map<String, String> row, Element element, @Nullable Element around)
      throws UnreadableException {
    if (around == null) {
      fields("", row);
      return;
    }
    if (!around.isOpen) {
      // It holds attributes only, no child told so far that the element around has structure.
      Element outer = elements.stream().skip(1).findFirst().orElse(null);
      if (outer != null) {
        writeRows(outer);
      }
      open(around);
    }
    if (!around.rowName.equals(element.name) || around.rows.size() == MOST_ROWS) {
      writeRows(around);
    }
    around.rowName = element.name;
    around.rows.add(row);
  }

  private void writeRows(Element element) throws UnreadableException {
    if (element.rows.size() == 1) {
      fields(element.rowName + ".", element.rows.getFirst());
    } else if (!element.rows.isEmpty() && !records.table(element.rowName, element.rows)) {
      records.end();
      for (Map<String, String> row : element.rows) {
        fields(element.rowName + ".", row);
        records.end();
      }
    }
    element.rows.clear();
  }

  private void fields(String prefix, Map<String, String> row) throws UnreadableException {
    for (Map.Entry<String, String> field : row.entrySet()) {
      records.field(prefix + field.getKey(), field.getValue());
    }
  }

  private static Value value(Element element) {
    String text = element.text.toString().strip();
    boolean prose = element.hasChildren || isParagraph(element);
    String name = element.name;
    StringBuilder more = new StringBuilder();
    for (Map.Entry<String, String> attribute : element.attributes.entrySet()) {
      if (Set.of("name", "key").contains(attribute.getKey())) {
        name = attribute.getValue();
      } else if (!prose) {
        more.append(more.isEmpty() ? " (" : ", ")
            .append(attribute.getKey())
            .append(": ")
            .append(attribute.getValue());
      }
    }
    return new Value(name, text + (more.isEmpty() ? "" : more + ")"), prose);
  }

  private static boolean isParagraph(Element element) {
    return PARAGRAPHS.contains(element.name.toLowerCase(Locale.ROOT));
  }

  private void write(Value value, int depth) throws UnreadableException {
    if (value.text().isEmpty()) {
      return;
    }
    String line = CleanText.of(value.text()).strip().replaceAll("\\s+", " ");
    if (TITLES.contains(value.name().toLowerCase(Locale.ROOT)) && line.length() <= LONGEST_TITLE) {
      records.end();
      title = title.or(() -> Optional.of(line));
      writer.heading(Math.min(Math.max(1, depth), DEEPEST_HEADING), line);
    } else if (value.prose()) {
      records.paragraph(value.text().replaceAll("[ \\t]*\\R[ \\t]*", "\n"));
    } else {
      records.field(value.name(), value.text());
    }
  }
}
