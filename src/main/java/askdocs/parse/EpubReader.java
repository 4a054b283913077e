package askdocs.parse;

import static java.nio.charset.StandardCharsets.UTF_8;

import askdocs.ingest.StructuredText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URLDecoder;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;

/**
 * An electronic book (EPUB 2 and 3): its chapters in the order of its spine. Fonts may be
 * obfuscated; a book whose text is encrypted is refused.
 */
final class EpubReader implements FormatReader {
  private static final Set<String> FONT_OBFUSCATION =
      Set.of("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC");

  private static final Set<String> CHAPTERS =
      Set.of("application/xhtml+xml", "text/html", "application/x-dtbook+xml");

  private final ReadLimits limits;

  EpubReader(ReadLimits limits) {
    this.limits = limits;
  }

  @Override
  public StructuredText read(Source source) throws IOException, UnreadableException {
    try (ZipParts zip = ZipParts.open(source.file(), limits)) {
      refuseEncrypted(zip);
      String path = xml(zip, "META-INF/container.xml").select("rootfile").attr("full-path");
      if (!zip.has(path)) {
        throw new IOException("No package document");
      }
      Document book = xml(zip, path);
      String folder = path.substring(0, path.lastIndexOf('/') + 1);
      Map<String, Element> items = new HashMap<>();
      book.select("manifest > item").forEach(item -> items.put(item.attr("id"), item));
      BlockWriter writer = new BlockWriter(limits);
      for (Element chapter : book.select("spine > itemref")) {
        Optional<Element> item = Optional.ofNullable(items.get(chapter.attr("idref")));
        if (item.isPresent() && isChapter(item.get())) {
          write(zip, PartRelations.resolved(folder, decoded(item.get().attr("href"))), writer);
        }
      }
      DocumentProperties properties = properties(book);
      return writer.finish(
          properties.title().or(writer::firstHeading),
          properties.language(),
          properties.attributes());
    }
  }

  private static void refuseEncrypted(ZipParts zip) throws IOException, UnreadableException {
    for (Element method :
        xml(zip, "META-INF/encryption.xml").select("*|EncryptedData > *|EncryptionMethod")) {
      if (!FONT_OBFUSCATION.contains(method.attr("Algorithm"))) {
        throw new UnreadableException(
            "The book is protected by digital rights management (DRM); upload a copy without it.");
      }
    }
  }

  /** A table of contents would only repeat the headings. */
  private static boolean isChapter(Element item) {
    return CHAPTERS.contains(item.attr("media-type"))
        && !Set.of(item.attr("properties").split(" ", -1)).contains("nav");
  }

  private void write(ZipParts zip, String part, BlockWriter writer)
      throws IOException, UnreadableException {
    byte[] bytes = zip.bytes(part);
    if (bytes.length == 0) {
      return;
    }
    Document page =
        Jsoup.parse(
            new ByteArrayInputStream(bytes),
            null,
            "",
            Parser.htmlParser().setMaxDepth(limits.nesting()));
    writer.endSections();
    HtmlReader.write(page, writer);
  }

  private static DocumentProperties properties(Document book) {
    return DocumentProperties.of(
        first(book, "title"),
        String.join(", ", book.select("metadata > *|creator").eachText()),
        first(book, "date"),
        book.select("metadata > meta[property=dcterms:modified]").text(),
        first(book, "language"));
  }

  private static String first(Document book, String name) {
    return Optional.ofNullable(book.selectFirst("metadata > *|" + name))
        .map(Element::text)
        .orElse("");
  }

  /** Without entities or a document type: the parser knows neither. */
  private static Document xml(ZipParts zip, String part) throws IOException, UnreadableException {
    return Jsoup.parse(
        new ByteArrayInputStream(zip.bytes(part)), UTF_8.name(), "", Parser.xmlParser());
  }

  private static String decoded(String reference) {
    String path = reference.replaceFirst("#.*", "");
    return path.contains("%") ? URLDecoder.decode(path.replace("+", "%2B"), UTF_8) : path;
  }
}
