package askdocs.parse;

import askdocs.ingest.Block.Kind;
import askdocs.ingest.StructuredText;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.xml.XMLConstants;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParser;
import javax.xml.parsers.SAXParserFactory;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * A Word document (Office Open XML, ECMA-376 part 1). Its parts are streamed, so that memory does
 * not grow with markup; what is hidden or deleted is left out, which Tika's reader does not do.
 * Headers and footers come last, for they stand on no place in particular.
 */
final class WordReader implements FormatReader {
  private static final String MAIN = "word/document.xml";

  private final ReadLimits limits;

  WordReader(ReadLimits limits) {
    this.limits = limits;
  }

  @Override
  public StructuredText read(Source source) throws IOException, UnreadableException {
    try (ZipFile zip = new ZipFile(source.file().toFile())) {
      WordRelations relations = new WordRelations();
      parse(zip, "_rels/.rels", relations);
      String main = relations.main().orElse(MAIN);
      if (zip.getEntry(main) == null) {
        throw new IOException("No main part");
      }
      CoreProperties core = new CoreProperties();
      parse(zip, "docProps/core.xml", core);
      DocumentProperties properties = core.properties();
      WordStyles styles = new WordStyles();
      parse(zip, sibling(main, "styles.xml"), styles);
      WordNumbering numbering = new WordNumbering();
      parse(zip, sibling(main, "numbering.xml"), numbering);
      BlockWriter writer = new BlockWriter(limits);
      WordBody body = new WordBody(styles, numbering, new XhtmlBlocks(writer));
      for (String part :
          List.of(main, sibling(main, "footnotes.xml"), sibling(main, "endnotes.xml"))) {
        parse(zip, part, body);
      }
      body.end();
      Optional<String> heading = writer.firstHeading();
      writer.endSections();
      for (String line : runningHeads(zip, main, styles, numbering)) {
        writer.block(Kind.PROSE, line);
      }
      Optional<String> title = properties.title().or(body::title).or(() -> heading);
      return writer.finish(title, properties.language(), properties.attributes());
    } catch (SAXException e) {
      if (e.getException() instanceof UnreadableException unreadable) {
        throw unreadable;
      }
      throw new IOException(e);
    }
  }

  /** Headers and footers, each text once, without those that only number the pages. */
  private Set<String> runningHeads(
      ZipFile zip, String main, WordStyles styles, WordNumbering numbering)
      throws IOException, SAXException, UnreadableException {
    String parts = Pattern.quote(sibling(main, "")) + "(header|footer)\\d*\\.xml";
    List<String> names =
        zip.stream()
            .map(ZipEntry::getName)
            .filter(n -> n.matches(parts))
            .sorted()
            .limit(30)
            .toList();
    Set<String> heads = new LinkedHashSet<>();
    for (String name : names) {
      BlockWriter writer = new BlockWriter(limits);
      WordBody body = new WordBody(styles, numbering, new XhtmlBlocks(writer));
      parse(zip, name, body);
      body.end();
      String text = writer.finish(Optional.empty(), Optional.empty()).text();
      if (text.codePoints().filter(Character::isLetter).count() > 2) {
        heads.add(text);
      }
    }
    return heads;
  }

  private static String sibling(String main, String name) {
    return main.substring(0, main.lastIndexOf('/') + 1) + name;
  }

  private void parse(ZipFile zip, String part, DefaultHandler handler)
      throws IOException, SAXException {
    ZipEntry entry = zip.getEntry(part);
    if (entry == null) {
      return;
    }
    try (InputStream stream = new Capped(zip.getInputStream(entry), limits.bytes())) {
      parser().parse(stream, handler);
    }
  }

  /** No document type, hence no entities: none is ever resolved or expanded. */
  private static SAXParser parser() throws SAXException {
    try {
      SAXParserFactory factory = SAXParserFactory.newDefaultNSInstance();
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      return factory.newSAXParser();
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException("The JDK's own parser knows these features", e);
    }
  }

  /** A small file can unpack to a giant one. */
  private static final class Capped extends FilterInputStream {
    private long left;

    Capped(InputStream in, long most) {
      super(in);
      left = most;
    }

    @Override
    public int read() throws IOException {
      int b = super.read();
      count(b < 0 ? 0 : 1);
      return b;
    }

    @Override
    public int read(byte[] buffer, int from, int length) throws IOException {
      int count = super.read(buffer, from, length);
      count(Math.max(0, count));
      return count;
    }

    private void count(int read) throws IOException {
      left -= read;
      if (left < 0) {
        throw new IOException("A part unpacks to more bytes than are read");
      }
    }
  }
}
