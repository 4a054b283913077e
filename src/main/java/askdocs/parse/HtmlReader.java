package askdocs.parse;

import askdocs.ingest.StructuredText;
import java.io.IOException;
import java.util.Optional;
import java.util.stream.Stream;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;

/** A page of HTML: its visible text. */
final class HtmlReader implements FormatReader {
  private final ReadLimits limits;

  HtmlReader(ReadLimits limits) {
    this.limits = limits;
  }

  @Override
  public StructuredText read(Source source) throws IOException, UnreadableException {
    return read(TextFile.readHtml(source, limits));
  }

  private StructuredText read(String markup) throws UnreadableException {
    Document page = parse(markup);
    DocumentProperties properties = properties(page);
    Optional<String> title = text(page.title());
    BlockWriter writer = new BlockWriter(limits);
    write(page, writer);
    Optional<String> heading =
        Optional.ofNullable(page.selectFirst("h1")).flatMap(h -> text(h.text()));
    return writer.finish(title.or(() -> heading), properties.language(), properties.attributes());
  }

  /** As pages name it for search engines, for sharing, and by the Dublin Core. */
  private static DocumentProperties properties(Document page) {
    return DocumentProperties.of(
        page.title(),
        meta(page, "author", "dc.creator", "dcterms.creator", "citation_author"),
        meta(page, "article:published_time", "dcterms.created", "dc.date", "date"),
        meta(page, "article:modified_time", "og:updated_time", "dcterms.modified", "last-modified"),
        Stream.of(page.select("html").attr("lang"), page.select("html").attr("xml:lang"))
            .filter(tag -> !tag.isBlank())
            .findFirst()
            .orElseGet(() -> meta(page, "content-language", "dc.language", "og:locale")));
  }

  private static String meta(Document page, String... names) {
    return Stream.of(names)
        .flatMap(name ->
            page
                .select(
                    String.format(
                        "meta[name=%1$s], meta[property=%1$s], meta[http-equiv=%1$s]", name))
                .stream())
        .map(tag -> tag.attr("content"))
        .filter(content -> !content.isBlank())
        .findFirst()
        .orElse("");
  }

  /** The visible text of a page that is a part of something else. */
  void write(String markup, BlockWriter writer) throws UnreadableException {
    write(parse(markup), writer);
  }

  private Document parse(String markup) {
    return Parser.htmlParser().setMaxDepth(limits.nesting()).parseInput(markup, "");
  }

  /** Writes what a page shows. */
  static void write(Document page, BlockWriter writer) throws UnreadableException {
    HiddenElements.removeFrom(page);
    flattenLayoutTables(page);
    XhtmlBlocks blocks = new XhtmlBlocks(writer);
    send(page.body(), blocks);
    blocks.end();
  }

  /** As deep as the parser lets elements nest. */
  private static void send(Element element, XhtmlBlocks blocks) throws UnreadableException {
    blocks.start(element.normalName());
    for (Node child = element.firstChild(); child != null; child = child.nextSibling()) {
      if (child instanceof TextNode text) {
        blocks.text(text.getWholeText());
      } else if (child instanceof Element inner) {
        send(inner, blocks);
      }
    }
    blocks.end(element.normalName());
  }

  /** Tables that hold tables or headings arrange a page, they do not tabulate. */
  private static void flattenLayoutTables(Document page) {
    for (Element table :
        page.select("table:has(table), table:has(h1,h2,h3,h4), table[role=presentation]")) {
      table.tagName("div");
      for (Element part : table.select("> tbody, > thead, > tfoot")) {
        part.tagName("div");
      }
      for (Element part : table.select("> div > tr, > tr")) {
        part.tagName("div");
        part.select("> td, > th").forEach(cell -> cell.tagName("div"));
      }
    }
  }

  private static Optional<String> text(String raw) {
    return Optional.of(CleanText.of(raw).strip().replaceAll("\\s+", " ")).filter(t -> !t.isEmpty());
  }
}
